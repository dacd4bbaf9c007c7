import {
  Agent as HttpAgent,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { loadContractCheck } from "./contract-check.js";
import { proxyAddress } from "./default-addresses.js";
import type { Exchange } from "./exchange.js";
import { listen } from "./listen.js";
import { TargetError, forward, readBody } from "./proxy-forward.js";
import type { ExchangeReport, Mismatch } from "./proxy-report.js";
import { readTarget } from "./proxy-target.js";
import { maxBodyBytes } from "./read-body.js";

export { formatReport } from "./proxy-report.js";
export type { ExchangeReport, Mismatch, MismatchKind } from "./proxy-report.js";

/** Options of `startProxy`. */
export interface ProxyOptions {
  /** Address of the service: https, or http of this machine. A path in it goes before every other. */
  readonly target: string;
  /** Lets `target` be http on another machine. Tokens and pictures can be read on the way. Default: false. */
  readonly allowInsecure?: boolean;
  /** Port to listen on; 0 takes a free one. Default: 4011. */
  readonly port?: number;
  /** Address to listen on. Default: 127.0.0.1, so that only this machine can reach the proxy. */
  readonly host?: string;
  /** Called with each report. What it throws is dropped: the proxy goes on. */
  readonly onReport?: (report: ExchangeReport) => void;
}

/** A running proxy. */
export interface Proxy {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** The last 1000 reports, oldest first. */
  reports(): readonly ExchangeReport[];
  /** How many reports there were, also those that are no longer kept. */
  readonly exchanges: number;
  /** How many mismatches there were in all reports. */
  readonly mismatches: number;
  /** Ends all connections, on both sides. */
  close(): Promise<void>;
}

const keptReports = 1000;

/**
 * Starts a proxy that gives each request to the service, and its answer to the client as it is. Then it holds
 * both against the contract. Reports hold no value of a request or an answer.
 *
 * @throws TypeError when the target cannot be used; Error when the port is in use
 * @example
 * const proxy = await startProxy({ target: "https://api.example.com", port: 0 });
 * const client = createClient({ token, baseUrl: proxy.url });
 * await proxy.close();
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const {
    port = proxyAddress.port,
    host = proxyAddress.host,
    allowInsecure = false,
    onReport,
  } = options;
  const target = readTarget(options.target, allowInsecure);
  const check = await loadContractCheck();
  // A connection for each request: one that is kept may have been ended by the target just then.
  const agent = target.protocol === "https:" ? new HttpsAgent() : new HttpAgent();
  const kept: ExchangeReport[] = [];
  const count = { exchanges: 0, mismatches: 0 };
  const running = new Set<Promise<void>>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const report = await check(await exchange(target, agent, request, response));
    count.exchanges += 1;
    count.mismatches += report.mismatches.length;
    kept.push(report);
    if (kept.length > keptReports) kept.shift();
    onReport?.(report);
  };
  const server = createServer((request, response) => {
    const handled = handle(request, response)
      // The client has gone, or `onReport` failed after the answer: neither ends the proxy.
      .catch(() => {
        if (!response.writableEnded) response.destroy();
      })
      .finally(() => running.delete(handled));
    running.add(handled);
  });
  const url = await listen(server, port, host);
  return {
    url,
    reports: () => [...kept],
    get exchanges() {
      return count.exchanges;
    },
    get mismatches() {
      return count.mismatches;
    },
    async close() {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeAllConnections();
      });
      agent.destroy();
      // The last answers may still be held against the contract.
      await Promise.all(running);
    },
  };
}

/** @throws ClientGoneError */
async function exchange(
  target: URL,
  agent: HttpAgent,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const path = request.url ?? "/";
  const body = await readBody(request);
  const asked = { method: request.method ?? "", target: path, headers: request.headers, body };
  const refuse = (code: number, status: string, found: Omit<Mismatch, "place">): Exchange => {
    const mismatches = [{ ...found, place: "" }];
    // Of an answer that broke off, the client has the head already.
    if (response.headersSent) {
      response.destroy();
      return { ...asked, code: response.statusCode, answer: undefined, mismatches };
    }
    const subject = found.kind === "target" ? "target" : "request";
    const message = `Answer of the proxy: the ${subject} ${found.message}.`;
    response.writeHead(code, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ status, message }));
    return { ...asked, code, answer: undefined, mismatches };
  };
  if (body === undefined) {
    const message = `is over ${String(maxBodyBytes)} bytes, and was not sent`;
    return refuse(413, "CONTENT_TOO_LARGE", { where: "request", kind: "unchecked", message });
  }
  // A whole address, or `*`, is no path that could stand behind the target's.
  if (!path.startsWith("/")) {
    const message = "asks for no path, and was not sent";
    return refuse(400, "BAD_REQUEST", { where: "request", kind: "path", message });
  }
  try {
    const { code, ...answer } = await forward(target, agent, request, body, response);
    return { ...asked, code, answer, mismatches: [] };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { message } = error;
    return refuse(502, "BAD_GATEWAY", { where: "response", kind: "target", message });
  }
}
