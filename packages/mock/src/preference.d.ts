import { type Operation } from "@aisolution/openapi";
/** The answer that a request asks for. */
export interface Preference {
    readonly code: number;
    readonly example: string;
}
/** A wish that cannot be met, with a text that says what can. */
export declare class PreferenceError extends Error {
    readonly name = "PreferenceError";
}
/**
 * Reads the wish for an answer: the header `Prefer: example=KEY` (RFC 7240), or `__example=KEY` in
 * the query for clients that cannot set headers. `code=CODE` alone chooses an HTTP status.
 *
 * @returns the first documented outcome where nothing is asked for
 * @throws PreferenceError when the operation has no such answer
 */
export declare function readPreference(operation: Operation, header: string | undefined, query: URLSearchParams): Preference;
