import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { repositoryRoot } from "./paths.js";

/** What a bundler makes of some code. */
export interface Bundle {
  /** Size in bytes, minified. */
  readonly bytes: number;
  /** Size in bytes, minified and compressed. */
  readonly gzipBytes: number;
  /** The modules that are in it, by path from the root, with the bytes that each gives. */
  readonly modules: ReadonlyMap<string, number>;
}

/**
 * Bundles code as a user's bundler would, and measures it: ES module, minified, without what is not used,
 * gzip at its highest level.
 *
 * Other versions of Node can compress some ten bytes better or worse.
 *
 * @param code the code of a module; it imports packages by name
 * @param platform `node` leaves modules of Node out
 */
export async function measureBundle(
  code: string,
  platform: "browser" | "node" = "browser",
): Promise<Bundle> {
  const result = await build({
    stdin: { contents: code, resolveDir: repositoryRoot, loader: "js" },
    absWorkingDir: repositoryRoot,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    external: ["sharp"],
    logLevel: "silent",
    metafile: true,
    platform,
    write: false,
  });
  const [file] = result.outputFiles;
  const [output] = Object.values(result.metafile.outputs);
  if (file === undefined || output === undefined) throw new Error("esbuild wrote no bundle.");
  const modules = Object.entries(output.inputs)
    .map(([name, { bytesInOutput }]) => [name, bytesInOutput] as const)
    .filter(([, bytes]) => bytes > 0);
  return {
    bytes: file.contents.length,
    gzipBytes: gzipSync(file.contents, { level: 9 }).length,
    modules: new Map(modules),
  };
}
