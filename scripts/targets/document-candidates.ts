/** The documents that operations can give, as the catalogue describes them. */
import { scriptLiteral } from "../lib/escape/script.js";
import type {
  Catalogue,
  DocumentMeaning,
  FieldMeaning,
  Message,
  Operation,
} from "@aisolution/openapi";

/** An operation that reads documents. */
export interface Reader {
  readonly operation: Operation;
  readonly candidates: readonly Candidate[];
}

/** A field whose meaning is known. */
export interface MeantField {
  readonly name: string;
  readonly meaning: FieldMeaning;
}

/** Latin is always one of them, because the top of a document is in it. */
export function scriptsOf(candidates: readonly Candidate[]): string[] {
  const named = candidates.flatMap(({ fields }) =>
    fields.flatMap(({ meaning: { script } }) => (script === undefined ? [] : [script])),
  );
  return [...new Set([latin, ...named])].sort();
}

/** A document that an operation can give. */
export interface Candidate {
  readonly typeName: string;
  readonly title: string;
  readonly messages: readonly string[];
  readonly document: Omit<DocumentMeaning, "type"> & { readonly type: string };
  readonly when?: { readonly property: string; readonly equals: string };
  readonly fields: readonly MeantField[];
}

export function candidatesOf(
  { operationId, outcomes }: Operation,
  { messages }: Catalogue,
): Candidate[] {
  const known = outcomes.flatMap((outcome): Candidate[] => {
    const message = messages.find(({ name }) => name === outcome.message.name);
    if (outcome.failure !== undefined || message?.document === undefined) return [];
    const { when } = outcome;
    if (when !== undefined && !("property" in when)) {
      throw new Error(`${operationId}: a document is told by a property, not by a pattern.`);
    }
    return [
      {
        typeName: `${message.name}Document`,
        title: `${message.title}.`,
        messages: [message.name],
        document: message.document,
        ...(when !== undefined && { when }),
        fields: meantFields(message),
      },
    ];
  });
  const [first, ...others] = known;
  if (first === undefined || others.length === 0) return known;
  if (!known.every(({ when, document }) => when && document.country === first.document.country)) {
    throw new Error(`${operationId}: its documents need a condition and one country.`);
  }
  const subject = operationId.replace(/^[a-z]+/, "");
  return [
    ...known,
    {
      typeName: `Unknown${subject}`,
      title:
        "The answer does not tell which document it is. What all of them have in common is read.",
      messages: known.flatMap((candidate) => candidate.messages),
      document: { type: "unknown", country: first.document.country },
      fields: first.fields.filter((field) =>
        others.every(({ fields }) =>
          fields.some(
            ({ name, meaning }) =>
              name === field.name && JSON.stringify(meaning) === JSON.stringify(field.meaning),
          ),
        ),
      ),
    },
  ];
}

function meantFields({ fields }: Message): MeantField[] {
  return fields.flatMap(({ name, meaning }) => (meaning === undefined ? [] : [{ name, meaning }]));
}

/** Attributes that documents print in parts only, and what they are composed of. */
const composed = [
  { attribute: "surname", from: ["paternalSurname", "maternalSurname"], needs: "any" },
  { attribute: "fullName", from: ["givenNames", "surname"], needs: "all" },
] as const;

export function compositionsOf(fields: readonly MeantField[]) {
  const there = new Set<string>(
    fields.filter(({ meaning }) => !isNative(meaning)).map(({ meaning }) => meaning.attribute),
  );
  return composed.filter(({ attribute, from }) => {
    const applies = !there.has(attribute) && from.every((part) => there.has(part));
    if (applies) there.add(attribute);
    return applies;
  });
}

const latin = "Latn";

/** Text in another script stands apart from text in Latin letters. */
export function isNative({ script }: FieldMeaning): boolean {
  return script !== undefined && script !== latin;
}

/** Attributes in Latin script, of all kinds, with their TypeScript types. */
export function attributesOf(
  candidate: Candidate,
): readonly (readonly [name: string, type: string, native: boolean])[] {
  const found = new Map<string, readonly [string, string, boolean]>();
  for (const { name, meaning } of candidate.fields) {
    const native = isNative(meaning);
    const type = attributeType(meaning);
    const key = `${meaning.attribute} ${String(native)}`;
    const before = found.get(key);
    if (before !== undefined && before[1] !== type) {
      throw new Error(`${candidate.typeName}: ${name} is of another kind than ${before[0]}.`);
    }
    found.set(key, [meaning.attribute, type, native]);
  }
  return [
    ...found.values(),
    ...compositionsOf(candidate.fields).map(
      ({ attribute }) => [attribute, "string", false] as const,
    ),
  ];
}

function attributeType({ attribute, date, number, unit, separator }: FieldMeaning): string {
  if (date !== undefined) return "DocumentDate";
  if (number !== undefined) return `DocumentNumber<${scriptLiteral(number.scheme)}>`;
  if (attribute === "sex") return "Sex";
  if (unit !== undefined) return "number";
  return separator === undefined ? "string" : "readonly string[]";
}
