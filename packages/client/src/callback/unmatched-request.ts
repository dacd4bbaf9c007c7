/** A request that was not taken as a callback. It holds nothing of the request itself, so it can be logged. */
export interface UnmatchedRequest {
  /**
   * What did not match: the `path` is not `secretPath` (404), the `method` is not GET (405), or the `address` of the
   * request cannot be read (404).
   */
  readonly reason: "path" | "method" | "address";
  /**
   * Whether its query reads as a callback. Then it is no stray visitor: the service, or a proxy before you, probably
   * uses another address than the one that you gave to the handler, and a charged result is lost.
   */
  readonly isCallback: boolean;
}
