/** The test of the guides can fail: what it must refuse, and what it must let pass. */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readFences, readSteps } from "../support/guide-blocks.js";
import { matchesJson, outputPattern } from "../support/guide-output.js";
import { guidesFolder, runGuide } from "../support/run-guide.js";

afterAll(() => rm(guidesFolder, { recursive: true, force: true }));

/** A page of blocks: the words behind the backticks, and the text. */
function page(...blocks: readonly (readonly [words: string, text: string])[]): string {
  return blocks.map(([words, text]) => `\`\`\`${words}\n${text}\n\`\`\`\n`).join("\nText.\n\n");
}

describe("readFences", () => {
  it("reads language, words, file, text and line, in lists too", () => {
    const text = "# Title\n\n- Item\n\n  ```ts file=a/b.ts\n  one {\n    two\n  ```\n";
    expect(readFences(text)).toEqual([
      { language: "ts", words: [], file: "a/b.ts", text: "one {\n  two", line: 5 },
    ]);
  });

  it("does not end at shorter backticks", () => {
    const [fence] = readFences("````md\n```sh\ntrue\n```\n````\n");
    expect(fence?.text).toBe("```sh\ntrue\n```");
  });
});

describe("readSteps", () => {
  it.each([
    ["a language that nothing runs", page(["perl", "1"]), /nothing is known to do with "perl"/],
    ["plain text", page(["text", "x"]), /nothing is known to do with "text"/],
    ["a word that it does not know", page(["sh quietly", "true"]), /"sh quietly"/],
    ["output of nothing", page(["text output", "x"]), /no block before it/],
    ["output of a file", page(["ts file=a.ts", ""], ["text output", "x"]), /no block before it/],
    [
      "two outputs of a block",
      page(["sh", "true"], ["text output", ""], ["text output", ""]),
      /no block before it/,
    ],
    ["a file that nobody uses", page(["ts file=card.ts", ""], ["sh", "true"]), /uses card\.ts/],
    ["a file outside the folder", page(["ts file=../a.ts", ""], ["sh", "cat a.ts"]), /no name/],
    [
      "a file that is written twice",
      page(["ts file=a.ts", "1"], ["ts file=a.ts", "2"], ["sh", "npx tsx a.ts"]),
      /written twice/,
    ],
  ])("refuses %s", (_, text, message) => {
    expect(readSteps(text).faults.join()).toMatch(message);
  });

  it("knows what to do with each kind of block", () => {
    const { steps, faults } = readSteps(
      page(
        ["py file=a.py", ""],
        ["sh", "python3 a.py"],
        ["text output", "x"],
        ["sh background", "npm run mock"],
        ["json output", "{}"],
        ["json", "{}"],
        ["mermaid", "flowchart TD"],
        ["sh not-run", "npm ci"],
      ),
    );
    expect(faults).toEqual([]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      ...["file", "run", "background", "parse", "draw", "not-run"],
    ]);
    expect(steps.flatMap((step) => ("output" in step ? [step.output?.text] : []))).toEqual([
      ...["x", "{}"],
    ]);
  });
});

describe("outputPattern", () => {
  it.each([
    ["a\nb", "a\nb\n", true],
    ["a\nb", "a\nb\nc\n", false],
    ["a", "xa\n", false],
    ["…\nb", "b\n", true],
    ["…\nb\n…", "1\n2\nb\n3\n", true],
    ["a … c", "a b c\n", true],
    ["a … c", "a\nc\n", false],
    ["a.c (1)", "abc (1)\n", false],
  ])("%j beside %j: %s", (expected, printed, isShown) => {
    expect(outputPattern(expected, { start: false }).test(printed)).toBe(isShown);
  });

  it("lets more follow where it is asked for the start", () => {
    expect(outputPattern("a", { start: true }).test("a\nb\n")).toBe(true);
    expect(outputPattern("a", { start: true }).test("ab\n")).toBe(false);
  });
});

describe("matchesJson", () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: [true, null] }, { b: [true, null], a: 1 }, true],
    [{ a: 1 }, { a: "1" }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, "…": "…" }, { a: 1, b: 2 }, true],
    [{ a: 1, "…": "…" }, { b: 2 }, false],
    ["…", { a: 1 }, true],
    ["id …", "id 7", true],
    ["id …", "no", false],
    [[1], [1, 2], false],
    [[1, "…"], [1, 2, 3], true],
    [[], {}, false],
    [null, {}, false],
  ])("%j beside %j: %s", (expected, actual, isShown) => {
    expect(matchesJson(expected, actual)).toBe(isShown);
  });
});

describe.concurrent("runGuide", () => {
  const options = { missing: [], realNpx: false };

  it.each([
    ["exit", page(["sh", "true\nfalse\necho not reached"]), /Line 1: .* exit code 1/],
    ["unset", page(["sh", 'echo "$NOWHERE"']), /exit code 1/],
    ["output", page(["sh", "echo one"], ["text output", "two"]), /Line 7: .*\n--- shown\ntwo/],
    ["value", page(["sh", "echo '{\"a\":1}'"], ["json output", '{"a":2}']), /not what was/],
    ["token", page(["sh", 'echo "$AISOLUTION_TOKEN"']), /prints the token/],
    ["error-token", page(["sh", 'echo "$AISOLUTION_TOKEN" >&2']), /prints the token/],
    ["json", page(["json", "{a}"]), /Line 1: this is no json/],
    ["untitled", page(["mermaid", "flowchart TD\n  a --> b"]), /%% Title/],
    ["stopped", page(["sh background", "echo done"], ["text output", "ready"]), /ready/],
    ["abroad", page(["js", 'await fetch("https://example.com/");']), /another machine/],
  ])("refuses a fault: %s", async (name, text, message) => {
    const { steps, faults } = readSteps(text);
    expect(faults).toEqual([]);
    await expect(runGuide(`fault-${name}`, steps, options)).rejects.toThrow(message);
  });

  it("keeps what is exported and the folder, calls a mock, and leaves nothing behind", async () => {
    const text = page(
      ["sh", "mkdir -p inner && cd inner\nexport WORD=kept\n(sleep 0.4; touch ../alive) &"],
      ["sh", 'sleep 0.8\necho "$WORD in ${PWD##*/}"\nif [ -e ../alive ]; then exit 1; fi'],
      ["text output", "kept in inner"],
      ["sh background", "echo $$ > ../../good.pid\necho http://127.0.0.1:8080\nsleep 600"],
      ["text output", "http://127.0.0.1:8080"],
      ["sh", "curl --silent http://127.0.0.1:4010/v1/none"],
      ["json output", '{ "status": "NOT_FOUND", "message": "…" }'],
      ["sh", "curl --silent https://api.aisolution.credit/"],
      ["json output", '{ "status": "NOT_FOUND", "message": "…" }'],
    );
    const { steps, faults } = readSteps(text);
    expect(faults).toEqual([]);
    expect(await runGuide("good", steps, options)).toEqual([]);
    expect(existsSync(path.join(guidesFolder, "good"))).toBe(false);
    const file = path.join(guidesFolder, "good.pid");
    const server = Number(await readFile(file, "utf8"));
    await rm(file);
    expect(() => process.kill(server, 0)).toThrow("ESRCH");
  });

  it("passes over what needs an interpreter that is missing", async () => {
    const { steps } = readSteps(page(["sh", "echo 1 | nowhere -"], ["sh", "true"]));
    const passedOver = await runGuide("missing", steps, { missing: ["nowhere"], realNpx: false });
    expect(passedOver.map(({ line }) => line)).toEqual([1]);
  });
});
