import { isDeepStrictEqual } from "node:util";
import { compare, openApiSchemaRules } from "api-smart-diff";
import { child, isNode, list, referenceName, resolve } from "../../openapi/lint/document.js";
import {
  breaking,
  compatible,
  documentation,
  lost,
  gained,
  requirement,
  limitChange,
  replacement,
  memberChange,
  meaningChange,
  verb,
  type Severity,
  type Spot,
  type Noun,
  type Judgment,
} from "./contract-change-judgments.js";
import { texts, type Node } from "./reader.js";

/** One difference between two versions of the contract. */
export interface ContractChange {
  readonly severity: Severity;
  /** The keys from the root of the bundle, with members of lists by their names. */
  readonly place: string;
  readonly text: string;
}

/** Worst first. */
const severities: readonly Severity[] = ["breaking", "compatible", "documentation"];

/**
 * Names what changed between two bundled contracts.
 *
 * A component is compared once, at its own place, in each direction in which it travels. The walk
 * and the house rules are here; api-smart-diff judges the plain keywords of one schema at a time.
 *
 * @returns breaking changes first, and each group in the order of the contract
 */
export function contractChanges(before: Node, after: Node): readonly ContractChange[] {
  const changes = new Comparison(before, after).run();
  return severities.flatMap((severity) => changes.filter((change) => change.severity === severity));
}

/** Compares what stands at a place in both versions. */
type Walk = (spot: Spot<Node>) => void;

class Comparison {
  readonly #root: Spot<Node>;
  readonly #changes = new Map<string, ContractChange>();
  /** Components that were compared, and pairs of components that are being compared. */
  readonly #seen = new Set<string>();

  constructor(before: Node, after: Node) {
    this.#root = { place: "", before, after, direction: "sent" };
  }

  run(): readonly ContractChange[] {
    const root = this.#root;
    this.#members(root);
    for (const spot of members(member(root, "info"))) this.#text(spot);
    this.#security(member(root, "security"));
    this.#each(member(root, "paths"), "path", this.#pathItem);
    // Here the service calls: its request is what the user reads.
    this.#each(turned(member(root, "webhooks")), "webhook", this.#pathItem);
    for (const spot of members(member(root, "components"))) {
      if (spot.place.endsWith(".securitySchemes")) {
        this.#each(spot, "security scheme", this.#object);
      }
      // The name of a schema is the name of a type. Other components show where they are used.
      if (spot.place.endsWith(".schemas")) this.#each(spot, "type", () => undefined);
    }
    return [...this.#changes.values()];
  }

  /** Where a place is reached in both directions, the worse judgment holds. */
  #add({ place }: Spot, { severity, text }: Judgment): void {
    const known = this.#changes.get(place);
    if (known && severities.indexOf(known.severity) <= severities.indexOf(severity)) return;
    this.#changes.set(place, { severity, place, text });
  }

  #text(spot: Spot): void {
    if (differs(spot)) this.#add(spot, documentation(spot));
  }

  /** Names what came and went in two maps, and walks into what stayed. */
  #each(maps: Spot, noun: Noun, walk: Walk): void {
    for (const spot of members(maps)) this.#one(spot, noun, walk);
  }

  #one(spot: Spot, noun: Noun, walk: Walk): void {
    const { place, before, after, direction } = spot;
    if (isNode(before) && isNode(after)) this.#follow({ place, before, after, direction }, walk);
    else if (!differs(spot)) return;
    else if (after === undefined) this.#add(spot, lost(noun, direction));
    else if (before === undefined) {
      const required = resolve(this.#root.after, after)["required"] === true;
      this.#add(spot, gained(noun, direction, required));
    } else this.#add(spot, memberChange("", spot));
  }

  /**
   * Follows references. The same reference on both sides leads to the component, once; the place
   * keeps what stands beside the reference. Else both sides are read in full at the place, so that
   * it is no change when a schema becomes a component or gets another name.
   */
  #follow(spot: Spot<Node>, walk: Walk): void {
    const { $ref: left, ...besideLeft } = spot.before;
    const { $ref: right, ...besideRight } = spot.after;
    if (left === undefined && right === undefined) {
      walk(spot);
      return;
    }
    if (left === right) walk({ ...spot, before: besideLeft, after: besideRight });
    const key = `${String(left)} ${String(right)} ${spot.direction}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const before = resolve(this.#root.before, spot.before);
    const after = resolve(this.#root.after, spot.after);
    if (left === right) {
      this.#follow({ ...spot, place: componentPlace(String(left)), before, after }, walk);
    } else {
      const whole = { before: { ...before, ...besideLeft }, after: { ...after, ...besideRight } };
      this.#follow({ ...spot, ...whole }, walk);
      // Only inside itself is a pair not compared again.
      this.#seen.delete(key);
    }
  }

  #mapped(spot: Spot, map: (value: unknown, document: Node) => unknown): Spot {
    const { before, after } = this.#root;
    return { ...spot, before: map(spot.before, before), after: map(spot.after, after) };
  }

  /** The direction is that of the request, as the user of the contract sees it. */
  readonly #pathItem: Walk = (spot) => {
    this.#members(spot);
    this.#each(this.#mapped(member(spot, "parameters"), byName), "parameter", this.#object);
    for (const key of operations) this.#one(member(spot, key), "operation", this.#operation);
  };

  readonly #operation: Walk = (spot) => {
    this.#members(spot);
    const own = member(spot, "security");
    if (own.before !== undefined || own.after !== undefined) {
      const { before, after } = member(this.#root, "security");
      this.#security({ ...own, before: own.before ?? before, after: own.after ?? after });
    }
    this.#each(this.#mapped(member(spot, "parameters"), byName), "parameter", this.#object);
    this.#one(member(spot, "requestBody"), "request body", this.#object);
    this.#each(turned(member(spot, "responses")), "answer", this.#object);
    for (const callback of members(turned(member(spot, "callbacks")))) {
      this.#each(callback, "callback", this.#pathItem);
    }
  };

  /** A parameter, header, body, answer, media type, server or security scheme. */
  readonly #object: Walk = (spot) => {
    this.#members(spot);
    this.#each(member(spot, "headers"), "header", this.#object);
    this.#each(member(spot, "content"), "media type", this.#object);
    this.#each(member(spot, "examples"), "example", this.#example);
    this.#one(member(spot, "schema"), "schema", this.#schema);
  };

  readonly #example: Walk = (spot) => {
    for (const part of members(spot)) this.#text(part);
  };

  /** What stands in an object itself. */
  #members(spot: Spot<Node>, skipped: ReadonlySet<string> = walked): void {
    for (const key of keysOf(spot)) {
      const part = member(spot, key);
      if (skipped.has(key) || !differs(part)) continue;
      if (key === "servers") this.#each(this.#mapped(part, byUrl), "server", this.#object);
      else if (key === "x-variants") this.#variants(spot);
      else if (key.startsWith("x-")) this.#meaning(key, this.#mapped(part, keyed));
      else if (documentary.has(key)) this.#text(part);
      else if (key === "required") {
        this.#add(part, requirement(part.after === true, spot.direction));
      } else this.#add(part, memberChange(key, part));
    }
  }

  /** What programs act on: each member of an extension under its own name. */
  #meaning(key: string, spot: Spot): void {
    if (!differs(spot)) return;
    if (documentary.has(key)) this.#text(spot);
    else if (isNode(spot.before) && isNode(spot.after)) {
      const { before, after } = spot;
      const maps = { ...spot, before, after };
      for (const inner of keysOf(maps)) this.#meaning(inner, member(maps, inner));
    } else this.#add(spot, meaningChange(key, spot));
  }

  /** The outcomes that share one status. */
  #variants(schema: Spot<Node>): void {
    const spot = this.#mapped(member(schema, "x-variants"), byKey);
    for (const part of members(spot)) {
      const { before, after } = part;
      if (after === undefined) this.#add(part, lost("outcome", "read"));
      else if (before === undefined) this.#add(part, newVariant(after, schema));
      else {
        const whole = stated(before, after, schema.before);
        this.#meaning("", { ...part, before: whole, after: stated(after, before, schema.after) });
      }
    }
    if (reordered(spot)) {
      this.#add(spot, breaking("changed its order: the first variant that holds applies."));
    }
  }

  readonly #schema: Walk = (spot) => {
    this.#members({ ...spot, before: marksOf(spot.before), after: marksOf(spot.after) }, new Set());
    for (const key of ["properties", "patternProperties"]) {
      this.#each(member(spot, key), "field", this.#schema);
    }
    for (const key of ["oneOf", "anyOf", "allOf"]) this.#union(member(spot, key));
    for (const key of ["items", "additionalProperties"]) this.#inner(member(spot, key));
    this.#required(spot);
    this.#values(spot);
    this.#keywords(spot);
  };

  /** Branches pair by name, then by status, since a status may get a schema of its own. */
  #union(spot: Spot): void {
    const left = branchesOf(spot.before, this.#root.before);
    const right = branchesOf(spot.after, this.#root.after);
    for (const [name, { status }] of left) {
      if (status === undefined || right.has(name)) continue;
      const twin = [...right].find(([key, other]) => other.status === status && !left.has(key));
      if (twin === undefined) continue;
      right.delete(twin[0]);
      right.set(name, twin[1]);
    }
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      const [old, current] = [left.get(name), right.get(name)];
      const outcome = (old ?? current)?.status !== undefined;
      const noun = spot.place.endsWith(".allOf") ? "part" : outcome ? "outcome" : "shape";
      const place = `${spot.place}.${name}`;
      this.#one({ ...spot, place, before: old?.node, after: current?.node }, noun, this.#schema);
    }
  }

  /** One schema inside another. `false` is the schema that nothing meets. */
  #inner(spot: Spot): void {
    if (isNode(spot.before) && isNode(spot.after)) this.#one(spot, "schema", this.#schema);
    else if (differs(spot)) {
      this.#add(spot, limitChange(spot, spot.after === false || isNode(spot.after)));
    }
  }

  /** That a field is gone says enough, and for readers that it is new. */
  #required(schema: Spot<Node>): void {
    const fields = member(schema, "properties");
    for (const spot of members(this.#mapped(member(schema, "required"), keyed))) {
      const required = spot.after !== undefined;
      const other = required && spot.direction === "read" ? fields.before : fields.after;
      const name = String(spot.before ?? spot.after);
      if (!differs(spot) || !isNode(other) || !(name in other)) continue;
      this.#add(spot, requirement(required, spot.direction));
    }
  }

  /** The values of `enum` by name. `const` is a list of one. */
  #values(schema: Spot<Node>): void {
    const { before, after } = schema;
    if ("const" in before && "const" in after) {
      const spot = member(schema, "const");
      if (differs(spot)) this.#add(spot, replacement(spot));
      return;
    }
    const [left, right] = [valuesOf(before), valuesOf(after)];
    const spot = { ...member(schema, "enum"), before: left, after: right };
    if (left !== undefined && right !== undefined) {
      this.#each(this.#mapped(spot, keyed), "value", () => undefined);
    } else if (left !== right) this.#add(spot, limitChange(spot, right !== undefined));
  }

  /**
   * Leaves the plain keywords of one schema to api-smart-diff. Its own rules for answers call a new
   * type, format or pattern harmless. So a reader is judged as a caller with the versions
   * exchanged: the new answers must be what the old contract allowed.
   */
  #keywords(spot: Spot<Node>): void {
    const left = plainKeywords(spot.before, spot.after);
    const right = plainKeywords(spot.after, spot.before);
    const [old, current] = spot.direction === "sent" ? [left, right] : [right, left];
    for (const { path, type } of compare(old, current, { rules: schemaRules }).diffs) {
      const key = String(path[0]);
      const part = member(spot, key);
      if (type === "breaking") this.#add(part, replacement(part));
      else if (type === "non-breaking") this.#add(part, compatible(`${verb(part)}.`));
      else this.#add(part, memberChange(key, part));
    }
  }

  /** Each alternative under the names of the schemes that it asks for together. */
  #security(spot: Spot): void {
    const { before, after } = this.#mapped(spot, alternativesOf);
    const [wasOpen, isOpen] = [before, after].map((map) => isNode(map) && open in map);
    for (const part of members({ ...spot, before, after })) {
      if (!differs(part) || part.place.endsWith(`.${open}`)) continue;
      const harmless = part.after === undefined ? isOpen : !wasOpen;
      this.#add(part, harmless ? compatible(`${verb(part)}.`) : replacement(part));
    }
  }
}

const operations = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Members of OpenAPI objects that the walk goes into. */
const walked = new Set([
  ...["info", "paths", "webhooks", "components", "security", ...operations],
  ...["parameters", "requestBody", "responses", "callbacks"],
  ...["headers", "content", "examples", "schema"],
]);

/** Members for people: no program acts on them. */
const documentary = new Set([
  ...["title", "summary", "description", "tags", "externalDocs", "example", "examples"],
  ...["$comment", "assumed", "x-assumed", "x-codeSamples", "x-displayName", "x-generated"],
  ...["openapi", "jsonSchemaDialect"],
]);

/** Keywords of a schema that mean the same in both directions. */
const marks = new Set(["deprecated", "contentEncoding", "contentMediaType"]);

/** Keywords of a schema that the walk judges. */
const structural = new Set([
  ...["properties", "patternProperties", "oneOf", "anyOf", "allOf", "items"],
  ...["additionalProperties", "required", "enum", "const"],
]);

const schemaRules = openApiSchemaRules({ notMergeAllOf: true });

/** The alternative that asks for no credentials. */
const open = "none";

/** A variant takes its answers from the outcome that its schema had without it. */
function newVariant(variant: unknown, schema: Spot<Node>): Judgment {
  for (const key of ["billing", "retry"]) {
    const spot = member(schema, `x-${key}`);
    const change = { ...spot, after: (isNode(variant) ? variant[key] : undefined) ?? spot.after };
    if (!differs(change)) continue;
    const { severity, text } = meaningChange(key, change);
    if (severity === "breaking") return breaking(`was added, and for its answers ${key} ${text}`);
  }
  return gained("outcome", "read", false);
}

/** A variant, with what its schema says for it where the other version says it itself. */
function stated(variant: unknown, other: unknown, schema: Node): unknown {
  const inherited = ["billing", "retry"]
    .filter((key) => isNode(other) && key in other)
    .map((key) => [key, schema[`x-${key}`]]);
  return { ...Object.fromEntries(inherited), ...(isNode(variant) ? variant : {}) };
}

function reordered({ before, after }: Spot): boolean {
  if (!isNode(before) || !isNode(after)) return false;
  const order = Object.keys(before).filter((key) => key in after);
  const newOrder = Object.keys(after).filter((key) => key in before);
  return !isDeepStrictEqual(order, newOrder);
}

function byKey(variants: unknown): Node {
  const nodes = list(variants).filter(isNode);
  return Object.fromEntries(nodes.map((variant) => [String(variant["key"]), keyed(variant)]));
}

function byUrl(servers: unknown): Node {
  const nodes = list(servers).filter(isNode);
  return Object.fromEntries(nodes.map((server) => [String(server["url"]), server]));
}

function byName(parameters: unknown, document: Node): Node {
  return Object.fromEntries(
    list(parameters).map((parameter) => {
      const { in: location, name } = resolve(document, parameter);
      return [`${String(location)}.${String(name)}`, parameter];
    }),
  );
}

function alternativesOf(security: unknown): Node {
  const alternatives = list(security).map((alternative) =>
    isNode(alternative) ? Object.keys(alternative).sort().join(" and ") : "",
  );
  const names = alternatives.length === 0 ? [open] : alternatives;
  return Object.fromEntries(names.map((name) => [name || open, {}]));
}

interface Branch {
  readonly node: Node;
  /** The value of `status`, where the branch is an outcome. */
  readonly status: string | undefined;
}

function branchesOf(union: unknown, document: Node): Map<string, Branch> {
  const branches = list(union).filter(isNode);
  return new Map(
    branches.map((node, index) => {
      const schema = resolve(document, node);
      const [status] = texts([child(child(schema, "properties"), "status")["const"]]);
      const [title] = texts([schema["title"]]);
      return [referenceName(node) ?? title ?? String(index), { node, status }];
    }),
  );
}

function valuesOf(schema: Node): unknown {
  return "const" in schema ? [schema["const"]] : schema["enum"];
}

function isMark(key: string): boolean {
  return marks.has(key) || documentary.has(key) || key.startsWith("x-");
}

/** What stands beside the keywords of a schema: texts, marks and extensions. */
function marksOf(schema: Node): Node {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => isMark(key)));
}

/** The keywords for api-smart-diff, with types in an order in which it pairs them by position. */
function plainKeywords(schema: Node, other: Node): Node {
  const keywords = Object.entries(schema).filter(([key]) => !isMark(key) && !structural.has(key));
  const plain = Object.fromEntries(keywords);
  if (!Array.isArray(schema["type"]) && !Array.isArray(other["type"])) return plain;
  const [types, others] = [typesOf(schema), typesOf(other)];
  const shared = types.filter((type) => others.includes(type));
  return { ...plain, type: [...shared, ...types.filter((type) => !others.includes(type))] };
}

function typesOf({ type }: Node): string[] {
  return texts(Array.isArray(type) ? type : [type]).sort();
}

/** Lists as maps, so that members pair by what they are and not by position. */
function keyed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return Object.fromEntries(
      list(value).map((item, index) => [isNode(item) ? index : String(item), keyed(item)]),
    );
  }
  if (!isNode(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, keyed(item)]));
}

function member(spot: Spot<Node>, key: string): Spot {
  const place = spot.place === "" ? key : `${spot.place}.${key}`;
  return { ...spot, place, before: spot.before[key], after: spot.after[key] };
}

/** The members of two maps. What is no map has none. */
function members(spot: Spot): Spot[] {
  const before = isNode(spot.before) ? spot.before : {};
  const after = isNode(spot.after) ? spot.after : {};
  const maps = { ...spot, before, after };
  return keysOf(maps).map((key) => member(maps, key));
}

function keysOf({ before, after }: Spot<Node>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

/** The answer travels against the request. */
function turned(spot: Spot): Spot {
  return { ...spot, direction: spot.direction === "sent" ? "read" : "sent" };
}

function differs({ before, after }: Spot): boolean {
  return !isDeepStrictEqual(before, after);
}

/** `#/components/schemas/Image` stands at `components.schemas.Image`. */
function componentPlace(reference: string): string {
  return reference.replace(/^#\//, "").replaceAll("/", ".");
}
