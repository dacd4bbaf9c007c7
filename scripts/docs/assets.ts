/** The style and the programs of the site, from `docs/theme`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { repositoryRoot } from "../lib/paths.js";
import type { SearchEntry } from "./search-entry.js";

/** Texts of the files in `assets/`, and what the reference has in its own page. */
export interface Assets {
  readonly style: string;
  readonly program: string;
  /** The program of the page of Redoc. */
  readonly referenceProgram: string;
  readonly searchEntries: string;
  readonly referenceStyle: string;
}

const theme = path.join(repositoryRoot, "docs/theme");

/** Bundles the programs, and packs the entries of the search. */
export async function buildAssets(entries: readonly SearchEntry[]): Promise<Assets> {
  const [barStyle, pageStyle, redocStyle, bundled] = await Promise.all([
    readFile(path.join(theme, "bar.css"), "utf8"),
    readFile(path.join(theme, "pages.css"), "utf8"),
    readFile(path.join(theme, "redoc.css"), "utf8"),
    build({
      entryPoints: ["site.ts", "reference.ts"].map((file) => path.join(theme, file)),
      bundle: true,
      format: "iife",
      minify: true,
      outdir: "assets",
      write: false,
      target: "es2022",
      legalComments: "none",
    }),
  ]);
  const [program, referenceProgram] = bundled.outputFiles.map(({ text }) => text);
  if (program === undefined || referenceProgram === undefined) {
    throw new Error("esbuild made no program of docs/theme.");
  }
  return {
    style: barStyle + pageStyle,
    program,
    referenceProgram,
    searchEntries: entriesScript(entries),
    referenceStyle: barStyle + redocStyle,
  };
}

/**
 * The entries as a script: a page that is opened from a disk may not read other files. They are packed,
 * because the reference has them inside.
 */
function entriesScript(entries: readonly SearchEntry[]): string {
  const rows = entries.map(({ title, kind, context, url, text }) => [
    title,
    kind,
    context,
    url,
    text,
  ]);
  const packed = deflateRawSync(JSON.stringify(rows), { level: 9 }).toString("base64");
  return `globalThis.siteSearchRows="${packed}";\n`;
}
