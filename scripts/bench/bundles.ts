import { measureBundle } from "../lib/bundle-size.js";
import { clientBundleName } from "./bars.js";
import type { SizeResult } from "./results.js";

/** What is bundled: name, code, and the platform where it is not a browser. */
const bundles: readonly (readonly [string, string, "node"?])[] = [
  [clientBundleName, 'export { createClient } from "@aisolution/client";'],
  ["everything of `@aisolution/client`", 'export * from "@aisolution/client";'],
  ["`@aisolution/client/callback`", 'export * from "@aisolution/client/callback";'],
  ["`@aisolution/client/node`", 'export * from "@aisolution/client/node";', "node"],
  [
    "`@aisolution/client/sharp`, without sharp",
    'export * from "@aisolution/client/sharp";',
    "node",
  ],
  ["everything of `@aisolution/documents`", 'export * from "@aisolution/documents";'],
  ["openapi-fetch", 'export { default } from "openapi-fetch";'],
  ["ky", 'export { default } from "ky";'],
  ["ofetch", 'export { ofetch } from "ofetch";'],
  ["axios", 'export { default } from "axios";'],
];

/** Bundles each by itself. */
export async function measureBundles(): Promise<readonly SizeResult[]> {
  const results: SizeResult[] = [];
  for (const [name, code, platform] of bundles) {
    const { bytes, gzipBytes } = await measureBundle(code, platform);
    results.push({ name, bytes, gzipBytes });
  }
  return results;
}
