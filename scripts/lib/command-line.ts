/** The one way in which the programs of this repository read their options and explain them. */
import { parseArgs } from "node:util";
import { inWords } from "./markdown.js";
import { nearestName } from "../../packages/options/src/nearest-name.js";

/** An option of a program. */
export interface Option {
  readonly type: "string" | "boolean";
  /** What it does, for the help: a piece of a sentence without its stop. */
  readonly description: string;
  /** What stands for the value in the help: `FOLDER`. */
  readonly value?: string;
  /** Value where the option is not given. The help shows it. */
  readonly default?: string;
  /** All values that there are. */
  readonly choices?: readonly string[];
  readonly required?: boolean;
}

/** An argument of a program, which stands by itself. */
export interface Argument {
  /** What stands for it in the help: `BEFORE`. */
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
}

/** What can be written behind the name of a program. */
export interface CommandLine<Options extends OptionTable> {
  /** How it is started: `npm run spec:lint --`. */
  readonly command: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly options: Options;
  readonly arguments?: readonly Argument[];
  /** More for the help, as what the exit codes mean. */
  readonly notes?: string;
}

/** The options of a program by their names. */
export type OptionTable = Readonly<Record<string, Option>>;

/** What a program is given: the values of its options, and its arguments. */
export type Given<Options extends OptionTable> = Pick<
  ReturnType<typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>>,
  "values" | "positionals"
>;

/** A mistake in the command line. The message says what is right. */
export class UsageError extends Error {
  override name = "UsageError" as const;
}

/** Every program has it. */
const help: Option = { type: "boolean", description: "show this text" };

/** Says whether somebody asks for the help. What else is written does not matter then. */
export function asksForHelp(given: readonly string[]): boolean {
  const { tokens } = parseArgs({
    args: [...given],
    options: { help: { type: "boolean", short: "h" } },
    strict: false,
    tokens: true,
  });
  return tokens.some((token) => token.kind === "option" && token.name === "help");
}

/**
 * Reads what stands behind the name of a program.
 *
 * @returns the values of the options, and the arguments
 * @throws UsageError when an option or an argument is not known, is missing, or has a wrong value
 */
export function readCommandLine<const Options extends OptionTable>(
  line: CommandLine<Options>,
  given: readonly string[],
): Given<Options> {
  const { options } = line;
  expectKnown(line, given);
  const { values, positionals } = parseArgs({
    args: [...given],
    options,
    allowPositionals: true,
  });
  for (const [name, option] of Object.entries<Option>(options)) {
    const value: unknown = Reflect.get(values, name);
    if (option.required === true && value === undefined) {
      throw new UsageError(`--${name} is missing: ${option.description}.`);
    }
    if (typeof value === "string" && option.choices?.includes(value) === false) {
      const nearest = advice(nearestName(value, option.choices));
      throw new UsageError(
        `--${name} cannot be ${value}.${nearest} It must be ${inWords(option.choices, "or")}.`,
      );
    }
  }
  expectArguments(line.arguments ?? [], positionals);
  return { values, positionals };
}

/** Names the first option that there is not, or that has no value where it needs one. */
function expectKnown({ options }: CommandLine<OptionTable>, given: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...given], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const option =
      rawName.startsWith("--") && Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const known = [...Object.keys(options), "help"];
      const nearest = nearestName(name, known);
      const list = known.map((one) => `--${one}`).join(", ");
      throw new UsageError(
        `There is no option ${rawName}.${advice(nearest && `--${nearest}`)} The options are ${list}.`,
      );
    }
    if (option.type === "string" && (value === undefined || /^-\D/.test(value))) {
      throw new UsageError(`${rawName} needs a value: ${option.description}.`);
    }
    if (option.type === "boolean" && value !== undefined) {
      throw new UsageError(`${rawName} takes no value: ${option.description}.`);
    }
  }
}

function advice(nearest: string | undefined): string {
  return nearest === undefined || nearest === "" ? "" : ` Did you mean ${nearest}?`;
}

function expectArguments(known: readonly Argument[], given: readonly string[]): void {
  const more = given.slice(known.length);
  if (more.length > 0) {
    const taken = known.length === 0 ? "none" : known.map(({ name }) => name).join(" and ");
    throw new UsageError(`There are too many arguments: ${more.join(", ")}. It takes ${taken}.`);
  }
  const missing = known.slice(given.length).find(({ required }) => required === true);
  if (missing === undefined) return;
  throw new UsageError(`${missing.name} is missing: ${missing.description}.`);
}

/** The text of `--help`: all of it comes from the table of options. */
export function helpText(line: CommandLine<OptionTable>): string {
  const taken = line.arguments ?? [];
  const usage = [line.command, "[options]", ...taken.map(usageOf)].join(" ");
  const argumentRows = taken.map(({ name, description }) => [name, description] as const);
  const optionRows = Object.entries({ ...line.options, help }).map(
    ([name, option]) => [optionName(name, option), optionText(option)] as const,
  );
  const width = Math.max(...[...argumentRows, ...optionRows].map(([name]) => name.length));
  const rows = (all: readonly (readonly [string, string])[]) =>
    all.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join("\n");
  return [
    line.summary,
    `Usage: ${usage}`,
    ...(argumentRows.length === 0 ? [] : [`Arguments:\n${rows(argumentRows)}`]),
    `Options:\n${rows(optionRows)}`,
    ...(line.notes === undefined ? [] : [line.notes]),
  ].join("\n\n");
}

function usageOf({ name, required }: Argument): string {
  return required === true ? name : `[${name}]`;
}

function optionName(name: string, { type, value = "TEXT" }: Option): string {
  if (name === "help") return "-h, --help";
  return type === "string" ? `--${name} ${value}` : `--${name}`;
}

function optionText({ description, choices, default: standard, required }: Option): string {
  return [
    description,
    ...(choices === undefined ? [] : [`: ${inWords(choices, "or")}`]),
    ...(standard === undefined ? [] : [` (${standard})`]),
    ...(required === true ? [" (required)"] : []),
  ].join("");
}
