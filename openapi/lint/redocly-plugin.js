/**
 * Rules about files, which only Redocly can check: Spectral sees the bundle, where the files are
 * gone.
 */
import path from "node:path";
import { child, list } from "./document.js";

/**
 * The file that belongs to a URL: `/v1/de_ocr/general` is `de_ocr-general.yaml`.
 *
 * @param {string} url
 */
export function pathFileName(url) {
  return `${url.replace(/^\/v1\//, "").replaceAll("/", "-")}.yaml`;
}

/**
 * @typedef {{ source: { absoluteRef: string }, child: (key: string) => Location }} Location
 * @typedef {{ report: (problem: { message: string, location?: Location }) => void, location: Location, rawLocation: Location, key: string | number }} Context
 */

/** One URL, one file, one operation, and the folder is the family. */
function pathFile() {
  /** @type {Map<string, string>} */
  const urls = new Map();
  /** @type {Map<string, string>} */
  const operationIds = new Map();
  return {
    PathItem: {
      /**
       * @param {Record<string, unknown>} pathItem
       * @param {Context} context
       */
      enter(pathItem, { key, location, rawLocation, report }) {
        const url = String(key);
        if (!url.startsWith("/")) return;
        const file = location.source.absoluteRef;
        if (file === rawLocation.source.absoluteRef) {
          report({
            message: `The path ${url} is inline. Move it to paths/<family>/${pathFileName(url)} and refer to that file.`,
            location: rawLocation,
          });
          return;
        }
        if (path.basename(file) !== pathFileName(url)) {
          report({
            message: `The path ${url} lives in ${path.basename(file)}. Name the file ${pathFileName(url)}.`,
            location,
          });
        }
        const first = urls.get(file);
        if (first !== undefined) {
          report({
            message: `${path.basename(file)} serves both ${first} and ${url}. Give each URL a file of its own.`,
            location: rawLocation,
          });
        }
        urls.set(file, url);
        const methods = Object.keys(pathItem);
        if (methods.length !== 1 || methods[0] !== "post") {
          report({
            message: `${path.basename(file)} has ${methods.join(", ")}. A path file has one post operation and nothing else.`,
            location,
          });
          return;
        }
        const operation = child(pathItem, "post");
        const family = path.basename(path.dirname(file));
        if (list(operation["tags"]).join() !== family) {
          report({
            message: `The tags of ${url} are not the folder of its file. Set tags to [${family}], or move the file.`,
            location: location.child("post"),
          });
        }
        const operationId = String(operation["operationId"]);
        const owner = operationIds.get(operationId);
        if (owner !== undefined) {
          report({
            message: `${operationId} stands at ${owner} and at ${url}. Give each URL an operationId of its own.`,
            location: location.child("post"),
          });
        }
        operationIds.set(operationId, url);
      },
    },
  };
}

/** The bundler names components after their files, and only warns when two have one name. */
function componentFile() {
  /** @type {Map<string, string>} */
  const files = new Map();
  return {
    ref: {
      /**
       * @param {{ $ref: string }} _reference
       * @param {Context} context
       * @param {{ node: unknown, location?: Location }} resolved
       */
      leave(_reference, { report, location }, resolved) {
        const file = resolved.location?.source.absoluteRef;
        if (!file?.includes(`${path.sep}components${path.sep}`)) return;
        const name = path.basename(file);
        const first = files.get(name);
        if (first !== undefined && first !== file) {
          report({
            message: `Two components are called ${name}: ${path.basename(path.dirname(first))} and ${path.basename(path.dirname(file))}. Rename one, for the bundler would do it silently.`,
            location,
          });
        }
        files.set(name, file);
      },
    },
  };
}

/** Redocly loads plugins by their default export. */
export default function housePlugin() {
  return {
    id: "house",
    rules: { oas3: { "path-file": pathFile, "component-file": componentFile } },
  };
}
