/** Loads every subpath of every package, and prints what it is. */
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

for (const name of process.argv.slice(2)) {
  const manifest = require.resolve(`${name}/package.json`);
  for (const [subpath, target] of Object.entries(require(manifest).exports)) {
    const specifier = `${name}${subpath.slice(1)}`;
    console.log(specifier, await load(specifier, target, path.dirname(manifest)));
  }
}

async function load(specifier, target, folder) {
  if (specifier.endsWith(".json")) return typeof require(specifier);
  if (specifier.endsWith(".yaml")) return require.resolve(specifier) && "file";
  // It can be imported only where Vitest runs.
  if (specifier.endsWith("/vitest")) return import.meta.resolve(specifier) && "file";
  const imported = await import(specifier);
  // What those get that cannot require an ES module.
  const other = require(path.join(folder, target.require.default));
  return [
    imported === require(specifier) ? "one module" : "two modules",
    String(Object.keys(imported)) === String(Object.keys(other).sort())
      ? "same names"
      : "other names",
  ].join(", ");
}
