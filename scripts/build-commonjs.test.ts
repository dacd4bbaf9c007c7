import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { toCommonJs } from "./build-commonjs.js";

const require = createRequire(import.meta.url);

/** Modules that a test can import besides those of Node. */
const modules: Readonly<Record<string, unknown>> = {
  "compiled-from-esm": { __esModule: true, default: "default", named: "named" },
  "written-by-hand": Object.assign(() => "called", { named: "named" }),
};

/** Runs a module as Node runs CommonJS. */
async function load(code: string): Promise<Record<string, unknown>> {
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const wrapper = `(function (module, exports, require, __filename) {${await toCommonJs(code)}\n})`;
  const run: (...parameters: unknown[]) => void = runInThisContext(wrapper);
  const find = (name: string): unknown => modules[name] ?? require(name);
  run(module, module.exports, find, "/a folder/module.js");
  return module.exports;
}

describe("an ES module as CommonJS", () => {
  it.each([
    ["its names", "export const one = 1; export function two() { return 2; }", ["one", "two"]],
    ["all names of another", 'export * from "compiled-from-esm";', ["named"]],
    ["nothing", "export {};", []],
  ])("exports %s", async (_what, code, names) => {
    expect(Object.keys(await load(code))).toEqual(names);
  });

  it.each([
    ["strict mode", "(function () { return this === undefined; })()", true],
    ["its own address", "import.meta.url", "file:///a%20folder/module.js"],
  ])("has %s", async (_what, expression, value) => {
    expect(await load(`export const value = ${expression};`)).toMatchObject({ value });
  });

  it.each([
    ["the default of a compiled module", 'import item from "compiled-from-esm"', "item", "default"],
    ["the default of CommonJS", 'import called from "written-by-hand"', "called()", "called"],
    ["a name of CommonJS", 'import { named } from "written-by-hand"', "named", "named"],
    ["all names of Node", 'import * as path from "node:path"', 'path.posix.join("a", "b")', "a/b"],
  ])("imports %s", async (_what, line, expression, value) => {
    expect(await load(`${line}; export const value = ${expression};`)).toMatchObject({ value });
  });

  it("imports later by require, which Jest can replace", async () => {
    const code = 'export const value = import("compiled-from-esm").then(({ named }) => named);';
    expect(await toCommonJs(code)).not.toMatch(/\bimport\(/);
    const { value } = await load(code);
    expect(await value).toBe("named");
  });

  it("cannot wait at its top: require does not", async () => {
    await expect(toCommonJs("export const value = await 1;")).rejects.toThrow(/Top-level await/);
  });
});
