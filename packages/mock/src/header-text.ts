import type { IncomingMessage } from "node:http";

/** A header as text; undefined where there is none. */
export function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
