import type { JournalEntry } from "./journal.js";
import type { TrafficOptions } from "./traffic.js";

/** Options of `startMock`. */
export interface MockOptions extends TrafficOptions {
  /** Port to listen on; 0 takes a free one. Default: 4010. */
  readonly port?: number;
  /** Address to listen on. Default: 127.0.0.1, so that only this machine can reach the mock. */
  readonly host?: string;
  /** Called after each answer. No entry holds a token, a picture or a text of the request. */
  readonly onAnswer?: (entry: JournalEntry) => void;
  /** Whether answers of success are made up from the schemas. Default: false, they are the contract's examples. */
  readonly dynamic?: boolean;
  /**
   * Path of another OpenAPI document. Prism alone answers then: no magic values, and nothing is kept. Its references
   * can name files in its folder and below it; nothing is fetched.
   */
  readonly document?: string;
  /** Hosts to which callbacks may go, beside this machine, as in `hooks.example.test` or `10.0.0.7:8080`. */
  readonly allowCallbackHosts?: readonly string[];
  /** How often a callback is sent again where it is refused. Default: 0, as the API documents no second time. */
  readonly callbackRetries?: number;
  /** Time from the answer to its callback. Milliseconds, default: 50. */
  readonly callbackDelay?: number;
  /**
   * Whether other machines may use the paths under `/__mock`, by any name of the mock. Pages still may not, but a page
   * whose name was pointed at the mock cannot be told from a program: not for machines on which people browse.
   * Default: false.
   */
  readonly remoteControl?: boolean;
}

/** @throws TypeError that names the option */
export function checkOptions(options: MockOptions): void {
  const limits: Readonly<Partial<Record<keyof MockOptions, readonly [number, number]>>> = {
    port: [0, 65_535],
    latency: [0, 600_000],
    jitter: [0, 600_000],
    failRate: [0, 1],
    rateLimit: [1, Infinity],
    seed: [0, 2 ** 32 - 1],
    callbackRetries: [0, 100],
    callbackDelay: [0, 600_000],
  };
  const whole = ["port", "callbackRetries", "callbackDelay"];
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined) continue;
    const isWhole = whole.includes(name);
    const fits = typeof value === "number" && value >= least && value <= most;
    if (!fits || (isWhole && !Number.isInteger(value))) {
      const kind = isWhole ? "whole number" : "number";
      throw new TypeError(`${name} is no ${kind} from ${String(least)} to ${String(most)}.`);
    }
  }
}
