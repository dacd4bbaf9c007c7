import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs git in a folder, and gives what it printed, without white space around it. In a hook, git names
 * its own repository in variables; the folder says which one is meant here.
 *
 * @throws when git is missing (`code` is `ENOENT`), or ends with another code than 0
 */
export async function git(folder: string, ...options: readonly string[]): Promise<string> {
  const elsewhere = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };
  const env = { ...process.env, ...elsewhere };
  const maxBuffer = 64 * 1024 * 1024;
  const { stdout } = await run("git", ["-C", folder, ...options], { env, maxBuffer });
  return stdout.trim();
}

/** Whether git ran and said no. All else is a fault of the machine: git is missing, or was stopped, or has no memory. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "number";
}

/** Whether there is no git. */
export function isGitMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
