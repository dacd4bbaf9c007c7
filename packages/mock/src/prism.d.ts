import type { Preference } from "./preference.js";
/** A request as Prism takes it. */
export interface PrismRequest {
    readonly method: "post" | "get";
    readonly path: string;
    readonly query: Record<string, string>;
    readonly headers: Record<string, string>;
    readonly body: string;
}
/** What Prism made of a request. */
export interface PrismAnswer {
    readonly code: number;
    readonly body: unknown;
    /** What is wrong with the request, in words. */
    readonly violations: readonly string[];
}
/** Answers one request. */
export type Prism = (request: PrismRequest, preference: Preference) => Promise<PrismAnswer>;
/**
 * Loads Prism with the contract.
 *
 * Callbacks are taken out of Prism's copy: it cannot send one for a form body.
 */
export declare function loadPrism(): Promise<Prism>;
