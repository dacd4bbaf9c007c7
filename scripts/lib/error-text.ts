/** What is told of something that was thrown: the message of an error. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
