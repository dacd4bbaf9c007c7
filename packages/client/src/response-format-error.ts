/**
 * An answer that is no JSON envelope: empty, HTML from a proxy, broken JSON, or JSON of another shape.
 *
 * The message holds the HTTP status and the content type, and nothing of the body: an answer is about
 * people.
 */
export class ResponseFormatError extends Error {
  override readonly name = "ResponseFormatError";
  /** HTTP status of the answer. */
  readonly httpStatus: number;

  constructor({ status, headers }: Response) {
    const type = headers.get("content-type") ?? "no content type";
    super(
      `The answer is no JSON envelope (HTTP ${String(status)}, ${type}). The call may have been done and charged.`,
    );
    this.httpStatus = status;
  }
}
