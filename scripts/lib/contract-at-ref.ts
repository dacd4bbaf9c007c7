import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { child, isNode } from "../../openapi/lint/document.js";
import { BundleError, bundleContract } from "./bundle.js";
import { contractHash } from "./contract-hash.js";
import { errorText } from "./error-text.js";
import { git, isGitMissing, isRefusal } from "./git.js";
import type { Node } from "./reader.js";

const run = promisify(execFile);

/** What the person who called can mend. The message says how. */
export class InputError extends Error {
  override name = "InputError" as const;
}

/**
 * Bundles the contract as it was at a commit. The working tree is not touched.
 *
 * @param repository a folder of a git repository, with the contract in `openapi/` below it
 * @param reference a branch, a tag or a commit
 * @throws InputError when there is no such commit, or no readable contract in it; other errors when the
 * machine is at fault
 */
export async function contractAtRef(repository: string, reference: string): Promise<Node> {
  const commit = await findCommit(repository, reference);
  const temporary = await mkdtemp(path.join(tmpdir(), "contract-at-ref-"));
  try {
    const archive = path.join(temporary, "contract.tar");
    await git(repository, "archive", "--format=tar", "--output", archive, commit, "openapi");
    await run("tar", ["-xf", path.basename(archive)], { cwd: temporary });
    const folder = path.join(temporary, "openapi");
    const committed = await committedBundle(repository, commit, await contractHash(folder));
    return committed ?? (await bundleContract(folder));
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new InputError(
      `The contract at "${reference}" cannot be read. Give a commit whose contract is whole.\n${errorText(error)}`,
      { cause: error },
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function findCommit(repository: string, reference: string): Promise<string> {
  await expectGit(
    [repository, "rev-parse", "--git-dir"],
    `${repository} is in no git repository. Give one with --repository <folder>.`,
  );
  const commit = await expectGit(
    [repository, "rev-parse", "--verify", "--end-of-options", `${reference}^{commit}`],
    `There is no commit "${reference}" in ${repository}. Give a branch, a tag or a commit, for example HEAD~1 or origin/main; in a shallow clone, fetch it first.`,
  );
  await expectGit(
    [repository, "cat-file", "-e", `${commit}:./openapi/openapi.yaml`],
    `There is no contract at "${reference}": that commit has no openapi/openapi.yaml. Give a commit that has one.`,
  );
  return commit;
}

async function expectGit(
  [repository, ...options]: readonly [string, ...string[]],
  otherwise: string,
): Promise<string> {
  try {
    return await git(repository, ...options);
  } catch (error) {
    if (isRefusal(error)) throw new InputError(otherwise, { cause: error });
    if (!isGitMissing(error)) throw error;
    throw new Error("git was not found. Install it, or put it on the PATH.", { cause: error });
  }
}

/**
 * The bundle that was committed beside the contract, if the catalogue beside it says that they were made from just these
 * files. To read it is much quicker than to make it again.
 */
async function committedBundle(
  repository: string,
  commit: string,
  hash: string,
): Promise<Node | undefined> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await git(repository, "show", `${commit}:./packages/openapi/${file}`));
  try {
    const [bundle, catalogue] = await Promise.all([read("openapi.json"), read("catalogue.json")]);
    if (!isNode(bundle) || child(catalogue, "contract")["sha256"] !== hash) return undefined;
    const { "x-generated": _header, ...contract } = bundle;
    return contract;
  } catch (error) {
    // There is none, or it is not JSON.
    if (isRefusal(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
