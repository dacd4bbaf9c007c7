import type { IncomingMessage, ServerResponse } from "node:http";
import { headerText } from "./header-text.js";

/** Pages may call the mock, as an app that is being built in a browser does. */
const originHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Retry-After, X-Mock-Answer, X-Mock-Chosen-By, X-Mock-Reason",
};

/** What a page asks before it calls. */
export function preflightHeaders(request: IncomingMessage): Record<string, string> {
  return {
    ...originHeaders,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers":
      headerText(request, "access-control-request-headers") ??
      "Authorization, Content-Type, Prefer",
    "Access-Control-Max-Age": "600",
  };
}

/** Sends an answer as JSON. */
export function send(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...originHeaders,
    ...headers,
  });
  response.end(text);
}
