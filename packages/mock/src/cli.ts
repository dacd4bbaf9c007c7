import { readFileSync } from "node:fs";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearestName } from "@aisolution/options";
import { mockAddress, proxyAddress } from "./default-addresses.js";
import type { JournalEntry } from "./journal.js";
import type { MockOptions } from "./mock-options.js";

const help = `Mock of the AI Solution API.

  aisolution-mock [options]              serve the mock
  aisolution-mock images DIR [options]   write a tiny picture for each answer
  aisolution-mock proxy URL [options]    check a real service against the contract

Options of the mock:
  --port NUMBER            port, 0 for a free one (${String(mockAddress.port)})
  --host ADDRESS           address to listen on (${mockAddress.host}: this machine only)
  --latency MS             time before each answer (0)
  --jitter MS              random time on top (0)
  --fail-rate SHARE        share of calls that fail, 0 to 1 (0)
  --rate-limit NUMBER      calls of a token in a second; more get HTTP 429
  --seed NUMBER            the same seed gives the same failures, times and ids (1)
  --dynamic                make answers of success up from the schemas (takes seconds to start)
  --document FILE          serve another OpenAPI document; Prism alone answers
  --allow-callback-hosts HOST,...   hosts that callbacks may go to, beside this machine
  --callback-retries NUMBER         how often a refused callback is sent again (0)
  --verbose                also show the fields of each request, without their values

Options of images:
  --operation ID           only the answers of this operation

Options of proxy:
  --port NUMBER            port, 0 for a free one (${String(proxyAddress.port)})
  --host ADDRESS           address to listen on (${proxyAddress.host})
  --allow-insecure         allow http to another machine
  Ctrl-C ends it. The exit code is 1 when anything did not match.

  --help, --version
`;

const options = {
  port: { type: "string" },
  host: { type: "string" },
  latency: { type: "string" },
  jitter: { type: "string" },
  "fail-rate": { type: "string" },
  "rate-limit": { type: "string" },
  seed: { type: "string" },
  dynamic: { type: "boolean" },
  document: { type: "string" },
  "allow-callback-hosts": { type: "string" },
  "callback-retries": { type: "string" },
  verbose: { type: "boolean" },
  operation: { type: "string" },
  "allow-insecure": { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

type Values = ReturnType<typeof parse>["values"];

/** The options of each command; another one is a mistake, and not left out silently. */
const common = ["help", "version"];
const commands: Readonly<
  Record<string, { readonly options: readonly string[]; readonly run: Run }>
> = {
  mock: {
    options: [
      ...["port", "host", "latency", "jitter", "fail-rate", "rate-limit", "seed", "dynamic"],
      ...["document", "allow-callback-hosts", "callback-retries", "verbose"],
    ],
    run: serve,
  },
  images: { options: ["operation"], run: images },
  proxy: { options: ["port", "host", "allow-insecure"], run: proxy },
};

type Run = (values: Values, argument: string | undefined) => Promise<number>;

/** A mistake in the command line. */
class UsageError extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parse();
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.version) {
    console.log(packageVersion());
    return 0;
  }
  const [name = "mock", argument, ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(
      `There is no command ${name}. There are images and proxy; without one, the mock is served.`,
    );
  }
  if (rest.length > 0 || (name === "mock" && argument !== undefined)) {
    throw new UsageError(`There are too many arguments.`);
  }
  const known = [...command.options, ...common];
  const unknown = Object.keys(values).filter((option) => !known.includes(option));
  if (unknown.length > 0) {
    throw new UsageError(`--${unknown.join(", --")} is not an option of ${name}.`);
  }
  return command.run(values, argument);
}

function parse() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(usageProblem(error));
  }
}

/** Node's own sentence, and the option that may be meant. */
function usageProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '--([\w-]+)/.exec(text)?.[1];
  if (unknown === undefined) return text;
  const nearest = nearestName(unknown, Object.keys(options));
  return `There is no option --${unknown}.${nearest === undefined ? "" : ` Did you mean --${nearest}?`}`;
}

async function serve(values: Values): Promise<number> {
  const settings = {
    host: values.host,
    port: numberOf(values, "port"),
    latency: numberOf(values, "latency"),
    jitter: numberOf(values, "jitter"),
    failRate: numberOf(values, "fail-rate"),
    rateLimit: numberOf(values, "rate-limit"),
    seed: numberOf(values, "seed"),
    callbackRetries: numberOf(values, "callback-retries"),
    dynamic: values.dynamic,
    document: values.document,
    allowCallbackHosts: values["allow-callback-hosts"]?.split(",").map((host) => host.trim()),
  };
  const given: MockOptions = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
  if (values.dynamic || values.document !== undefined) progress("Loading Prism");
  // Loaded here, so that help and a mistake are answered at once.
  const { startMock } = await import("./start-mock.js");
  const mock = await startMock({
    ...given,
    onAnswer: (entry) => {
      console.log(line(entry, values.verbose ?? false));
    },
  }).finally(() => {
    progress("");
  });
  console.log(`Mock of the AI Solution API on ${mock.url} (Ctrl-C ends it)`);
  if (values.document === undefined) {
    console.log(`
Try it:
  curl '${mock.url}/v1/de_ocr/general?token=test' --data-urlencode 'img=/9j/4AAQ'
Other answers: the header "Prefer: example=fail", the token test_fail, or a picture of "aisolution-mock images DIR".
What came: ${mock.url}/__mock/requests
`);
  }
  await untilSignal();
  await mock.close();
  return 0;
}

async function images(values: Values, directory: string | undefined): Promise<number> {
  if (directory === undefined)
    throw new UsageError("Name the directory: aisolution-mock images DIR.");
  const { writeMagicImages } = await import("./write-magic-images.js");
  const paths = await writeMagicImages(
    directory,
    values.operation === undefined ? {} : { operationId: values.operation },
  );
  for (const path of paths) console.log(path);
  return 0;
}

async function proxy(values: Values, target: string | undefined): Promise<number> {
  if (target === undefined) throw new UsageError("Name the service: aisolution-mock proxy URL.");
  const port = numberOf(values, "port");
  progress("Loading Prism");
  const { formatReport, startProxy } = await import("./proxy.js");
  const running = await startProxy({
    target,
    ...(port === undefined ? {} : { port }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values["allow-insecure"] === undefined ? {} : { allowInsecure: values["allow-insecure"] }),
    onReport: (report) => {
      console.log(formatReport(report));
    },
  }).finally(() => {
    progress("");
  });
  console.log(`Checking ${new URL(target).origin} on ${running.url} (Ctrl-C ends it)`);
  await untilSignal();
  await running.close();
  const count = running.mismatches;
  console.log(
    count === 0
      ? "Everything matched the contract."
      : `${String(count)} mismatches with the contract.`,
  );
  return count === 0 ? 0 : 1;
}

/** One line for a request, without any value of it. */
function line(entry: JournalEntry, verbose: boolean): string {
  const { method, path, code, key, chosenBy, duration, reason, fields } = entry;
  return [
    `${method} ${path} ${String(code)} ${key} (${chosenBy}) ${duration.toFixed(0)} ms`,
    ...(reason === undefined ? [] : [reason]),
    ...(verbose ? [JSON.stringify(fields)] : []),
  ].join("  ");
}

function numberOf(values: Values, name: keyof typeof options): number | undefined {
  const text: unknown = values[name];
  if (text === undefined) return undefined;
  if (typeof text === "string" && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--${name} must be a number.`);
}

async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** Shows a step on a terminal, on one line; an empty text clears it. Silent in a pipe. */
function progress(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${step}`);
}

function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String(Reflect.get(Object(JSON.parse(text)), "version"));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) console.error("aisolution-mock --help shows what there is.");
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
