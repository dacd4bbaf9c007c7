/** Jest, which is installed apart from the rest. */
import { existsSync } from "node:fs";
import path from "node:path";
import { consumers } from "./consumer-projects.js";
import { link } from "./packed-packages.js";
import { run, type Run } from "./run.js";

const program = path.join(consumers, "node_modules/jest/bin/jest.js");

/** Whether it is installed. */
export const hasJest = existsSync(program);
if (!hasJest) {
  console.warn("Jest is missing (npm run test:consumers installs it): nothing is tested with it.");
}

/** Makes what projects with Jest need known to an installation. */
export async function linkJest(folder: string): Promise<void> {
  if (!hasJest) return;
  for (const name of ["ts-jest", "typescript", "@types/jest", "jest-environment-jsdom"]) {
    await link(folder, name, "test/consumers");
  }
}

/** Runs the tests of a project. */
export function runJest(
  folder: string,
  environment: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Promise<Run> {
  return run(node, [program], { cwd: folder, env: environment });
}
