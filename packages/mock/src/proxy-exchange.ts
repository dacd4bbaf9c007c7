import type { Agent, IncomingMessage, ServerResponse } from "node:http";
import type { BodyProblem } from "./byte-store.js";
import type { Exchange } from "./exchange.js";
import type { ExchangeEnd } from "./exchange-end.js";
import { limits } from "./limits.js";
import { forward, TargetError } from "./proxy-forward.js";
import type { Mismatch } from "./proxy-report.js";
import { readBody } from "./read-body.js";
import type { Room } from "./work-load.js";

/** Where requests go, and how long they may take. */
export interface ProxyRoute {
  readonly target: URL;
  readonly agent: Agent;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The `status` of the proxy's own answers. */
const statuses = {
  400: "BAD_REQUEST",
  413: "CONTENT_TOO_LARGE",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
  504: "GATEWAY_TIMEOUT",
} as const;

type OwnCode = keyof typeof statuses;

const bodyProblems: Readonly<
  Record<BodyProblem, { readonly code: OwnCode; readonly text: string }>
> = {
  "too-long": { code: 413, text: `is over ${String(limits.bodyBytes)} bytes, and was not sent` },
  "no-room": { code: 503, text: "found no room beside all others, and was not sent" },
};

/**
 * Gives a request to the target, and its answer to the client.
 *
 * @throws ClientGoneError
 */
export async function exchange(
  { target, agent, timeout }: ProxyRoute,
  request: IncomingMessage,
  response: ServerResponse,
  { room, end }: { readonly room: Room; readonly end: ExchangeEnd },
): Promise<Exchange> {
  const path = request.url ?? "/";
  const received = await readBody(request, room);
  const body = typeof received === "string" ? undefined : received;
  const asked = { method: request.method ?? "", target: path, headers: request.headers, body };
  const refuse = (code: OwnCode, found: Omit<Mismatch, "place">): Exchange => {
    const mismatches = [{ ...found, place: "" }];
    // Of an answer that broke off, the client has the head already.
    if (response.headersSent) {
      response.destroy();
      return { ...asked, code: response.statusCode, answer: undefined, mismatches };
    }
    const subject = found.kind === "target" ? "target" : "request";
    sendOwn(response, code, `the ${subject} ${found.message}`);
    return { ...asked, code, answer: undefined, mismatches };
  };
  if (typeof received === "string") {
    const { code, text } = bodyProblems[received];
    return refuse(code, { where: "request", kind: "unchecked", message: text });
  }
  // A whole address, or `*`, is no path that could stand behind the target's.
  if (!path.startsWith("/")) {
    const message = "asks for no path, and was not sent";
    return refuse(400, { where: "request", kind: "path", message });
  }
  try {
    end.limit(timeout, new TargetError(`took longer than ${String(timeout)} ms`, 504));
    const forwarded = { target, agent, request, body: received, response, room, end };
    const { code, headers, body: answered } = await forward(forwarded);
    const answer = { headers, body: typeof answered === "string" ? undefined : answered };
    return { ...asked, code, answer, mismatches: [] };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return refuse(error.code, { where: "response", kind: "target", message: error.message });
  }
}

/** Sends an answer that is not the target's. */
export function sendOwn(response: ServerResponse, code: OwnCode, text: string): void {
  response.writeHead(code, { "Content-Type": "application/json" });
  response.end(
    JSON.stringify({ status: statuses[code], message: `Answer of the proxy: ${text}.` }),
  );
}
