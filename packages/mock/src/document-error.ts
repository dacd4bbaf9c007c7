/** Another document cannot be served. Its message names the file, what is wrong, and what is accepted. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
}
