import {
  booleanOption,
  functionOption,
  integerOption,
  rangeOption,
  stringOption,
  stringsOption,
  type OptionRules,
} from "@aisolution/options";
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

/** The longest time that can be set, in milliseconds: ten minutes. */
const longestTime = 600_000;

export const mockRules: OptionRules<MockOptions> = {
  port: integerOption(0, 65_535),
  host: stringOption,
  onAnswer: functionOption,
  dynamic: booleanOption,
  document: stringOption,
  allowCallbackHosts: stringsOption,
  callbackRetries: integerOption(0, 100),
  callbackDelay: integerOption(0, longestTime),
  remoteControl: booleanOption,
  latency: rangeOption(0, longestTime),
  jitter: rangeOption(0, longestTime),
  failRate: rangeOption(0, 1),
  rateLimit: rangeOption(1, Infinity),
  seed: rangeOption(0, 2 ** 32 - 1),
};
