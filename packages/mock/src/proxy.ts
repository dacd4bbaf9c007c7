import {
  booleanOption,
  checkOptions,
  functionOption,
  integerOption,
  stringOption,
  type OptionRules,
} from "@aisolution/options";
import {
  Agent as HttpAgent,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { loadContractCheck } from "./contract-check.js";
import { proxyAddress } from "./default-addresses.js";
import { createExchangeEnd, type ExchangeEnd } from "./exchange-end.js";
import { limits } from "./limits.js";
import { listen } from "./listen.js";
import { exchange, sendOwn } from "./proxy-exchange.js";
import type { ExchangeReport } from "./proxy-report.js";
import { readTarget } from "./proxy-target.js";
import { createWorkLoad, type Room } from "./work-load.js";

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
  /** Time in which the target must have answered, up to the last byte. Milliseconds, default: 120000. */
  readonly timeout?: number;
  /** Called with each report. What it throws is dropped: the proxy goes on. */
  readonly onReport?: (report: ExchangeReport) => void;
}

/** Time of a target, and the longest that can be set, in milliseconds. */
const time = { usual: 120_000, longest: 2 ** 31 - 1 };

const proxyRules: OptionRules<ProxyOptions> = {
  // Its address can hold a password.
  target: { ...stringOption, isRequired: true, isSecret: true },
  allowInsecure: booleanOption,
  port: integerOption(0, 65_535),
  host: stringOption,
  timeout: integerOption(1, time.longest),
  onReport: functionOption,
};

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
  /** Ends all connections, on both sides. It may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a proxy that gives each request to the service, and its answer to the client as it is. Then it holds
 * both against the contract. Reports hold no value of a request or an answer.
 *
 * @throws TypeError when an option cannot be used; Error when the port is in use
 * @example
 * const proxy = await startProxy({ target: "https://api.example.com", port: 0 });
 * const client = createClient({ token, baseUrl: proxy.url });
 * await proxy.close();
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  checkOptions(proxyRules, options);
  const {
    port = proxyAddress.port,
    host = proxyAddress.host,
    allowInsecure = false,
    timeout = time.usual,
    onReport,
  } = options;
  const target = readTarget(options.target, allowInsecure);
  const check = await loadContractCheck();
  // A connection for each request: one that is kept may have been ended by the target just then.
  const agent = target.protocol === "https:" ? new HttpsAgent() : new HttpAgent();
  const kept: ExchangeReport[] = [];
  const count = { exchanges: 0, mismatches: 0 };
  const running = new Map<ExchangeEnd, Promise<void>>();

  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
    held: { readonly room: Room; readonly end: ExchangeEnd },
  ): Promise<void> => {
    const route = { target, agent, timeout };
    const report = await check(await exchange(route, request, response, held));
    count.exchanges += 1;
    count.mismatches += report.mismatches.length;
    kept.push(report);
    if (kept.length > limits.entries) kept.shift();
    onReport?.(report);
  };
  const load = createWorkLoad();
  const server = createServer((request, response) => {
    const room = load.enter();
    if (room === undefined) {
      request.resume();
      sendOwn(response, 503, `there are ${String(limits.requests)} requests already`);
      return;
    }
    const end = createExchangeEnd(request.socket);
    const handled = handle(request, response, { room, end })
      // The client has gone, or `onReport` failed after the answer: neither ends the proxy.
      .catch(() => {
        if (!response.writableEnded) response.destroy();
      })
      .finally(() => {
        end.release();
        room.leave();
        running.delete(end);
      });
    running.set(end, handled);
  });
  const url = await listen(server, port, host);

  async function shutDown(): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
    server.closeAllConnections();
    // An exchange can wait for what no connection tells.
    for (const exchangeEnd of running.keys()) exchangeEnd.now();
    agent.destroy();
    // The last answers may still be held against the contract.
    await Promise.all([ended, ...running.values()]);
  }
  let closing: Promise<void> | undefined;
  return {
    url,
    reports: () => [...kept],
    get exchanges() {
      return count.exchanges;
    },
    get mismatches() {
      return count.mismatches;
    },
    close: () => (closing ??= shutDown()),
  };
}
