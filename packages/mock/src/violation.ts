import { catalogue } from "@aisolution/openapi";
import type { Mismatch } from "./proxy-report.js";

/** What Prism says of a fault. */
export interface Violation {
  readonly path?: readonly string[];
  readonly code?: string | number;
  readonly message: string;
}

/** Every name that can stand in a JSON pointer: any other may be a value of the answer. */
const knownNames = new Set<string>([
  ...catalogue.messages.flatMap(({ fields }) => fields.map(({ name }) => name)),
  ...catalogue.operations.flatMap(({ request, outcomes }) => [
    ...request.fields.map(({ name }) => name),
    ...outcomes.flatMap(({ example }) => Object.keys(example.value)),
  ]),
]);

/** Rules whose texts quote the schema only. Others may quote a name that was received. */
const rules = new Set([
  ...["type", "const", "enum", "required", "oneOf", "anyOf", "allOf", "not", "format", "pattern"],
  ...["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "minItems", "maxItems", "minProperties", "maxProperties"],
]);

/** Says it in words of the contract: Prism's may quote what it was given. */
export function toMismatch(
  where: Mismatch["where"],
  { path = [], code, message }: Violation,
  headerNames: ReadonlyMap<string, string>,
): Mismatch {
  if (code === 401) {
    const places = catalogue.authentication.map(
      (place) =>
        `${place.in === "query" ? "the query parameter" : "the header"} ${place.parameter}`,
    );
    const text = `has no token, which goes into ${places.join(" or ")}`;
    return { where, kind: "security", place: "", message: text };
  }
  if (code === "required" && path.length === 0) {
    return { where, kind: "body", place: "", message: "is required, but empty" };
  }
  const [part = "body", ...segments] = path;
  const names = part === "header" || part === "query" ? "parameter" : "property";
  // Prism puts the place before the rule.
  const subject = `${where === "request" ? "Request" : "Response"} ${part} `;
  const named = segments.length === 0 ? "" : `${names} ${segments.join(".")} `;
  const rule =
    rules.has(String(code)) && message.startsWith(subject + named)
      ? message.slice((subject + named).length)
      : "does not fit the contract";
  // A missing property is named by its own place, not by the object that should have it.
  const missing = code === "required" ? /required property '([^']+)'$/.exec(rule)?.[1] : undefined;
  const place = [...segments, ...(missing === undefined ? [] : [missing])];
  const text = missing === undefined ? rule : "is required, but missing";
  if (part === "header") {
    const [name = ""] = place;
    return { where, kind: "header", place: headerNames.get(name) ?? "", message: text };
  }
  const pointer = place.map((name) => (knownNames.has(name) || /^\d+$/.test(name) ? name : "*"));
  return {
    where,
    kind: "schema",
    place: pointer.map((name) => `/${name}`).join(""),
    message: text,
  };
}
