import { execFile, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { contractFolder } from "./lib/paths.js";
import { formatChanges } from "./spec-diff.js";

const run = promisify(execFile);
const program = fileURLToPath(new URL("spec-diff.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

describe("formatChanges", () => {
  it("says when there is none", () => {
    expect(formatChanges([])).toEqual(["No changes."]);
  });

  it("has one line for each change, and the sum", () => {
    expect(
      formatChanges([
        { severity: "breaking", place: "paths./v1/a", text: "was removed." },
        { severity: "documentation", place: "info.version", text: "was edited." },
        { severity: "documentation", place: "info.title", text: "was edited." },
      ]),
    ).toEqual([
      "breaking  paths./v1/a  was removed.",
      "documentation  info.version  was edited.",
      "documentation  info.title  was edited.",
      "1 breaking, 0 compatible, 2 documentation.",
    ]);
  });
});

const gitIsMissing = spawnSync("git", ["--version"]).error !== undefined;
if (gitIsMissing) console.warn("Git is missing: spec:diff is not tested.");

describe.skipIf(gitIsMissing)("npm run spec:diff", () => {
  let folder = "";
  let repository = "";
  let scratch = "";

  /** A hook that runs these tests names its own repository in variables. */
  const env = () => ({
    ...process.env,
    ...{ GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
    TMPDIR: scratch,
  });

  async function git(...options: readonly string[]): Promise<void> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    await run("git", ["-C", repository, ...identity, ...options], { env: env() });
  }

  async function commit(tag: string): Promise<void> {
    await git("add", "--all");
    await git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", tag);
    await git("tag", tag);
  }

  async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const whole = path.join(repository, "openapi", file);
    const text = await readFile(whole, "utf8");
    const edited = text.replace(from, to);
    expect(edited).not.toBe(text);
    await writeFile(whole, edited);
  }

  /** Runs the program from a folder that is no repository. */
  async function diff(...options: readonly string[]) {
    const argv = ["--import", tsx, program, ...options];
    try {
      const { stdout, stderr } = await run(process.execPath, argv, { cwd: folder, env: env() });
      return { code: 0, lines: stdout.trim().split("\n"), stderr };
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      const { stdout, stderr } = Object.assign({ stdout: "", stderr: "" }, error);
      return { code: error.code, lines: stdout.trim().split("\n"), stderr };
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "spec-diff-test-"));
    repository = path.join(folder, "repository");
    scratch = path.join(folder, "scratch");
    await mkdir(repository);
    await mkdir(scratch);
    await git("init", "--quiet");
    await commit("empty");
    await cp(contractFolder, path.join(repository, "openapi"), { recursive: true });
    await commit("whole");
    await edit("components/schemas/GermanIdCard.yaml", / {2}Surname:\n(?: {4}.*\n)+/, "");
    await commit("without-surname");
    await rm(path.join(repository, "openapi/components/schemas/GermanIdCard.yaml"));
    await commit("broken");
    await git("checkout", "--quiet", "--detach", "whole");
  });

  afterEach(async () => {
    await git("checkout", "--quiet", "--force", "whole");
    const left = await readdir(scratch);
    expect(left.filter((name) => name.startsWith("contract-"))).toEqual([]);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const removal =
    "breaking  components.schemas.GermanIdCard.properties.Surname  was removed: readers lose this field.";

  it("ends with 1 when the working tree breaks somebody", async () => {
    await edit("components/schemas/GermanIdCard.yaml", / {2}Surname:\n(?: {4}.*\n)+/, "");
    expect(await diff("HEAD", "--repository", repository)).toEqual({
      code: 1,
      lines: [removal, "1 breaking, 0 compatible, 0 documentation."],
      stderr: "",
    });
  });

  it("ends with 0 when only a description changed", async () => {
    await edit("components/schemas/RetryLater.yaml", "The service", "This service");
    expect(await diff("--repository", repository, "HEAD")).toEqual({
      code: 0,
      lines: [
        "documentation  components.schemas.RetryLater.description  was edited.",
        "0 breaking, 0 compatible, 1 documentation.",
      ],
      stderr: "",
    });
  });

  it("says that nothing changed", async () => {
    expect(await diff("whole", "--repository", repository)).toEqual({
      code: 0,
      lines: ["No changes."],
      stderr: "",
    });
  });

  it.each([
    ["whole", "without-surname", 1, removal],
    [
      "without-surname",
      "whole",
      0,
      "compatible  components.schemas.GermanIdCard.properties.Surname  was added: readers may use this field.",
    ],
  ])("compares %s with %s, and not with the working tree", async (before, after, code, line) => {
    await edit("components/schemas/RetryLater.yaml", "The service", "This service");
    const result = await diff(before, after, "--repository", repository);
    expect(result).toMatchObject({ code, stderr: "" });
    expect(result.lines).toHaveLength(2);
    expect(result.lines[0]).toBe(line);
  });

  it.each([
    ["an unknown ref", ["nope"], /^There is no commit "nope" in .*\. Give a branch, a tag or/],
    ["a ref that looks like an option", ["--", "--all"], /^There is no commit "--all"/],
    ["a ref without a contract", ["empty"], /^There is no contract at "empty": .* Give a commit/],
    ["a ref with a broken contract", ["broken"], /^The contract at "broken" cannot be read\./],
    ["no ref", [], /^BEFORE is missing: branch, tag or commit to compare with\.$/m],
    [
      "three refs",
      ["a", "b", "c"],
      /^There are too many arguments: c\. It takes BEFORE and AFTER\.$/m,
    ],
    [
      "an unknown option",
      ["HEAD", "--bogus"],
      /^There is no option --bogus\. The options are --repository, --help\.$/m,
    ],
  ])("ends with 2 for %s", async (_name, options, message) => {
    expect(await diff("--repository", repository, ...options)).toEqual({
      code: 2,
      lines: [""],
      stderr: expect.stringMatching(message),
    });
  });

  it("ends with 2 outside a repository", async () => {
    expect(await diff("HEAD", "HEAD", "--repository", scratch)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ is in no git repository\. Give one with --repository/),
    });
  });

  it("ends with 2 when the machine is at fault: 1 would say that something breaks", async () => {
    const bin = path.join(folder, "bin");
    await mkdir(bin);
    const { stdout } = await run("sh", ["-c", "command -v git"]);
    await symlink(stdout.trim(), path.join(bin, "git"));
    vi.stubEnv("PATH", bin);
    const result = await diff("whole", "--repository", repository);
    vi.unstubAllEnvs();
    expect(result).toEqual({ code: 2, lines: [""], stderr: "spawn tar ENOENT\n" });
  });

  it("ends with 2 when the working tree has no contract, or a broken one", async () => {
    await rm(path.join(repository, "openapi/components/schemas/GermanIdCard.yaml"));
    expect(await diff("HEAD", "--repository", repository)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/cannot be bundled\.[^]*GermanIdCard[^]*npm run spec:lint/),
    });
    await rm(path.join(repository, "openapi"), { recursive: true });
    expect(await diff("HEAD", "--repository", repository)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^There is no contract in .*: openapi\/openapi\.yaml is missing/,
      ),
    });
  });
});
