/** Why a request was not taken as a callback. It holds nothing of the request itself, so it can be logged. */
export interface UnmatchedRequest {
  /**
   * What did not match: the `path` is not `secretPath` (404), the `method` is not GET (405), or the `address` of the
   * request cannot be read (404).
   */
  readonly reason: "path" | "method" | "address";
  /**
   * Whether its query reads as a callback. If so, a charged result is probably lost: the service, or a proxy in front of
   * you, uses another address than the one that the handler knows.
   */
  readonly isCallback: boolean;
}
