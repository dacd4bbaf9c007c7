import type { FieldMeaning, Operation } from "@aisolution/openapi";
import { docComment, docText, scriptPattern, scriptValue } from "../lib/escape/script.js";
import { doNotEdit, type Target } from "../lib/target.js";
import {
  attributesOf,
  candidatesOf,
  compositionsOf,
  isNative,
  scriptsOf,
  type Candidate,
  type MeantField,
  type Reader,
} from "./document-candidates.js";

/** The rules and the types by which `@aisolution/documents` reads the documents of all operations. */
export const documentsTarget: Target = {
  name: "documents",
  emit({ catalogue }) {
    const readers = catalogue.operations.flatMap((operation): Reader[] => {
      const candidates = candidatesOf(operation, catalogue);
      return candidates.length === 0 ? [] : [{ operation, candidates }];
    });
    const candidates = readers.flatMap((reader) => reader.candidates);
    const attributes = [
      ...new Set(candidates.flatMap((candidate) => attributesOf(candidate).map(([name]) => name))),
    ].sort();
    const ids = readers.map(({ operation }) => operation.operationId);
    const messages = [...new Set(candidates.flatMap((candidate) => candidate.messages))].sort();
    const text = [
      `// ${doNotEdit}`,
      "",
      `import type { ${messages.join(", ")} } from "@aisolution/types";`,
      'import type { DocumentDate, DocumentFrame, DocumentNumber, DocumentType, NativeFrame, Sex } from "../document.js";',
      'import type { DocumentRule, NumberRule } from "../rules.js";',
      "",
      "/** Operations that read documents. */",
      `export type DocumentOperationId = ${ids.map(quoted).join(" | ")};`,
      "",
      "/** Scripts of texts, by ISO 15924. */",
      `export type Script = ${scriptsOf(candidates).map(quoted).join(" | ")};`,
      "",
      "/** Names of all attributes. */",
      `export type Attribute = ${attributes.map(quoted).join(" | ")};`,
      "",
      ...numberSchemes(candidates),
      "/** How the documents of each operation are read. */",
      "export const documentRules: Readonly<Record<DocumentOperationId, readonly DocumentRule[]>> = {",
      ...readers.map(
        (reader) => `${reader.operation.operationId}: [${reader.candidates.map(rule).join(", ")}],`,
      ),
      "};",
      "",
      ...readers.flatMap(({ operation, candidates: its }) =>
        its.flatMap((candidate) => documentType(operation, candidate)),
      ),
      ...generalType(candidates),
      "/** The documents that each operation can give. */",
      "export interface Documents {",
      ...readers.map(
        ({ operation, candidates: its }) =>
          `readonly ${operation.operationId}: ${its.map(({ typeName }) => typeName).join(" | ")};`,
      ),
      "}",
      "",
      ...backOperations(readers),
      "/** The messages that each operation can give. */",
      "export interface DocumentMessages {",
      ...readers.map(
        ({ operation, candidates: its }) =>
          `readonly ${operation.operationId}: ${[...new Set(its.flatMap((candidate) => candidate.messages))].join(" | ")};`,
      ),
      "}",
      "",
    ].join("\n");
    return Promise.resolve([{ path: "packages/documents/src/generated/documents.ts", text }]);
  },
};

type NumberMeaning = NonNullable<FieldMeaning["number"]>;

/** What its type does not tell of an attribute: its fields, its unit, its parts. */
function attributeNote(name: string, native: boolean, fields: readonly MeantField[]): string {
  const from = fields.filter(
    ({ meaning }) => meaning.attribute === name && isNative(meaning) === native,
  );
  const parts = native
    ? undefined
    : compositionsOf(fields).find(({ attribute }) => attribute === name)?.from;
  const notes = [
    from.length === 0 ? "" : `From ${from.map((field) => `\`${field.name}\``).join(" or ")}.`,
    parts === undefined ? "" : `Composed of \`${parts.join("` and `")}\`.`,
    name === "height" ? "In centimetres." : "",
    name === "nationality" ? "ISO 3166-1 alpha-2." : "",
  ].filter((note) => note !== "");
  return notes.length === 0 ? "" : `${docComment([notes.join(" ")])}\n`;
}

function documentType({ operationId }: Operation, candidate: Candidate): string[] {
  const { typeName, title, document, messages } = candidate;
  return [
    docComment([docText(title)]),
    `export interface ${typeName} extends DocumentFrame<${quoted(operationId)}, ${messages.join(" | ")}> {`,
    `readonly type: ${quoted(document.type)};`,
    `readonly country: ${quoted(document.country)};`,
    ...(document.side === undefined ? [] : [`readonly side: ${quoted(document.side)};`]),
    ...members(attributesOf(candidate), candidate.fields),
    "}",
    "",
  ];
}

function members(
  attributes: readonly (readonly [name: string, type: string, native: boolean])[],
  fields: readonly MeantField[],
): string[] {
  const line = ([name, type, native]: readonly [string, string, boolean]) =>
    `${attributeNote(name, native, fields)}readonly ${name}?: ${type};`;
  const native = attributes.filter(([, , isIt]) => isIt);
  return [
    ...attributes.filter(([, , isIt]) => !isIt).map(line),
    ...(native.length === 0
      ? []
      : [
          "/** Text in the script of the country. */",
          "readonly native?: NativeFrame & {",
          ...native.map(line),
          "};",
        ]),
  ];
}

/** One interface that every document fits, for code that takes them all. */
function generalType(candidates: readonly Candidate[]): string[] {
  const all = new Map<string, readonly [string, string, boolean]>();
  for (const [name, type, native] of candidates.flatMap(attributesOf)) {
    const key = `${name} ${String(native)}`;
    const general = type.replace(/<.*>$/, "");
    const before = all.get(key);
    // A number without a scheme is a text in another country.
    all.set(key, [
      name,
      before === undefined || before[1] === general ? general : "unknown",
      native,
    ]);
  }
  if ([...all.values()].some(([, type]) => type === "unknown")) {
    throw new Error("An attribute is of different kinds in different documents.");
  }
  const countries = [...new Set(candidates.map(({ document }) => document.country))].sort();
  return [
    "/** Any document: every attribute that one of them can have. */",
    "export interface IdentityDocument extends DocumentFrame {",
    "readonly type: DocumentType;",
    `readonly country: ${countries.map(quoted).join(" | ")};`,
    ...members([...all.values()].sort(byName), []),
    "}",
    "",
  ];
}

/** Which operation reads the back of a document whose front another one reads. */
function backOperations(readers: readonly Reader[]): string[] {
  const sides = readers.flatMap(({ operation: { operationId }, candidates }) =>
    candidates.map(({ document }) => ({ operationId, ...document })),
  );
  const pairs = sides
    .filter(({ side }) => side === "front")
    .map((front) => {
      const back = sides.find(
        ({ side, type, country }) =>
          side === "back" && type === front.type && country === front.country,
      );
      if (back === undefined)
        throw new Error(`${front.operationId}: it is a front without a back.`);
      return `${front.operationId}: ${quoted(back.operationId)},`;
    });
  return [
    "/** For each operation that reads a front, the one that reads the back of the same document. */",
    "export const backOperations = {",
    ...pairs,
    "} as const satisfies Partial<Record<DocumentOperationId, DocumentOperationId>>;",
    "",
  ];
}

function byName([left]: readonly [string, ...unknown[]], [right]: readonly [string, ...unknown[]]) {
  return left < right ? -1 : 1;
}

function numberSchemes(candidates: readonly Candidate[]): string[] {
  const schemes = new Map<string, NumberMeaning>();
  for (const { name, meaning } of candidates.flatMap(({ fields }) => fields)) {
    if (meaning.number === undefined) continue;
    const { scheme } = meaning.number;
    const before = schemes.get(scheme);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(meaning.number)) {
      throw new Error(`${name}: ${scheme} means something else in another field.`);
    }
    schemes.set(scheme, meaning.number);
  }
  return [
    "/** Numbering schemes by name: country, then name. */",
    "export const numberSchemes = {",
    ...[...schemes].map(([name, { ignore, form, neverIssued, checkDigit, structure }]) =>
      [
        `${quoted(name)}: {`,
        ignore === undefined ? "" : `ignore: ${quoted(ignore)},`,
        `form: ${scriptPattern(form)},`,
        neverIssued === undefined
          ? ""
          : `neverIssued: [${neverIssued.map(scriptPattern).join(", ")}],`,
        checkDigit === undefined ? "" : `checkDigit: ${scriptValue(checkDigit)},`,
        structure === undefined ? "" : `structure: ${quoted(structure)},`,
        "},",
      ].join(" "),
    ),
    "} as const satisfies Readonly<Record<string, NumberRule>>;",
    "",
    "/** Names of the numbering schemes. */",
    "export type NumberScheme = keyof typeof numberSchemes;",
    "",
  ];
}

function rule({ document, when, fields }: Candidate): string {
  return scriptValue({
    ...document,
    ...(when !== undefined && { when }),
    fields: fields.map(({ name, meaning: { attribute, number, ...others } }) => ({
      field: name,
      attribute,
      ...(number !== undefined && { number: number.scheme }),
      ...others,
    })),
    compositions: compositionsOf(fields),
  });
}

function quoted(text: string): string {
  return scriptValue(text);
}
