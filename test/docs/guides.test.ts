/** The guides do what they say: every block is run, and prints what stands below it. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readFences, readSteps, withoutFences } from "../support/guide-blocks.js";
import { repositoryRoot, run } from "../support/run.js";
import { tokensThatCouldBeReal } from "../support/shown-tokens.js";
import { guidesFolder, missingInterpreters, runGuide } from "../support/run-guide.js";
import { notRun } from "./not-run.js";

const folder = path.join(repositoryRoot, "docs/guides");

const guides = await Promise.all(
  (await readdir(folder))
    .filter((file) => file.endsWith(".md"))
    .map(async (file) => {
      const text = await readFile(path.join(folder, file), "utf8");
      return { name: file.replace(/\.md$/, ""), text, ...readSteps(text) };
    }),
);
const names = guides.map((guide) => [guide.name, guide] as const);

const missing = missingInterpreters();

const typesFolder = path.join(guidesFolder, ".types");

afterAll(() => rm(guidesFolder, { recursive: true, force: true }));

describe.concurrent("each block of a guide is run", () => {
  it.each(names)(
    "%s",
    async (name, { steps, faults }) => {
      expect(faults).toEqual([]);
      const passedOver = await runGuide(name, steps, {
        missing,
        // One guide shows that npm's own does the same.
        realNpx: name === "quick-start",
      });
      for (const { line } of passedOver) {
        console.warn(`${name}.md, line ${String(line)}: ${missing.join(" or ")} is missing.`);
      }
    },
    300_000,
  );
});

describe.each(names)("the page %s", (_, { text, steps }) => {
  const prose = withoutFences(text);

  it("begins with a title and a description", () => {
    expect(text).toMatch(/^# \S.*\n\n[^\n#|>`-]/);
    expect(prose.match(/^# /gm)).toHaveLength(1);
  });

  it("names each section once", () => {
    const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([...new Set(headings)]);
  });

  it("has no HTML but the marks of generated regions", () => {
    const html = prose.replaceAll(/`[^`]*`/g, "").match(/<(?!!-- \/?generated:)[^>]*>/g) ?? [];
    expect(html).toEqual([]);
  });

  it("shows no token that could be real", () => {
    expect(tokensThatCouldBeReal(text)).toEqual([]);
  });

  it("leaves out only blocks that are meant to be left out", () => {
    const texts = steps.flatMap(({ kind, fence }) => (kind === "not-run" ? [fence.text] : []));
    expect(texts.filter((block) => !notRun.includes(block))).toEqual([]);
  });
});

describe("a token in a page", () => {
  const real = "a3f9c2d4e5b60718293a4b5c6d7e8f90";

  it.each([
    "?token=test'",
    "?token=test&__example=fail",
    "?token=test_too-many-requests",
    "?token=TOKEN`",
    "?token=$AISOLUTION_TOKEN",
    "?token=${token}`",
    "printf '?token=%s\"\\n'",
    "AISOLUTION_TOKEN=YOUR_TOKEN",
    "AISOLUTION_TOKEN=test_fail node a.js",
    'token: "test_retry-later",',
    "token: `test_${key}`",
    'token: process.env["AISOLUTION_TOKEN"]',
    'token = os.environ["AISOLUTION_TOKEN"]',
    "token: async () =>",
    "token: readToken(",
    "Authorization: TOKEN",
    '"token": "test"',
    'token = "test"',
  ])("can be %s", (text) => {
    expect(tokensThatCouldBeReal(text)).toEqual([]);
  });

  it.each([
    `?token=${real}`,
    `AISOLUTION_TOKEN=${real}`,
    `token: "${real}"`,
    `token: ${real}`,
    `"token": "${real}"`,
    `token = '${real}'`,
    `Authorization: ${real}`,
    `Authorization: "${real}"`,
    `?token=test_${real}`,
    `?token=test/${real}`,
    `?token=TOKEN${real}`,
    `?token=$${real}`,
    'token: "abcdefabcdef"',
    "?token=abcdefabcdef",
    "AISOLUTION_TOKEN=abcdefabcdef",
    "Authorization: abcdefabcdef",
  ])("cannot be %s", (text) => {
    expect(tokensThatCouldBeReal(text)).toHaveLength(1);
  });
});

it("lists no block as left out that no guide has", () => {
  const texts = guides.flatMap(({ text }) => readFences(text).map((fence) => fence.text));
  expect(notRun.filter((block) => !texts.includes(block))).toEqual([]);
});

it("shows TypeScript that compiles in strict mode", async () => {
  const files: string[] = [];
  for (const { name, steps } of guides) {
    for (const [index, step] of steps.entries()) {
      const { fence, kind } = step;
      if (fence.language !== "ts" || kind === "not-run") continue;
      const file = path.join(name, fence.file ?? `block-${String(index)}.ts`);
      await mkdir(path.dirname(path.join(typesFolder, file)), { recursive: true });
      await writeFile(path.join(typesFolder, file), `${fence.text}\n`);
      files.push(file);
    }
  }
  expect(files.length).toBeGreaterThan(0);
  const compilerOptions = {
    target: "ES2022",
    module: "NodeNext",
    moduleDetection: "force",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  await writeFile(
    path.join(typesFolder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files }),
  );
  const tsc = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
  const compiled = await run(process.execPath, [tsc, "-p", typesFolder]);
  expect(compiled).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});
