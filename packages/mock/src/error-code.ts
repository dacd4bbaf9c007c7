/** The code of an error of Node, such as `ENOENT`, or else its name. Its text can hold an address, so it is not used. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
