import type { IncomingMessage, ServerResponse } from "node:http";
import { headerText } from "./header-text.js";

type Headers = Readonly<Record<string, string>>;

/** Pages may call the operations, as an app that is being built in a browser does. */
const originHeaders: Headers = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Retry-After, X-Mock-Answer, X-Mock-Chosen-By, X-Mock-Reason",
};

/** No page may read or keep what the control tells, or take it for a script. */
const controlHeaders: Headers = {
  "Cache-Control": "no-store",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
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

/** Sends an answer of an operation as JSON. */
export function send(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Headers,
): void {
  sendJson(response, code, body, { ...originHeaders, ...headers });
}

/** Sends an answer of the control as JSON. */
export function sendControl(response: ServerResponse, code: number, body: unknown): void {
  sendJson(response, code, body, controlHeaders);
}

function sendJson(response: ServerResponse, code: number, body: unknown, headers: Headers): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
