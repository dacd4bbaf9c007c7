/** Names become programs, addresses and files. One that would be code there is refused, and no target sees it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNode } from "../../openapi/lint/document.js";
import { buildCatalogue } from "../../scripts/catalogue/build-catalogue.js";
import type { Node } from "../../scripts/lib/reader.js";
import type { Target } from "../../scripts/lib/target.js";
import { arazzoTarget } from "../../scripts/targets/arazzo.js";
import { brunoTarget } from "../../scripts/targets/bruno.js";
import { postmanTarget } from "../../scripts/targets/postman.js";
import { samplesTarget } from "../../scripts/targets/samples.js";
import { readBundle } from "../support/hostile-contract.js";
import { hostileProse } from "../support/hostile-texts.js";

const bundle = await readBundle();
const hash = "0".repeat(64);

/** The bundle with other texts in the place of some. Keys are texts too. */
function bundleWith(changes: ReadonlyMap<string, string>): Node {
  const visit = (node: unknown): unknown => {
    if (typeof node === "string") return changes.get(node) ?? node;
    if (Array.isArray(node)) return node.map(visit);
    if (!isNode(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [changes.get(key) ?? key, visit(value)]),
    );
  };
  const made = visit(bundle);
  if (!isNode(made)) throw new Error("The contract is not an object.");
  return made;
}

/** Names of each kind, and where the catalogue has them. */
const names: readonly (readonly [what: string, name: string, place: RegExp])[] = [
  ["an operationId", "addFace", /^\/operations\/\d+\/operationId must be letters and digits/],
  ["a path", "/v1/addface", /^\/operations\/\d+\/path must be \/v1 and segments/],
  ["a family", "whatsapp", /^\/(?:families|operations)\/\d+\/(?:name|family) must be kebab case/],
  [
    "a field of a form",
    "servstatus",
    /^\/operations\/\d+\/request\/fields\/\d+\/name must be letters/,
  ],
  [
    "a field of an answer",
    "municipalNumber",
    /^\/messages\/\d+\/fields\/\d+\/name must be letters/,
  ],
  [
    "a status",
    "INVALID_FACE_NUM",
    /^\/operations\/\d+\/outcomes\/\d+\/(?:key must be kebab|status must be capital)/,
  ],
  ["the key of a variant", "not-sure", /^\/operations\/\d+\/outcomes\/\d+\/key must be kebab case/],
  [
    "the key of an example",
    "small-jpegs",
    /^\/operations\/\d+\/request\/examples\/\d+\/key must be/,
  ],
  ["a callback", "whatsAppDetail", /callback.* must be letters and digits/],
  ["a place for the token", "Authorization", /^\/authentication\/\d+\/parameter must be letters/],
  ["a media type", "application/x-www-form-urlencoded", /contentType must be a media type/],
  ["the server", "https://api.aisolution.credit", /^\/server must be https:/],
  ["the version", "1.0.0", /^\/contract\/version must be a version/],
];

describe("the generator refuses", () => {
  it.each(names)("what would be code, as %s", (_what, name, place) => {
    for (const text of hostileProse) {
      const changed = bundleWith(new Map([[name, `${name}${text}`]]));
      let message = "";
      try {
        buildCatalogue(changed, hash);
      } catch (error) {
        message = error instanceof Error ? error.message : "";
      }
      const [, said = ""] = /^The contract does not fit the catalogue: ([^]*)$/.exec(message) ?? [];
      expect(said, JSON.stringify(text)).toMatch(place);
    }
  });

  it("a name with any sign in it that is not a letter, a digit, an underscore or a hyphen", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1 }).filter((text) => /[^\w-]/.test(text)),
        fc.constantFrom("addFace", "servstatus", "municipalNumber", "not-sure"),
        (text, name) => {
          const changed = bundleWith(new Map([[name, `${name}${text}`]]));
          expect(() => buildCatalogue(changed, hash)).toThrow(/does not fit the catalogue/);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("names that set the prototype of an object", () => {
    for (const name of ["servstatus", "municipalNumber"]) {
      const changed = bundleWith(new Map([[name, "__proto__"]]));
      expect(() => buildCatalogue(changed, hash)).toThrow(/must be|must have/);
    }
  });

  it("half a character", () => {
    const changed = bundleWith(new Map([["Add a face to the group.", "Half \ud83d."]]));
    expect(() => buildCatalogue(changed, hash)).toThrow(
      'The contract has half a character in summary: "Half \\ud83d.".',
    );
  });
});

describe("a target refuses what its format cannot hold", () => {
  const emit = (target: Target, after: string, ...before: readonly string[]) => {
    for (const text of before) expect(JSON.stringify(bundle)).toContain(JSON.stringify(text));
    const changed = bundleWith(new Map(before.map((text) => [text, after])));
    return target.emit({ catalogue: buildCatalogue(changed, hash), bundle: changed });
  };
  const sent = ["+447700900123", "7700900123"];

  it.each(["{{token}}", "a\nb", " a", "a\u202eb", "'''a"])("a value to send: %j", async (value) => {
    for (const target of [brunoTarget, postmanTarget]) {
      await expect(async () => emit(target, value, ...sent)).rejects.toThrow(
        /cannot be sent by Postman or Bruno: .* An example must be one line of visible characters/,
      );
    }
  });

  it("an argument of a program with a NUL", async () => {
    await expect(async () => emit(samplesTarget, "a\0b", ...sent)).rejects.toThrow(/NUL/);
  });

  it("a condition that would be run", async () => {
    await expect(async () =>
      emit(arazzoTarget, '" || process.exit(7) || "', "yes"),
    ).rejects.toThrow(/A condition of Arazzo cannot hold/);
  });
});
