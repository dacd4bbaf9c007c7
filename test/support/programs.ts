import { spawnSync } from "node:child_process";

/** Whether this machine has no such program. */
export function isMissing(program: string): boolean {
  return spawnSync(program, ["--version"]).error !== undefined;
}
