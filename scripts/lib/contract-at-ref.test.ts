import { execFile, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractAtRef } from "./contract-at-ref.js";
import { contractHash } from "./contract-hash.js";
import { contractFolder } from "./paths.js";

const run = promisify(execFile);

const gitIsMissing = spawnSync("git", ["--version"]).error !== undefined;
if (gitIsMissing) console.warn("Git is missing: contracts of other commits are not tested.");

describe.skipIf(gitIsMissing)("the bundle that was committed beside a contract", () => {
  let repository = "";

  beforeAll(async () => {
    repository = await mkdtemp(path.join(tmpdir(), "contract-at-ref-test-"));
    await cp(contractFolder, path.join(repository, "openapi"), { recursive: true });
    await mkdir(path.join(repository, "packages/openapi"), { recursive: true });
    await git("init", "--quiet");
  });

  afterAll(() => rm(repository, { recursive: true, force: true }));

  /** A hook that runs these tests names its own repository in variables. */
  const env = {
    ...process.env,
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
    GIT_INDEX_FILE: undefined,
  };

  async function git(...options: readonly string[]): Promise<void> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    await run("git", ["-C", repository, ...identity, ...options], { env });
  }

  async function commit(sha256: string): Promise<void> {
    const folder = path.join(repository, "packages/openapi");
    const bundle = { "x-generated": "by a test", info: { title: "The committed one" } };
    await writeFile(path.join(folder, "openapi.json"), JSON.stringify(bundle));
    await writeFile(path.join(folder, "catalogue.json"), JSON.stringify({ contract: { sha256 } }));
    await git("add", "--all");
    await git("commit", "--quiet", "--no-verify", "--message", "Commit");
  }

  it("is read where it was made from these files", async () => {
    await commit(await contractHash(contractFolder));
    expect(await contractAtRef(repository, "HEAD")).toEqual({
      info: { title: "The committed one" },
    });
  });

  it("is not read where it was made from others", async () => {
    await commit("0".repeat(64));
    expect(await contractAtRef(repository, "HEAD")).toMatchObject({
      info: { title: "AI Solution API" },
    });
  });
});
