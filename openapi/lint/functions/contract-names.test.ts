import { expect, it } from "vitest";
import { branch, contractWith } from "../testing/contract.js";
import { contractNames } from "./contract-names.js";

it("passes over what is right", () => {
  expect(contractNames(contractWith({}))).toEqual([]);
});

it("lets data have any names", () => {
  const examples = { FailExample: { value: { "a */ b": 1, properties: { "*/": 1 } } } };
  expect(contractNames(contractWith({ examples }))).toEqual([]);
});

it.each([
  ["a path", { root: { paths: { "/v1/a`b": {} } } }, ["paths", "/v1/a`b"]],
  ["an operationId", { operation: { operationId: "add*/Thing" } }, ["operationId"]],
  ["the name of a component", { schemas: { "A/B": {} } }, ["components", "schemas", "A/B"]],
  [
    "a field",
    { schemas: { Thing: { properties: { 'a"b': {} } } } },
    ["components", "schemas", "Thing", "properties", 'a"b'],
  ],
  [
    "a field",
    { schemas: { Thing: { properties: { ["__proto__"]: {} } } } },
    ["components", "schemas", "Thing", "properties", "__proto__"],
  ],
  [
    "a status",
    { schemas: { Bad: branch("NO\nWAY", { type: "null" }) } },
    ["components", "schemas", "Bad", "properties", "status", "const"],
  ],
  [
    "a media type",
    { schemas: { Thing: { content: { "text/html; x": {} } } } },
    ["components", "schemas", "Thing", "content", "text/html; x"],
  ],
  ["a server", { root: { servers: [{ url: "https://a/`b`" }] } }, ["servers", 0, "url"]],
  ["a tag", { root: { tags: [{ name: "a.b" }] } }, ["tags", 0, "name"]],
  ["a version", { root: { info: { version: "1 */" } } }, ["info", "version"]],
  ["the name of a webhook", { root: { webhooks: { "a-b": {} } } }, ["webhooks", "a-b"]],
  ["a parameter", { root: { x: { name: "a b", in: "query" } } }, ["x", "name"]],
  [
    "the key of an example",
    { root: { content: { "a/b": { examples: { "*/": {} } } } } },
    ["content", "a/b", "examples", "*/"],
  ],
  ["a header", { root: { headers: { "a b": {} } } }, ["headers", "a b"]],
  ["the name of a callback", { root: { callbacks: { "a b": {} } } }, ["callbacks", "a b"]],
])("finds %s that is none", (what, parts, path) => {
  const results = contractNames(contractWith(parts));
  expect(results).toHaveLength(1);
  expect(results[0]?.message).toContain(`is not valid as ${what}. Use `);
  expect(results[0]?.path.slice(-path.length)).toEqual(path);
});
