/** What the examples hold: fields as the contract describes them, and nobody's real data. */
import { catalogue, type FieldMeaning, type Operation, type Outcome } from "@aisolution/openapi";
import { stdnum } from "stdnum";
import { describe, expect, it } from "vitest";

interface Value {
  readonly operationId: string;
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly meaning: FieldMeaning;
}

/** Every field with a meaning in every example of an answer. */
const values: readonly Value[] = catalogue.operations.flatMap((operation) =>
  operation.outcomes.flatMap((outcome) => valuesOf(operation, outcome)),
);

function valuesOf({ operationId }: Operation, { key, message, example }: Outcome): Value[] {
  const fields = catalogue.messages.find(({ name }) => name === message.name)?.fields ?? [];
  return fields.flatMap(({ name, meaning }) => {
    const shown: unknown = example.value.message;
    const text: unknown =
      typeof shown === "object" && shown !== null ? Reflect.get(shown, name) : undefined;
    return meaning !== undefined && typeof text === "string" && text !== ""
      ? [{ operationId, key, name, text, meaning }]
      : [];
  });
}

/** The texts that a Unicode date pattern allows, as a regular expression. */
function datePattern(format: string): RegExp {
  const month = "[\\p{L}\\p{M}.]+";
  const source = format.replaceAll(/d+|M+|y+|[./-]/g, (part) => {
    if (part === "dd" || part === "MM" || part === "yy") return "\\d{2}";
    if (part === "d") return "\\d{1,2}";
    if (part === "yyyy") return "\\d{4}";
    return part.startsWith("MMM") ? month : `[${part}]`;
  });
  return new RegExp(`^${source}$`, "u");
}

const dates = values.filter(({ meaning }) => meaning.date !== undefined);
const numbers = values.filter(({ meaning }) => meaning.number !== undefined);
const mapped = values.filter(({ meaning }) => meaning.values !== undefined);

describe("a date in an example", () => {
  it.each(dates.map((value) => [value.operationId, value.name, value] as const))(
    "%s %s has one of its formats",
    (_operationId, _name, { text, meaning }) => {
      const formats = meaning.date?.formats ?? [];
      expect(
        formats.filter((format) => datePattern(format).test(text)),
        text,
      ).not.toEqual([]);
    },
  );
});

describe("a number in an example", () => {
  it.each(numbers.map((value) => [value.operationId, value.name, value] as const))(
    "%s %s has its form",
    (_operationId, _name, { text, meaning }) => {
      const { form = "", ignore = "" } = meaning.number ?? {};
      const characters = Array.from(text)
        .filter((character) => !ignore.includes(character))
        .join("");
      expect(characters).toMatch(new RegExp(form));
    },
  );
});

describe("a mapped value in an example", () => {
  it.each(mapped.map((value) => [value.operationId, value.name, value] as const))(
    "%s %s is in the map",
    (_operationId, _name, { text, meaning }) => {
      expect(Object.values(meaning.values ?? {}).flat()).toContain(text);
    },
  );

  it("means what the country means by it", () => {
    const sex = (operationId: string, letter: string) => {
      const message = catalogue.operations.find(
        (operation) => operation.operationId === operationId,
      )?.outcomes[0]?.message.name;
      const field = catalogue.messages
        .find(({ name }) => name === message)
        ?.fields.find(({ meaning }) => meaning?.attribute === "sex");
      return Object.entries(field?.meaning?.values ?? {}).find(([, printed]) =>
        printed.includes(letter),
      )?.[0];
    };
    expect(sex("recognizeMexicanIdCard", "M")).toBe("F");
    expect(sex("recognizeMexicanIdCard", "H")).toBe("M");
    expect(sex("recognizeColombianIdCardBack", "M")).toBe("M");
    expect(sex("recognizeDutchIdCard", "V/F")).toBe("F");
    expect(sex("recognizeIndonesianIdCard", "LAKI-LAKI")).toBe("M");
  });
});

/** Whether a reference implementation finds the check digit wrong. */
function invalidBy(country: string, kind: string): (text: string) => boolean {
  const reference = stdnum[country]?.[kind];
  if (reference === undefined) throw new Error(`stdnum has no ${kind} of ${country}.`);
  return (text) => !reference.validate(text).isValid;
}

/** Why a number of each scheme can be no real person's. */
const harmless: Record<string, "specimen" | ((text: string) => boolean)> = {
  "de-identity-card": "specimen",
  "de-driving-licence": "specimen",
  "nl-identity-card": "specimen",
  "no-identity-card": "specimen",
  "no-card-access-number": "specimen",
  "se-identity-card": "specimen",
  "se-personnummer": "specimen",
  "in-aadhaar": invalidBy("IN", "aadhaar"),
  "in-aadhaar-vid": invalidBy("IN", "vid"),
  "in-pan": (text) => text.slice(5, 9) === "0000",
  "id-nik": (text) => text.endsWith("0000"),
  "th-citizen": invalidBy("TH", "idnr"),
  "th-driving-licence": (text) => /^0+$/.test(text),
  "mx-curp": invalidBy("MX", "curp"),
  "mx-clave-de-elector": (text) => text.endsWith("000"),
  "co-cedula": (text) => text.startsWith("1.9"),
};

const specimens = ["MUSTERMANN", "De Bruijn", "STENBYEN", "SPECIMEN"];

describe("the person in an example", () => {
  it.each(numbers.map((value) => [value.operationId, value.name, value] as const))(
    "%s %s belongs to nobody",
    (_operationId, _name, value) => {
      const scheme = value.meaning.number?.scheme ?? "";
      const rule = harmless[scheme];
      if (rule === "specimen") {
        const surname = values.find(
          ({ operationId, key, meaning }) =>
            operationId === value.operationId &&
            key === value.key &&
            meaning.attribute === "surname",
        );
        expect(specimens).toContain(surname?.text);
      } else {
        expect(rule?.(value.text), scheme).toBe(true);
      }
    },
  );

  it("has a telephone number that is reserved for fiction", () => {
    const phones = [
      ...values
        .filter(({ meaning }) => meaning.attribute === "phoneNumber")
        .map(({ text }) => text),
      ...catalogue.callbacks.flatMap(({ parameters }) =>
        parameters.filter(({ name }) => name === "number").map(({ example }) => example),
      ),
      ...catalogue.operations.flatMap(({ request }) =>
        request.examples.flatMap(({ value }) =>
          value["number"] === undefined ? [] : [value["number"]],
        ),
      ),
    ];
    expect(phones.length).toBeGreaterThan(4);
    for (const phone of phones) expect(phone).toMatch(/^(\+44)?7700900\d{3}$/);
  });
});

describe("a picture in an example", () => {
  const pictures = catalogue.operations.flatMap(({ operationId, request }) =>
    request.fields
      .filter(({ kind }) => kind === "image")
      .map(({ name }) => [operationId, name, request.examples[0]?.value[name] ?? ""] as const),
  );

  it.each(pictures)("%s %s is a small JPEG", (_operationId, _name, text) => {
    const bytes = Buffer.from(text, "base64");
    expect(bytes.toString("base64")).toBe(text);
    expect(bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
    expect(bytes.subarray(-2).toString("hex")).toBe("ffd9");
    expect(bytes.length).toBeLessThan(1024);
  });
});
