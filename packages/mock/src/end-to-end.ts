import type { IncomingMessage } from "node:http";

/** RFC 9110, section 7.6.1, and what older programs send. `Connection` can name more of them. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Headers in their order and spelling, name after value, without those of one connection. */
export function endToEnd(message: IncomingMessage, dropped: readonly string[]): string[] {
  const named = (message.headers.connection ?? "").split(",").map((name) => name.trim());
  const left = new Set([...hopByHop, ...dropped, ...named.map((name) => name.toLowerCase())]);
  const kept: string[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const [name = "", value = ""] = message.rawHeaders.slice(index, index + 2);
    if (!left.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
