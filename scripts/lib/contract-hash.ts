import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * SHA-256 over the source files of a contract: every YAML file with its name, and the forms of the
 * extensions. Any edit changes it, a comment too.
 *
 * @param folder the folder that holds `openapi.yaml`
 */
export async function contractHash(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => file.endsWith(".yaml") || file === "lint/extension-schemas.js")
    .sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await readFile(path.join(folder, file), "utf8");
    hash.update(`${file}\0${content.replaceAll("\r\n", "\n")}\0`);
  }
  return hash.digest("hex");
}
