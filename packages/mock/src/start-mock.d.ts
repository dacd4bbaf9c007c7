/** Options of `startMock`. */
export interface MockOptions {
    /** Port to listen on; 0 takes a free one. Default: 4010. */
    readonly port?: number;
    /** Address to listen on. Default: 127.0.0.1, so that only this machine can reach the mock. */
    readonly host?: string;
    /** Called after each answer. Paths hold no token: the query is left out. */
    readonly onAnswer?: (answer: {
        readonly method: string;
        readonly path: string;
        readonly code: number;
    }) => void;
}
/** A running mock. */
export interface Mock {
    /** Scheme, host and port, without a slash at the end. */
    readonly url: string;
    close(): Promise<void>;
}
/**
 * Starts a mock of the API: every documented path, every named example by `Prefer: example=KEY`.
 *
 * @example
 * const mock = await startMock({ port: 0 });
 * const client = createClient({ token: "test", baseUrl: mock.url });
 * await mock.close();
 */
export declare function startMock(options?: MockOptions): Promise<Mock>;
