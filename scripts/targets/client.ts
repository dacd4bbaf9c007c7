import type {
  Catalogue,
  Failure,
  HttpError,
  Operation,
  Outcome,
  Request,
  RequestField,
} from "@aisolution/openapi";
import {
  docComment,
  docText,
  scriptKey,
  scriptPattern,
  scriptValue,
} from "../lib/escape/script.js";
import { imageFields } from "../lib/image-fields.js";
import { doNotEdit, type Target } from "../lib/target.js";

/**
 * The methods of the client with their documentation (`operations.ts`), and what it has to know at run
 * time (`definitions.ts`, and for all entry points `image-limits.ts`).
 */
export const clientTarget: Target = {
  name: "client",
  emit({ catalogue }) {
    const folder = "packages/client/src/generated";
    return Promise.resolve([
      { path: `${folder}/operations.ts`, text: operationsFile(catalogue) },
      { path: `${folder}/definitions.ts`, text: definitionsFile(catalogue) },
      { path: `${folder}/image-limits.ts`, text: imageLimitsFile(catalogue) },
    ]);
  },
};

/** The class of each kind of failure. */
export const errorClasses: Readonly<Record<Failure, string>> = {
  recognition: "RecognitionError",
  image: "ImageError",
  face: "FaceError",
  "not-found": "NotFoundError",
  request: "InvalidRequestError",
  unavailable: "UnavailableError",
  authentication: "AuthenticationError",
  "rate-limit": "RateLimitError",
  http: "HttpError",
};

/** Classes of failures that any call can meet and that no answer has a kind for. */
const otherErrors = [
  "AbortError",
  "ConnectionError",
  "InputError",
  "ResponseFormatError",
  "TimeoutError",
  "UnknownOutcomeError",
];

function operationsFile(catalogue: Catalogue): string {
  const { operations, families } = catalogue;
  const errors = [
    ...new Set([
      ...operations.flatMap((operation) => [...failuresOf(catalogue, operation).keys()]),
      ...otherErrors,
    ]),
  ];
  return [
    `// ${doNotEdit}`,
    "",
    `import type { ${typeNames(catalogue).join(", ")} } from "@aisolution/types";`,
    ...errors
      .sort()
      .map((name) => `import type { ${name} } from "../errors/${fileName(name)}.js";`),
    'import type { ImageInput } from "../image/read-image.js";',
    'import type { Reply } from "../definition.js";',
    'import type { CallOptions } from "../options.js";',
    "",
    ...imageForms(catalogue),
    "/** Errors that any call can end with, beside those for its answers. */",
    `export type CallError = ${otherErrors.join(" | ")};`,
    "",
    ...operations.flatMap((operation) => [
      `/** What \`${operation.operationId}\` can fail with. */`,
      `export type ${errorName(operation)} = ${errorUnion(catalogue, operation)};`,
      "",
    ]),
    ...families.flatMap(({ name, title, description }) => [
      docComment([`${docText(title)}. ${docText(description)}`]),
      `export interface ${familyInterface(name)}<ThrowOnError extends boolean> {`,
      ...operations
        .filter(({ family }) => family === name)
        .map((operation) => signature(catalogue, operation)),
      "}",
      "",
    ]),
    "/** The operations of the API by family. */",
    "export interface Operations<ThrowOnError extends boolean> {",
    ...families.flatMap(({ name, title, description }) => [
      docComment([`${docText(title)}. ${docText(description)}`], "  "),
      `  readonly ${camelCase(name)}: ${familyInterface(name)}<ThrowOnError>;`,
    ]),
    "}",
    "",
  ].join("\n");
}

function definitionsFile(catalogue: Catalogue): string {
  const { operations, families, httpErrors } = catalogue;
  const outcomes = operations.flatMap((operation) => distinct(operation.outcomes));
  const groups = (members: readonly Operation[]) => {
    const paths = new Map<string, string[]>();
    for (const member of members) {
      const rules = distinct(member.outcomes).map(rule);
      const group = `${kindsOf(member.request)}, [${rules.join(", ")}]`;
      const path = `${member.operationId}: ${scriptValue(member.path)}`;
      paths.set(group, [...(paths.get(group) ?? []), path]);
    }
    return paths;
  };
  const classes = new Set(
    [...outcomes, ...httpErrors.filter(isSpecial)].flatMap(
      ({ failure }) => errorClass(failure) ?? [],
    ),
  );
  return [
    `// ${doNotEdit}`,
    "",
    `import type { AnswerRule, OperationGroup } from "../definition.js";`,
    ...importErrors([...classes]),
    "",
    "/** Scheme and host of the service. */",
    `export const server = ${scriptValue(catalogue.server)};`,
    "",
    "/** Where the token can go, and under which name. */",
    `export const tokenPlaces = { ${tokenPlaces(catalogue)} } as const;`,
    "",
    "/** The content type of every request. */",
    `export const formContentType = ${scriptValue(contentType(catalogue))};`,
    "",
    "/** Answers outside HTTP 200, by HTTP status. Those that the client treats as any other are left out. */",
    `export const httpErrors: Readonly<Record<number, AnswerRule>> = { ${httpErrors.filter(isSpecial).map(httpRule).join(", ")} };`,
    "",
    "/**",
    " * The operations by family; those of one with the same fields and outcomes stand together. What two families have",
    " * in common stands here twice: compressed, that takes less than a name for it.",
    " */",
    "export const operations: Readonly<Record<string, readonly OperationGroup[]>> = {",
    ...families.flatMap(({ name }) => [
      `  ${camelCase(name)}: [`,
      ...[...groups(operations.filter(({ family }) => family === name))].map(
        ([group, paths]) => `[${group}, { ${paths.join(", ")} }],`,
      ),
      "  ],",
    ]),
    "};",
    "",
  ].join("\n");
}

/** The class of a failure; undefined for a success. */
function errorClass(failure: Failure | undefined): string | undefined {
  return failure === undefined ? undefined : errorClasses[failure];
}

function importErrors(names: readonly string[], type = ""): string[] {
  return [...names]
    .sort()
    .map((name) => `import ${type}{ ${name} } from "../errors/${fileName(name)}.js";`);
}

function imageLimitsFile(catalogue: Catalogue): string {
  return [
    `// ${doNotEdit}`,
    "",
    "/** Which pictures the service accepts, and with which status it refuses others. */",
    `export const imageLimits = ${scriptValue({ ...catalogue.image, refusals: refusals(catalogue) })} as const;`,
    "",
  ].join("\n");
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  return camelCase(`-${name}`);
}

function fileName(className: string): string {
  return className.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function familyInterface(family: string): string {
  return `${pascalCase(family)}Operations`;
}

function errorName({ operationId }: Operation): string {
  return `${pascalCase(operationId)}Error`;
}

function hasImages({ fields }: Request): boolean {
  return fields.some(({ kind }) => kind === "image");
}

/** A form with pictures takes them in any kind, so it is no schema of the contract. */
function formName(request: Request): string {
  return hasImages(request) ? request.schema.replace(/Request$/, "Form") : request.schema;
}

/** What a form's field is to the client; `FieldKind`. */
function fieldKind({ kind, required, retry }: RequestField): string {
  if (kind === "image") return "image";
  if (retry === "never") return "once";
  return required ? "text" : "optional";
}

function kindsOf({ fields }: Request): string {
  const kinds = fields.map((field) => `${field.name}: ${scriptValue(fieldKind(field))}`);
  return `{ ${kinds.join(", ")} }`;
}

/** The type of `message` of a success. */
function dataType({ outcomes }: Operation): string {
  const types = outcomes
    .filter(({ failure }) => failure === undefined)
    .map(({ message }) =>
      message.kind === "array" ? `${message.name ?? ""}[]` : (message.name ?? message.kind),
    );
  return [...new Set(types)].join(" | ");
}

function successNames({ outcomes }: Operation): string[] {
  return outcomes.flatMap(({ failure, message }) =>
    failure === undefined && message.name !== undefined ? [message.name] : [],
  );
}

function typeNames({ operations }: Catalogue): string[] {
  return [
    ...new Set(
      operations.flatMap((operation) => [
        ...successNames(operation),
        ...(hasImages(operation.request) ? [] : [operation.request.schema]),
      ]),
    ),
  ].sort();
}

/** The forms with pictures, each once. */
function imageForms({ operations }: Catalogue): string[] {
  const forms = new Map(
    operations
      .filter(({ request }) => hasImages(request))
      .map(({ request }) => [request.schema, request]),
  );
  return [...forms.values()].flatMap((request) => [
    docComment([docText(request.description)]),
    `export interface ${formName(request)} {`,
    ...request.fields.flatMap((field) => {
      const { name, kind, required } = field;
      return [
        docComment([fieldDescription(field)], "  "),
        `  readonly ${name}${required ? "" : "?"}: ${kind === "image" ? "ImageInput" : "string"};`,
      ];
    }),
    "}",
    "",
  ]);
}

/** For a documentation comment. */
function fieldDescription({ kind, description }: RequestField): string {
  const text = docText(description);
  return kind === "image" ? `${text} The client makes any \`ImageInput\` into that.` : text;
}

/** The error classes of an operation, each with its statuses. */
function failuresOf(
  { httpErrors, operations }: Catalogue,
  { outcomes, request, httpErrors: codes }: Operation,
): ReadonlyMap<string, ReadonlySet<string>> {
  const statuses = new Map<string, Set<string>>();
  const add = (failure: Failure, status: string | undefined) => {
    const name = errorClasses[failure];
    const value = status === undefined ? "undefined" : scriptValue(status);
    statuses.set(name, (statuses.get(name) ?? new Set<string>()).add(value));
  };
  for (const { failure, status } of outcomes) if (failure !== undefined) add(failure, status);
  if (hasImages(request)) {
    for (const status of Object.values(refusals({ operations }))) add("image", status);
  }
  // The names that the contract gives to HTTP statuses are assumed: programs have the number.
  for (const { code, failure } of httpErrors) if (codes.includes(code)) add(failure, undefined);
  return statuses;
}

function errorUnion(catalogue: Catalogue, operation: Operation): string {
  const names = imageFields(operation)
    .map(({ name }) => scriptValue(name))
    .join(" | ");
  const classes = [...failuresOf(catalogue, operation)].map(([name, statuses]) => {
    const values = [...statuses].join(" | ");
    if (values === "undefined") return name;
    return /^(ImageError|FaceError)$/.test(name)
      ? `${name}<${values}, ${names}>`
      : `${name}<${values}>`;
  });
  return [...classes, "CallError"].join(" | ");
}

/** The statuses with which the service refuses a picture; the client uses them before it sends one. */
function refusals({
  operations,
}: Pick<Catalogue, "operations">): Record<"format" | "size", string> {
  const status = (cause: Outcome["cause"]) =>
    operations.flatMap(({ outcomes }) => outcomes).find((outcome) => outcome.cause === cause)
      ?.status;
  const [format, size] = [status("image-format"), status("image-size")];
  if (format === undefined || size === undefined) {
    throw new Error("No outcome has the x-cause image-format, or none has image-size.");
  }
  return { format, size };
}

/** An outcome as the client tells it from others: by a pattern on `message`, or on a property of it. */
interface Case extends Omit<Outcome, "when"> {
  readonly when: { readonly pattern: string; readonly property?: string } | undefined;
}

/**
 * Outcomes as the client tells them apart: variants that it treats alike are one. A success of no known
 * variant is a success still, because its enumerations can grow; nobody knows what it costs.
 */
function distinct(outcomes: readonly Outcome[]): Case[] {
  const alike = ({ status, billing, retry, failure, failedImage }: Omit<Outcome, "when">) =>
    JSON.stringify([status, billing, retry, failure, failedImage]);
  const cases: Case[] = [];
  for (const outcome of outcomes) {
    const variants = outcomes.filter(({ status }) => status === outcome.status);
    const { when, ...plain } = outcome;
    if (variants.every((variant) => alike(variant) === alike(outcome))) {
      if (variants[0] === outcome) cases.push({ ...plain, when: undefined });
      continue;
    }
    const before = cases.at(-1);
    if (when === undefined || "pattern" in when) {
      cases.push({ ...plain, when });
    } else if (before?.when?.property === when.property && alike(before) === alike(plain)) {
      // Two values of one property: a pattern for both.
      const pattern = before.when.pattern.replace(/\)\$$/, `|${literal(when.equals)})$`);
      cases.splice(-1, 1, { ...before, when: { pattern, property: when.property } });
    } else {
      cases.push({
        ...plain,
        when: { pattern: `^(${literal(when.equals)})$`, property: when.property },
      });
    }
    const isLast = outcome === variants.at(-1);
    if (isLast && outcome.failure === undefined && when !== undefined) {
      cases.push({ ...plain, when: undefined, billing: "unknown", retry: "never" });
    }
  }
  return cases;
}

/** A text as the part of a pattern that fits it alone. */
function literal(text: string): string {
  // One code unit after the other: a backslash stands before each, and may not part those of a character.
  return text.replaceAll(/[\0-\x7f]/g, (character) =>
    /\w/.test(character) ? character : `\\${character}`,
  );
}

/** An `AnswerRule` of the client, as code. What stands at the end and is undefined is left out. */
function rule({ status, failure, billing, retry, when, failedImage }: Case): string {
  return tuple([
    scriptValue(status),
    errorClass(failure),
    billing === "free" ? undefined : scriptValue(billing),
    retry === "never" ? undefined : scriptValue(retry),
    when && scriptPattern(when.pattern),
    failedImage && scriptValue(failedImage),
    when?.property && scriptValue(when.property),
  ]);
}

/** Whether the client treats an answer in another way than one that the contract does not have. */
function isSpecial({ code, failure, billing, retry }: HttpError): boolean {
  return failure !== "http" || billing !== "unknown" || retry !== (code < 500 ? "never" : "ask");
}

function httpRule({ code, failure, billing, retry }: HttpError): string {
  return `${String(code)}: ${tuple([
    "undefined",
    errorClass(failure),
    billing === "free" ? undefined : scriptValue(billing),
    retry === "never" ? undefined : scriptValue(retry),
  ])}`;
}

function tuple(members: readonly (string | undefined)[]): string {
  const last = members.findLastIndex((member) => member !== undefined);
  return `[${members
    .slice(0, last + 1)
    .map((member) => member ?? "undefined")
    .join(", ")}]`;
}

function tokenPlaces({ authentication }: Catalogue): string {
  return authentication.map((place) => `${place.in}: ${scriptValue(place.parameter)}`).join(", ");
}

function contentType({ operations }: Catalogue): string {
  const [first, ...others] = new Set(operations.map(({ request }) => request.contentType));
  if (first === undefined || others.length > 0) {
    throw new Error("The client knows one content type for all requests.");
  }
  return first;
}

const billingWords = { charge: "charged", free: "free", unknown: "charged or not, nobody says" };

function signature(catalogue: Catalogue, operation: Operation): string {
  const { operationId, request, outcomes, family } = operation;
  const line = ({ key, status, description, billing, failure }: Outcome) =>
    `- \`${status}\`${key === status.toLowerCase().replaceAll("_", "-") ? "" : ` (${key})`}, ${billingWords[billing]}${failure === undefined ? "" : `, \`${errorClasses[failure]}\``}: ${docText(description)}`;
  const lines = [
    docText(operation.summary),
    "",
    docText(operation.description),
    "",
    ...(hasImages(request) ? [limits(catalogue), ""] : []),
    "Outcomes:",
    ...outcomes.map(line),
    "",
    "@example",
    `const { data, error } = await client.${camelCase(family)}.${operationId}(${exampleForm(request)});`,
    "",
    ...request.fields.map((field) => `@param form.${field.name} ${fieldDescription(field)}`),
    `@see openapi path \`${operation.path}\``,
  ];
  return [
    docComment(lines, "  "),
    `  readonly ${operationId}: (form: ${formName(request)}, options?: CallOptions) => Promise<Reply<ThrowOnError, ${dataType(operation)}, ${errorName(operation)}>>;`,
    "",
  ].join("\n");
}

function limits({ image }: Catalogue): string {
  const formats = image.mediaTypes.map((type) => type.replace("image/", "")).join(", ");
  return `Pictures: ${formats}; at most ${String(image.maxBytes)} bytes, quick up to ${String(image.recommendedBytes)}.`;
}

function exampleForm(request: Request): string {
  const value = request.examples[0]?.value ?? {};
  const fields = request.fields
    .filter(({ name, kind }) => kind === "image" || name in value)
    .map(({ name, kind }) =>
      kind === "image" ? `${name}: bytes` : `${scriptKey(name)}: ${scriptValue(value[name])}`,
    );
  return `{ ${fields.join(", ")} }`;
}
