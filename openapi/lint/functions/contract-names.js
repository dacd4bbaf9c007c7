import { child, isNode, list } from "../document.js";
import { nameFaults } from "../names.js";

/** @typedef {import("../names.js").NameForm} NameForm */
/** @typedef {{ message: string, path: (string | number)[] }} Result */

/** Keys whose members have names of fields, wherever they stand in a schema. */
const fieldMaps = ["properties", "patternProperties"];

/**
 * Every name of the contract has a form that is a name in all languages of the generated programs. A path, a field or a
 * key with a quotation mark or a line end in it would become code there.
 *
 * @param {unknown} document
 * @returns {Result[]}
 */
export function contractNames(document) {
  /** @type {Result[]} */
  const results = [];
  /** @type {(form: NameForm, name: unknown, what: string, path: (string | number)[]) => void} */
  const expectName = (form, name, what, path) => {
    for (const message of nameFaults(form, name, what)) results.push({ message, path });
  };
  const info = child(document, "info");
  if ("version" in info) expectName("version", info["version"], "a version", ["info", "version"]);
  for (const [index, server] of list(child({ document }, "document")["servers"]).entries()) {
    expectName("server", child({ server }, "server")["url"], "a server", ["servers", index, "url"]);
  }
  for (const [index, tag] of list(child({ document }, "document")["tags"]).entries()) {
    expectName("key", child({ tag }, "tag")["name"], "a tag", ["tags", index, "name"]);
  }
  for (const path of Object.keys(child(document, "paths"))) {
    expectName("path", path, "a path", ["paths", path]);
  }
  for (const name of Object.keys(child(document, "webhooks"))) {
    expectName("operationId", name, "the name of a webhook", ["webhooks", name]);
  }
  for (const [kind, components] of Object.entries(child(document, "components"))) {
    for (const name of Object.keys(isNode(components) ? components : {})) {
      expectName("component", name, "the name of a component", ["components", kind, name]);
    }
  }
  visit(document, [], expectName);
  return results;
}

/**
 * Names that stand anywhere below the root.
 *
 * @param {unknown} node
 * @param {(string | number)[]} path
 * @param {(form: NameForm, name: unknown, what: string, path: (string | number)[]) => void} expectName
 */
function visit(node, path, expectName) {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) visit(item, [...path, index], expectName);
    return;
  }
  if (!isNode(node)) return;
  for (const [key, item] of Object.entries(node)) {
    const here = [...path, key];
    // What stands in an example is data.
    if (key === "value" || key === "example") continue;
    if (key === "operationId") expectName("operationId", item, "an operationId", here);
    if (key === "name" && "in" in node) expectName("parameter", item, "a parameter", here);
    for (const name of Object.keys(isNode(item) ? item : {})) {
      const there = [...here, name];
      if (fieldMaps.includes(key)) expectName("field", name, "a field", there);
      if (key === "content") expectName("mediaType", name, "a media type", there);
      if (key === "headers") expectName("parameter", name, "a header", there);
      if (key === "callbacks") expectName("operationId", name, "the name of a callback", there);
      if (key === "examples" && path.at(-2) === "content") {
        expectName("key", name, "the key of an example", there);
      }
    }
    const status = key === "status" && path.at(-1) === "properties" ? child(node, key) : {};
    if ("const" in status) expectName("status", status["const"], "a status", [...here, "const"]);
    visit(item, here, expectName);
  }
}
