import { isNode } from "../../openapi/lint/document.js";
import { code } from "../lib/escape/markdown.js";
import type { Node } from "../lib/reader.js";

/** Names of operations by their places in the bundle: `paths./v1/de_ocr/general.post`. */
export type OperationNames = ReadonlyMap<string, string>;

/** Reads the names of all operations of bundles. Where they differ, the first bundle holds. */
export function operationNames(...bundles: readonly Node[]): OperationNames {
  const names = new Map<string, string>();
  for (const bundle of bundles) {
    for (const group of ["paths", "webhooks"]) {
      for (const [key, item] of entries(bundle[group])) {
        for (const [method, operation] of entries(item)) {
          const name = isNode(operation) ? operation["operationId"] : undefined;
          const place = `${group}.${key}.${method}`;
          if (typeof name === "string" && !names.has(place)) names.set(place, name);
        }
      }
    }
  }
  return names;
}

/**
 * Says in words where a change is, from the inside to the outside:
 * `components.schemas.GermanIdCard.properties.Surname` is "field `Surname` of `GermanIdCard`".
 *
 * @param place as `contractChanges` names it
 * @returns Markdown, without a capital letter at its start
 */
export function placeInWords(place: string, names: OperationNames): string {
  const [start, rest] = outermost(place, names);
  return [...inner(rest).reverse(), ...start].join(" of ");
}

/** What stands at the root, and the keys below it. */
function outermost(place: string, names: OperationNames): readonly [string[], string[]] {
  // An address has dots of its own.
  const [, server] = /^servers\.(.*)$/.exec(place) ?? [];
  if (server !== undefined) return [[`server ${code(server)}`], []];
  const [group = "", key, below = "", ...rest] = keysOf(place);
  if (key === undefined) return [[], [group]];
  switch (group) {
    case "security":
      return [[`credentials ${code(key)}`, "all operations"], []];
    case "info":
      return [[`the contract's ${code(key)}`], []];
    case "paths":
    case "webhooks": {
      const name = names.get(`${group}.${key}.${below}`);
      if (name !== undefined) return [[`operation ${code(name)}`], rest];
      const noun = group === "paths" ? "path" : "webhook";
      return [[`${noun} ${code(key)}`], below === "" ? [] : [below, ...rest]];
    }
    case "components": {
      const noun = componentNouns.get(key);
      if (noun !== undefined && below !== "") return [[`${noun}${code(below)}`], rest];
    }
  }
  return [[], keysOf(place)];
}

/** The type of a field and the like need no noun: their names are known from the reference. */
const componentNouns: ReadonlyMap<string, string> = new Map([
  ["schemas", ""],
  ["responses", "answer "],
  ["parameters", "parameter "],
  ["headers", "header "],
  ["examples", "example "],
  ["requestBodies", "request body "],
  ["securitySchemes", "security scheme "],
]);

/** What stands in a component or an operation, from the outside to the inside. */
function inner(keys: readonly string[]): string[] {
  const [key = "", name, ...rest] = keys;
  if (keys.length === 0) return [];
  const named = nouns.get(key);
  if (named !== undefined && name !== undefined) {
    return [`${named}${code(name)}`.trim(), ...inner(rest)];
  }
  switch (key) {
    case "schema":
      return name === undefined ? ["the schema"] : inner(keys.slice(1));
    case "items":
      return ["the items", ...inner(keys.slice(1))];
    case "requestBody":
      return ["the request", ...inner(keys.slice(1))];
    case "x-variants":
      return ["the outcomes"];
    case "parameters":
      if (name === undefined) break;
      return [`${name} parameter ${code(rest[0] ?? "")}`, ...inner(rest.slice(1))];
    case "callbacks":
      if (name === undefined) break;
      // The address and the method of a callback tell nothing more.
      return [`callback ${code(name)}`, ...inner(rest.slice(2))];
    case "enum":
      if (name === undefined) break;
      return [`value ${code(keys.slice(1).join("."))}`];
  }
  return [code(keys.join("."))];
}

/** Keys that hold a map of names, and what a member is called. */
const nouns: ReadonlyMap<string, string> = new Map([
  ["properties", "field "],
  ["required", "field "],
  ["patternProperties", "fields named like "],
  ["oneOf", ""],
  ["anyOf", ""],
  ["allOf", ""],
  ["responses", "answer "],
  ["headers", "header "],
  ["content", "media type "],
  ["examples", "example "],
  ["x-variants", "outcome "],
  ["security", "credentials "],
]);

/** Braces keep a key whole: the address of a callback has dots. */
function keysOf(place: string): string[] {
  return place.match(/(?:\{[^}]*\}|[^.])+/g) ?? [];
}

function entries(value: unknown): [string, unknown][] {
  return isNode(value) ? Object.entries(value) : [];
}
