/** Gets what search can find: from the page itself, or from a file beside it. */
import type { SearchEntry } from "../../scripts/docs/search-entry.js";

declare global {
  // Base64 of raw deflate of a JSON list: title, kind, context, address and text of each entry.
  var siteSearchRows: string | undefined;
}

type Row = readonly [string, string, string, string, string];

/**
 * Loads the entries, once for each page.
 *
 * @param root address of the site's root, from this page
 * @throws when the file cannot be loaded
 */
export async function loadEntries(root: string): Promise<readonly SearchEntry[]> {
  if (globalThis.siteSearchRows === undefined) await loadScript(`${root}assets/search-entries.js`);
  const rows = await unpack(globalThis.siteSearchRows ?? "");
  return rows.map(([title, kind, context, url, text]) => ({ title, kind, context, url, text }));
}

function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      resolve();
    });
    script.addEventListener("error", () => {
      reject(new Error(`${address} cannot be loaded.`));
    });
    document.head.append(script);
  });
}

async function unpack(packed: string): Promise<readonly Row[]> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const rows: unknown = await new Response(unpacked).json();
  if (!isRows(rows)) throw new Error("The list of entries is not whole.");
  return rows;
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === 5);
}
