import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * The YAML files of a contract that nothing refers to. Redocly follows references, so it never sees
 * them.
 *
 * @param folder the folder that holds `openapi.yaml`
 */
export async function unusedFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const used = new Set([path.join(folder, "openapi.yaml")]);
  for (const file of files) {
    const text = await readFile(file, "utf8");
    for (const [, reference = ""] of text.matchAll(/\$ref: ["']?([^"'#\s]+)/g)) {
      used.add(path.resolve(path.dirname(file), reference));
    }
  }
  return files.filter((file) => !used.has(file)).sort();
}
