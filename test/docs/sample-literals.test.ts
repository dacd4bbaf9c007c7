/** A text that a sample writes as a literal is the same text for the language itself. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CodeSample } from "../../scripts/targets/samples.js";
import { shellLiteral } from "../../scripts/lib/escape/shell.js";
import { goLiteral } from "../../scripts/lib/escape/go.js";
import { scriptLiteral } from "../../scripts/lib/escape/script.js";
import { pythonLiteral } from "../../scripts/lib/escape/python.js";
import { rubyLiteral } from "../../scripts/lib/escape/ruby.js";
import { isMissing } from "../support/programs.js";
import { run } from "../support/run.js";
import { goEnvironment } from "./sample-runners.js";

interface Language {
  readonly literal: (text: string) => string;
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  /** A program that prints the texts as JSON, or each with a NUL behind it. */
  readonly print: (literals: readonly string[]) => string;
}

/** TypeScript has the literals of JavaScript. */
const languages: Readonly<Record<Exclude<CodeSample["language"], "typescript">, Language>> = {
  curl: {
    literal: shellLiteral,
    file: "print.sh",
    command: ["bash"],
    print: (literals) => `printf '%s\\0' ${literals.join(" ")}`,
  },
  javascript: {
    literal: scriptLiteral,
    file: "print.mjs",
    command: ["node"],
    print: (literals) => `console.log(JSON.stringify([${literals.join(",\n")}]));`,
  },
  python: {
    literal: pythonLiteral,
    file: "print.py",
    command: ["python3"],
    print: (literals) => `import json\nprint(json.dumps([${literals.join(",\n")}]))`,
  },
  ruby: {
    literal: rubyLiteral,
    file: "print.rb",
    command: ["ruby"],
    print: (literals) => `require "json"\nputs JSON.generate([${literals.join(",\n")}])`,
  },
  go: {
    literal: goLiteral,
    file: "print.go",
    command: ["go", "run"],
    print: (literals) =>
      `package main
import ("encoding/json"; "os")
func main() { json.NewEncoder(os.Stdout).Encode([]string{${literals.join(",\n")}}) }`,
  },
};

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "literals-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What has a meaning in one of the languages, and what cannot be seen. */
const special = Array.from(
  "\"'`\\$#{}()@!%&*?~=<>|;^-+/ \t\n\r\f\v\b0anrtuxU" +
    "\u0001\u001b\u007f\u0085\u00a0\u00ad\u200b\u200d\u2028\u202e\ufeff\ue000\u{e0001}" +
    "éไืท日😀\u0301",
);
/** Any text of whole characters. A NUL ends an argument, so no shell can have one. */
const text = fc
  .oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(...special) }))
  .map((one) => one.replaceAll("\0", ""));

async function tryTexts(name: string, language: Language): Promise<void> {
  const { literal, file, command, print } = language;
  const [program, ...parameters] = command;
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 500, maxLength: 500 }), async (texts) => {
      const literals = texts.map(literal);
      expect(literals.filter((one) => /[\r\n]/.test(one))).toEqual([]);
      await writeFile(path.join(folder, file), print(literals));
      const { exitCode, stdout, stderr } = await run(program, [...parameters, file], {
        cwd: folder,
        env: { ...goEnvironment, LC_ALL: "C.UTF-8" },
      });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(name === "curl" ? stdout.split("\0").slice(0, -1) : JSON.parse(stdout)).toEqual(texts);
    }),
    // One call of the interpreter tries all texts; to make the fault small would take thousands.
    { numRuns: 1, endOnFailure: true },
  );
}

for (const [name, language] of Object.entries(languages)) {
  const [program] = language.command;
  const missing = isMissing(program);
  if (missing) console.warn(`${program} is missing: the literals of ${name} are not tried.`);
  it.skipIf(missing).concurrent(name, () => tryTexts(name, language));
}
