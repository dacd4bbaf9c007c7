/** Every code sample is run as readers run it: it sends what it should, and shows no token. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue, type Operation } from "@aisolution/openapi";
import { isNode } from "../../openapi/lint/document.js";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeSamples, type CodeSample } from "../../scripts/targets/samples.js";
import { pictures, sampleCall } from "../../scripts/targets/samples/sample-call.js";
import { setNext } from "../mock/call-mock.js";
import { jpegOf } from "../support/jpeg-of.js";
import { isMissing } from "../support/programs.js";
import { repositoryRoot, run, type Run } from "../support/run.js";
import { goEnvironment, sampleRunners } from "./sample-runners.js";
import { oddPath, refusingAddress, startSampleServer, type SampleServer } from "./sample-server.js";

const { operations } = catalogue;
const languages = codeSamples(operationOf("recognizeGermanIdCard"), catalogue).map(
  ({ language }) => language,
);

/** The operation whose sample has to fail in all ways. */
const failing = "recognizeGermanIdCard";
/** Its sample for an address where nobody listens. */
const refused = "refused";

/** Values that end a literal, a comment or a line where they are not written with care. */
const oddValues = [
  `"double" 'single' \`back\``,
  "\\ \\n \\\\ \\u0041 \\",
  "one\ntwo\r\nthree\ttab",
  "$HOME ${HOME} $(id) `id` !! %s %d %2B",
  "#{1 + 1} #$0 #@a {x} <%= x %>",
  "a+b/c=&d;e?f#g",
  "@file",
  "<file",
  "-- */ # //",
  "née Ångström ไทย 日本 😀",
  "\u202eleft\u200b\ufeff\u0085\u2028\u0007\u007f",
  "'",
];

/** An operation that the contract does not have: every second field is optional. */
const odd: Operation = {
  ...operationOf("getWhatsAppDetail"),
  operationId: "oddOperation",
  path: oddPath,
  summary: "Say \"$(id)\" */ #{1}\n'''\\",
  request: {
    ...operationOf("getWhatsAppDetail").request,
    fields: oddValues.flatMap((value, index) =>
      [true, false].map((required) => ({
        name: `${required ? "needed" : "optional"}_${String(index)}`,
        kind: "text" as const,
        required,
        description: "A text.",
        examples: [value],
      })),
    ),
    examples: [],
  },
};

/** The samples run here. */
let folder = "";
/** The same folder before any of them ran. */
let before: ReadonlyMap<string, string> = new Map();
/** Programs are made here, where they find the packages of this repository. */
let programs = "";
let mock: Mock;
let server: SampleServer;
const commands = new Map<string, Promise<(name: string) => readonly string[]>>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "samples-"));
  await mkdir(path.join(repositoryRoot, ".cache"), { recursive: true });
  programs = await mkdtemp(path.join(repositoryRoot, ".cache/samples-"));
  const files = new Set(
    operations.flatMap((one) => pictures(sampleCall(one, catalogue)).map(({ file }) => file)),
  );
  for (const [index, file] of [...files].entries()) {
    await writeFile(path.join(folder, file), await jpegOf(150_000, index));
  }
  await mkdir(path.join(folder, "home"));
  before = await contents();

  mock = await startMock({ port: 0 });
  for (const { operationId, outcomes } of operations) {
    // Without this the mock answers that its group has no such person.
    const [success] = outcomes;
    if (success !== undefined && outcomes.some(({ cause }) => cause === "person-id")) {
      setNext(mock, operationId, ...languages.map(() => success.key));
    }
  }
  server = await startSampleServer(mock.url);
  const nowhere = await refusingAddress();
  for (const language of languages) {
    const sources = new Map<string, string>();
    for (const operation of operations) {
      const file = path.join(repositoryRoot, sampleOf(operation, language).path);
      const text = await readFile(file, "utf8");
      expect(text).toContain(catalogue.server);
      sources.set(operation.operationId, text.replaceAll(catalogue.server, server.url));
      if (operation.operationId === failing) {
        sources.set(refused, text.replaceAll(catalogue.server, nowhere));
      }
    }
    const { source } = sampleOf(odd, language);
    sources.set(odd.operationId, source.replaceAll(catalogue.server, server.url));
    const runner = sampleRunners[language];
    if (!isMissing(runner.program)) {
      commands.set(language, runner.prepare(path.join(programs, language), sources));
    }
  }
});

afterAll(async () => {
  await Promise.allSettled(commands.values());
  await server.close();
  await mock.close();
  await rm(folder, { recursive: true, force: true });
  await rm(programs, { recursive: true, force: true });
});

function operationOf(id: string): Operation {
  const found = operations.find(({ operationId }) => operationId === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
}

function sampleOf(operation: Operation, language: CodeSample["language"]): CodeSample {
  const found = codeSamples(operation, catalogue).find((sample) => sample.language === language);
  if (found === undefined) throw new Error(`There is no sample in ${language}.`);
  return found;
}

/** All files of the folder where the samples run, with what is in them. */
async function contents(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.map(async (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [file, entry.isFile() ? await readFile(file, "base64") : "folder"] as const;
  });
  return new Map(await Promise.all(files));
}

/** Runs a sample in the folder with the pictures, and looks for the token in what it prints. */
async function runSample(
  language: CodeSample["language"],
  name: string,
  token: string,
  cwd = folder,
): Promise<Run> {
  const command = await commands.get(language);
  const [program = "", ...parameters] = command?.(name) ?? [];
  const home = path.join(folder, "home");
  const result = await run(program, parameters, {
    cwd,
    // Settings of this machine change nothing, and what is kept on disk is found.
    env: {
      ...{ AISOLUTION_TOKEN: token, HOME: home, TMPDIR: home, XDG_CACHE_HOME: home },
      ...{ NO_PROXY: "*", no_proxy: "*", LC_ALL: "C.UTF-8" },
    },
  });
  if (token !== "" && !token.startsWith("test_")) {
    for (const secret of spellings(token))
      expect(result.stdout + result.stderr).not.toContain(secret);
  }
  return result;
}

/** A token as it can stand in a text. */
function spellings(token: string): string[] {
  const bytes = Array.from(Buffer.from(token), (byte) => `%${byte.toString(16)}`).join("");
  return [token, encodeURIComponent(token), String(new URLSearchParams({ token })), bytes];
}

/** The status that a sample printed: curl prints the answer. */
function statusOf(language: CodeSample["language"], stdout: string): unknown {
  if (language !== "curl") return stdout.split("\n")[0];
  const answer: unknown = JSON.parse(stdout);
  return isNode(answer) ? answer["status"] : undefined;
}

for (const language of languages) {
  const { program } = sampleRunners[language];
  const missing = isMissing(program);
  if (missing) console.warn(`${program} is missing: the samples in ${language} are not run.`);

  describe.skipIf(missing)(language, () => {
    beforeAll(async () => {
      await commands.get(language);
    }, 180_000);

    it.concurrent.each(operations.map((one) => [one.operationId, one] as const))(
      "%s sends the form and prints the status",
      async (operationId, operation) => {
        const token = `secret-of-${language}-${operationId}`;
        const { exitCode, stdout, stderr } = await runSample(language, operationId, token);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
        expect(statusOf(language, stdout)).toBe(operation.outcomes[0]?.status);
        for (const word of messageWords(language, server.lastAnswer(token)))
          expect(stdout).toContain(word);
        const { path: place, request } = operation;
        expect(server.calls(token)).toEqual([
          { path: place, contentType: request.contentType, form: formOf(operation) },
        ]);
      },
    );

    it.concurrent("says of a documented failure what it is", async () => {
      const { exitCode, stdout, stderr } = await runSample(language, failing, "test_fail");
      expect(statusOf(language, stdout)).toBe("FAIL");
      const message = operationOf(failing).outcomes.find(({ key }) => key === "fail")?.example.value
        .message;
      // The client says it in its own words.
      const said = language === "typescript" ? /^recognizeGermanIdCard: / : String(message);
      expect(language === "curl" ? stdout : stderr).toMatch(said);
      expect(exitCode).toBe(language === "curl" ? 0 : 1);
    });

    it.concurrent.each([
      ["unauthorized", "401"],
      ["internal-server-error", "500"],
    ])("ends with an error after the answer %s", async (key, code) => {
      const { exitCode, stdout, stderr } = await runSample(language, failing, `test_${key}`);
      expect(exitCode).toBe(language === "curl" ? 22 : 1);
      expect(stderr).toContain(code);
      expect(stdout).not.toContain("OK");
    });

    it.concurrent("ends with an error where nobody answers", async () => {
      const { exitCode, stdout, stderr } = await runSample(language, refused, "secret-refused");
      expect(exitCode).toBe(language === "curl" ? 7 : 1);
      expect(stderr).toMatch(/refused|connect|ECONNREFUSED/i);
      expect(stdout).not.toContain("OK");
    });

    // curl prints any page.
    const faults = language === "curl" ? ["cut"] : ["cut", "page"];
    it.concurrent.each(faults)("ends with an error after a %s", async (name) => {
      const token = `secret-of-${language}-${name}`;
      const { exitCode, stdout, stderr } = await runSample(language, failing, token);
      expect(server.calls(token)).not.toEqual([]);
      expect(exitCode).not.toBe(0);
      expect(stderr).not.toBe("");
      expect(stdout).not.toContain("OK");
    });

    it.concurrent.each(["302", "307"])("does not follow an answer %s elsewhere", async (code) => {
      const token = `secret-of-${language}-redirect-${code}`;
      const { exitCode, stdout, stderr } = await runSample(language, failing, token);
      expect(server.calls(token)).toHaveLength(1);
      expect(stdout).not.toContain("OK");
      expect(exitCode).toBe(language === "curl" ? 47 : 1);
      expect(stderr).toContain(language === "curl" ? "redirects" : code);
    });

    it.concurrent("sends a token with any characters", async () => {
      const token = `${language}-a+b/c=&d"e\\f%41#g?$h'i`;
      const { exitCode, stderr } = await runSample(language, failing, token);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(server.calls(token)).toHaveLength(1);
    });

    it.concurrent("asks for the token", async () => {
      const { exitCode, stderr } = await runSample(language, failing, "");
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/AISOLUTION_TOKEN.* is not set/);
    });

    it.concurrent("sends nothing without the picture", async () => {
      const token = `secret-of-${language}-elsewhere`;
      const { exitCode, stdout, stderr } = await runSample(language, failing, token, programs);
      expect(exitCode).toBe(1);
      expect(stderr).not.toBe("");
      expect(stdout).not.toContain("OK");
      expect(server.calls(token)).toEqual([]);
    });

    // The client has no such method. Its samples write texts as those in JavaScript do.
    const others = language === "typescript" ? [] : [odd.operationId];
    it.concurrent.each(others)("sends odd values as they are by %s", async (operationId) => {
      const token = `secret-of-${language}-odd`;
      const { exitCode, stdout, stderr } = await runSample(language, operationId, token);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(statusOf(language, stdout)).toBe("OK");
      const form = Object.fromEntries(
        oddValues.map((value, index) => [`needed_${String(index)}`, value]),
      );
      expect(server.calls(token)).toMatchObject([{ path: oddPath, form }]);
    });

    it("leaves the folder as it was", async () => {
      expect(await contents()).toEqual(before);
    });
  });
}

it("has types that the compiler accepts in strict mode", async () => {
  const files = operations.map((one) =>
    path.join(repositoryRoot, sampleOf(one, "typescript").path),
  );
  const wrong = path.join(programs, "wrong.ts");
  const [first = ""] = files;
  await writeFile(wrong, (await readFile(first, "utf8")).replace("img:", "picture:"));
  const program = ts.createProgram([...files, wrong], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
    lib: ["lib.es2023.d.ts"],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ["node"],
  });
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => [
      file === undefined ? "" : path.resolve(file.fileName),
      ts.flattenDiagnosticMessageText(messageText, " "),
    ]);
  expect(faults).toEqual([[wrong, expect.stringContaining("'picture' does not exist")]]);
});

it.skipIf(isMissing("go"))(
  "has Go that go vet and gofmt accept",
  async () => {
    const cwd = path.join(repositoryRoot, "docs/samples/go");
    const env = { ...goEnvironment, GOFLAGS: "-mod=readonly" };
    expect(await run("go", ["vet", "./..."], { cwd, env })).toEqual(quiet);
    expect(await run("gofmt", ["-l", "."], { cwd, env })).toEqual(quiet);
  },
  180_000,
);

const isLinux = process.platform === "linux";
if (!isLinux) console.warn("Only Linux shows the arguments of all processes: not tested here.");

it.skipIf(!isLinux || isMissing("curl"))(
  "shows neither token nor picture in the list of processes",
  async () => {
    const token = "secret-of-curl-slow";
    const operation = operationOf("compareFaces");
    const form = Object.values(formOf(operation));
    const ending = runSample("curl", operation.operationId, token);
    const seen = new Set<string>();
    let ended: Run | undefined;
    while (ended === undefined) {
      for (const one of await commandLines()) seen.add(one);
      ended = await Promise.race([ending, wait(10, undefined)]);
    }
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(server.calls(token)).toMatchObject([{ form: formOf(operation) }]);

    const all = [...seen];
    expect(all.filter((one) => /^curl .*img1@- .*img2@\/dev\/fd\//.test(one))).toHaveLength(1);
    for (const secret of [...spellings(token), ...form.map((picture) => picture.slice(0, 60))]) {
      expect(all.filter((one) => one.includes(secret))).toEqual([]);
    }
  },
);

/** A program that ended well and said nothing. */
const quiet: Run = { exitCode: 0, stdout: "", stderr: "" };

/** The arguments of all processes, as anybody can read them. */
async function commandLines(): Promise<string[]> {
  const processes = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
  return Promise.all(
    processes.map(async (id) => {
      // It may have ended meanwhile.
      const line = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
      return line.replaceAll("\0", " ");
    }),
  );
}

/** What a sample prints of the message in an answer: the names of its fields, or what it is without any. */
function messageWords(
  language: CodeSample["language"],
  answer: string | undefined,
): readonly string[] {
  const parsed: unknown = JSON.parse(answer ?? "{}");
  const message = isNode(parsed) ? parsed["message"] : undefined;
  if (message === null) return [language === "python" ? "None" : "null"];
  if (Array.isArray(message)) return ["[", "]"];
  if (isNode(message) && Object.keys(message).length > 0) return Object.keys(message);
  throw new Error("The mock gave a message of another kind.");
}

/** What a sample has to send: the pictures of its folder, and documented examples. */
function formOf(operation: Operation): Record<string, string> {
  const { fields } = sampleCall(operation, catalogue);
  const entries = fields.map((field) => {
    const value =
      field.kind === "picture"
        ? before.get(path.join(folder, field.file))
        : operation.request.examples.find((example) => field.name in example.value)?.value[
            field.name
          ];
    return [field.name, value ?? ""] as const;
  });
  return Object.fromEntries(entries);
}
