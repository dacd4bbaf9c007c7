import { readFile } from "node:fs/promises";
import { cpus, loadavg, totalmem, type } from "node:os";
import path from "node:path";
import { isNode } from "../../openapi/lint/document.js";
import { repositoryRoot } from "../lib/paths.js";

/** On what it was measured. There is nothing in it that tells one machine from another of its kind. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** How many programs wanted to run in the last minute before. */
  readonly load: number;
}

export async function describeMachine(): Promise<Machine> {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: await systemName(),
    load: loadavg()[0] ?? 0,
  };
}

async function systemName(): Promise<string> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(text)?.[1] ?? type();
}

/** The version of a package as it is installed. */
export async function installedVersion(name: string): Promise<string> {
  const file = path.join(repositoryRoot, "node_modules", name, "package.json");
  const manifest: unknown = JSON.parse(await readFile(file, "utf8"));
  if (isNode(manifest) && typeof manifest["version"] === "string") return manifest["version"];
  throw new Error(`${name} has no version.`);
}
