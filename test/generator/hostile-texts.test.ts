/**
 * A text of the contract stays a text, whatever stands in it: every file of every target has the same structure as with
 * harmless texts, for the parser of its own language.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { isNode, list } from "../../openapi/lint/document.js";
import { loadBrunoReader } from "../support/bruno-reader.js";
import { emittedFiles } from "../support/emitted-files.js";
import { readBundle, withTexts, type NewText } from "../support/hostile-contract.js";
import { hostileProse, hostileSent, hostileStarts } from "../support/hostile-texts.js";
import { dataSkeleton, markdownSkeleton } from "../support/markup-skeletons.js";
import {
  bashPrinter,
  goSkeletons,
  pythonSkeletons,
  rubySkeletons,
  scriptSkeleton,
  withoutQuotedTexts,
} from "../support/program-skeletons.js";
import { isMissing } from "../support/programs.js";
import { run } from "../support/run.js";

type Files = ReadonlyMap<string, string>;

const bruno = loadBrunoReader();
const bundle = await readBundle();

/** Each text alone once, and with different neighbours in each round. */
function rotated(round: number): NewText {
  return (kind, number) => {
    const texts = kind === "sent" ? hostileSent : hostileProse;
    const start = hostileStarts[(number + round) % hostileStarts.length] ?? "";
    const one = texts[(number * (round + 1) + round) % texts.length] ?? "";
    const other = texts[(number + 7 * round + 3) % texts.length] ?? "";
    return `${start}Text ${String(number)} ${one} more${other}.`;
  };
}

const harmless: NewText = (_kind, number) => `Text ${String(number)}.`;
const rounds = [0, 1].map((round) => withTexts(bundle, rotated(round)));

let plain: Files;
let hostile: readonly Files[];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostile-"));
  plain = await emittedFiles(withTexts(bundle, harmless));
  hostile = await Promise.all(rounds.map(emittedFiles));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Compares all files of a kind with those that have harmless texts. */
function expectSame(pattern: RegExp, skeleton: (name: string, text: string) => unknown): void {
  const names = [...plain.keys()].filter((name) => pattern.test(name));
  expect(names).not.toEqual([]);
  for (const name of names) {
    const wanted = skeleton(name, plain.get(name) ?? "");
    for (const [round, files] of hostile.entries()) {
      const found = skeleton(name, files.get(name) ?? "");
      expect(found, `${name}, round ${String(round)}`).toEqual(wanted);
    }
  }
}

it("makes the same files", () => {
  for (const files of hostile) expect([...files.keys()]).toEqual([...plain.keys()]);
});

describe("for its own parser, a file has the same structure", () => {
  it("TypeScript and JavaScript", () => {
    expectSame(/\.(?:ts|js|mjs)$/, scriptSkeleton);
  });

  it("JSON", () => {
    expectSame(/\.json$/, (_name, text) => dataSkeleton(JSON.parse(text)));
  });

  it("YAML", () => {
    expectSame(/\.yaml$/, (_name, text) => dataSkeleton(parseYaml(text)));
  });

  it("Markdown", () => {
    expectSame(/\.md$/, (_name, text) => markdownSkeleton(text));
  });

  it("Bruno", () => {
    expectSame(/\.bru$/, (name, text) => brunoSkeleton(readBruno(name, text)));
  });

  it("the scripts and texts of Postman", () => {
    expectSame(/postman_collection\.json$/, (_name, text) => postmanParts(JSON.parse(text)));
  });
});

function readBruno(name: string, text: string): unknown {
  if (name.includes("/environments/")) return bruno.readEnvironment(text);
  return /(?:folder|collection)\.bru$/.test(name)
    ? bruno.readFolder(text)
    : bruno.readRequest(text);
}

/** The script, and the text for people, are languages of their own. */
function brunoSkeleton(content: unknown): unknown {
  if (!isNode(content)) return content;
  const { tests, docs } = content;
  return [
    dataSkeleton(content),
    typeof tests === "string" ? scriptSkeleton("tests.js", tests) : undefined,
    typeof docs === "string" ? markdownSkeleton(docs) : undefined,
  ];
}

function postmanParts(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(postmanParts);
  if (!isNode(node)) return [];
  const { exec, content, type } = node;
  return [
    ...(exec === undefined ? [] : [scriptSkeleton("test.js", list(exec).join("\n"))]),
    ...(type === "text/markdown" ? [markdownSkeleton(String(content))] : []),
    ...Object.values(node).flatMap(postmanParts),
  ];
}

interface Interpreter {
  readonly program: string;
  readonly extension: string;
  /** Gives a line for each file: its structure. */
  readonly skeletons: (files: readonly string[], texts: readonly string[]) => Promise<string[]>;
}

const lines = async (program: string, parameters: readonly string[]): Promise<string[]> => {
  const { exitCode, stdout, stderr } = await run(program, parameters, { cwd: folder });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.trimEnd().split("\n");
};

const moduleFlags = ["--experimental-vm-modules", "--no-warnings"];

/** Does what `node --check` does, for many files. */
const nodeCheck = `
for (const file of process.argv.slice(1)) {
  new (require("node:vm").SourceTextModule)(require("node:fs").readFileSync(file, "utf8"));
  console.log("parsed");
}`;

const interpreters: readonly Interpreter[] = [
  {
    program: "python3",
    extension: "py",
    skeletons: (files) => lines("python3", ["-c", pythonSkeletons, ...files]),
  },
  {
    program: "ruby",
    extension: "rb",
    skeletons: (files) => lines("ruby", ["-w", "-e", rubySkeletons, ...files]),
  },
  {
    program: "go",
    extension: "go",
    skeletons: async (files) => {
      await writeFile(path.join(folder, "print.go"), goSkeletons);
      await lines("gofmt", ["-e", "-l", ...files]);
      return lines("go", ["run", "print.go", "--", ...files]);
    },
  },
  {
    program: "node",
    extension: "mjs",
    skeletons: (files) => lines("node", [...moduleFlags, "-e", nodeCheck, "--", ...files]),
  },
  {
    program: "bash",
    extension: "sh",
    skeletons: (files, texts) =>
      Promise.all(
        files.map(async (file, index) => {
          await lines("bash", ["-n", file]);
          const wrapped = `${file}.wrapped`;
          await writeFile(path.join(folder, wrapped), bashPrinter(texts[index] ?? ""));
          return withoutQuotedTexts((await lines("bash", [wrapped])).join("\n"));
        }),
      ),
  },
];

describe("an interpreter reads the same program", () => {
  for (const { program, extension, skeletons } of interpreters) {
    const missing = isMissing(program);
    if (missing) console.warn(`${program} is missing: hostile texts are not tried with it.`);
    it.skipIf(missing)(program, async () => {
      const found: string[][] = [];
      for (const [round, files] of [plain, ...hostile].entries()) {
        const programs = [...files].filter(([name]) => name.endsWith(`.${extension}`));
        expect(programs).not.toEqual([]);
        const names = programs.map(
          ([name]) => `round-${String(round)}/${name.replaceAll("/", "-")}`,
        );
        await mkdir(path.join(folder, `round-${String(round)}`), { recursive: true });
        for (const [index, [, text]] of programs.entries()) {
          await writeFile(path.join(folder, names[index] ?? ""), text);
        }
        found.push(
          await skeletons(
            names,
            programs.map(([, text]) => text),
          ),
        );
      }
      const [wanted, ...others] = found;
      for (const other of others) expect(other).toEqual(wanted);
    });
  }
});

it("holds for any texts in any order", async () => {
  const fragment = (texts: readonly string[]) =>
    fc.array(fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "grapheme", maxLength: 5 })), {
      minLength: 1,
      maxLength: 4,
    });
  const texts = fc.record({
    prose: fc.array(fragment(hostileProse), { minLength: 97, maxLength: 97 }),
    value: fc.array(fragment(hostileProse), { minLength: 89, maxLength: 89 }),
    sent: fc.array(fc.constantFrom(...hostileSent), { minLength: 83, maxLength: 83 }),
  });
  await fc.assert(
    fc.asyncProperty(texts, async (made) => {
      const newText: NewText = (kind, number) => {
        const all = made[kind];
        return `Text ${[all[number % all.length]].flat().join("")}${String(number)}`;
      };
      hostile = [await emittedFiles(withTexts(bundle, newText))];
      expectSame(/\.(?:ts|js|mjs)$/, scriptSkeleton);
      expectSame(/\.yaml$/, (_name, text) => dataSkeleton(parseYaml(text)));
      expectSame(/\.md$/, (_name, text) => markdownSkeleton(text));
    }),
    { numRuns: 2, endOnFailure: true },
  );
});
