import { describe, expect, it } from "vitest";
import {
  asksForHelp,
  helpText,
  readCommandLine,
  UsageError,
  type CommandLine,
  type OptionTable,
} from "./command-line.js";

const line = {
  command: "npm run thing --",
  summary: "Does a thing.",
  arguments: [
    { name: "FIRST", description: "what comes first", required: true },
    { name: "SECOND", description: "what comes second" },
  ],
  options: {
    port: { type: "string", value: "NUMBER", default: "80", description: "port" },
    only: { type: "string", value: "PART", choices: ["mock", "docs"], description: "one part" },
    check: { type: "boolean", description: "write nothing" },
  },
} as const satisfies CommandLine<OptionTable>;

describe("readCommandLine", () => {
  it.each([
    [["a"], { port: "80" }, ["a"]],
    [["a", "b", "--port", "1"], { port: "1" }, ["a", "b"]],
    [["--check", "a", "--only=docs"], { port: "80", check: true, only: "docs" }, ["a"]],
    [["--", "--check"], { port: "80" }, ["--check"]],
  ])("reads %j", (given, values, positionals) => {
    const found = readCommandLine(line, given);
    expect({ ...found.values }).toEqual(values);
    expect(found.positionals).toEqual(positionals);
  });

  it.each([
    [
      ["a", "--prot", "1"],
      "There is no option --prot. Did you mean --port? The options are --port, --only, --check, --help.",
    ],
    [
      ["a", "--chekc"],
      "There is no option --chekc. Did you mean --check? The options are --port, --only, --check, --help.",
    ],
    [
      ["a", "--zzzzzzzz"],
      "There is no option --zzzzzzzz. The options are --port, --only, --check, --help.",
    ],
    [["a", "-p"], "There is no option -p. The options are --port, --only, --check, --help."],
    [
      ["a", "--constructor"],
      "There is no option --constructor. The options are --port, --only, --check, --help.",
    ],
    [["a", "--port"], "--port needs a value: port."],
    [["a", "--port", "--check"], "--port needs a value: port."],
    [["a", "--check=yes"], "--check takes no value: write nothing."],
    [["a", "--only", "dosc"], "--only cannot be dosc. Did you mean docs? It must be mock or docs."],
    [[], "FIRST is missing: what comes first."],
    [["a", "b", "c", "d"], "There are too many arguments: c, d. It takes FIRST and SECOND."],
  ])("refuses %j", (given, message) => {
    expect(() => readCommandLine(line, given)).toThrow(new UsageError(message));
  });

  it("refuses a missing option that has to be there", () => {
    const options = { name: { type: "string", required: true, description: "the name" } } as const;
    const other = { command: "thing", summary: "Does it.", options };
    expect(() => readCommandLine(other, [])).toThrow("--name is missing: the name.");
    expect(() => readCommandLine(other, ["--name", "x", "y"])).toThrow(
      "too many arguments: y. It takes none.",
    );
  });
});

describe("the help", () => {
  it.each([
    [["--help"], true],
    [["-h"], true],
    [["x", "--bogus", "--help"], true],
    [["--", "--help"], false],
    [["help"], false],
  ])("is asked for by %j: %j", (given, asks) => {
    expect(asksForHelp(given)).toBe(asks);
  });

  it("comes from the table", () => {
    expect(helpText({ ...line, notes: "Exit code: 1." })).toBe(
      [
        "Does a thing.",
        "",
        "Usage: npm run thing -- [options] FIRST [SECOND]",
        "",
        "Arguments:",
        "  FIRST          what comes first",
        "  SECOND         what comes second",
        "",
        "Options:",
        "  --port NUMBER  port (80)",
        "  --only PART    one part: mock or docs",
        "  --check        write nothing",
        "  -h, --help     show this text",
        "",
        "Exit code: 1.",
      ].join("\n"),
    );
  });
});
