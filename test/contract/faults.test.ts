/**
 * Puts one deliberate fault at a time into a copy of the contract. Lint must name the file and say
 * what to do.
 */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractFolder } from "../../scripts/lib/paths.js";
import { lintBundle, lintContract, lintSource } from "../../scripts/spec-lint.js";

interface Fault {
  readonly file: string;
  /** File that the problem is shown in, where it is another one. */
  readonly shownIn?: string;
  readonly change: readonly [string | RegExp, string];
  readonly renameTo?: string;
  readonly rule: string;
  readonly fix: RegExp;
}

const german = "paths/identity-card/de_ocr-general.yaml";

const faults: Record<string, Fault> = {
  "an operationId with a verb of its own": {
    file: german,
    change: ["recognizeGermanIdCard", "readGermanIdCard"],
    rule: "operation-id",
    fix: /Begin with one of recognize, compare/,
  },
  "an outcome without an example": {
    file: german,
    change: [/ +fail:\n.*\n/, ""],
    rule: "outcome-examples",
    fix: /Add one under the key fail/,
  },
  "an example without an outcome": {
    file: german,
    change: [/( +)fail:\n/, "$1failed:\n"],
    rule: "outcome-examples",
    fix: /Use one of ok, fail/,
  },
  "an example that shows another outcome": {
    file: "components/examples/RecognitionFailExample.yaml",
    shownIn: german,
    change: ["status: FAIL", "status: RETRY_LATER"],
    rule: "outcome-examples",
    fix: /Give it the status FAIL/,
  },
  "a JSON request": {
    file: "components/requestBodies/DeleteFaceBody.yaml",
    shownIn: "paths/face/delface.yaml",
    change: ["application/x-www-form-urlencoded", "application/json"],
    rule: "form-content-type",
    fix: /Declare application\/x-www-form-urlencoded/,
  },
  "an operation without security": {
    file: german,
    change: ["  requestBody:", "  security: []\n  requestBody:"],
    rule: "operation-security",
    fix: /Take the security of the root/,
  },
  "an outcome without billing": {
    file: "components/schemas/AddFaceSuccess.yaml",
    change: [/x-billing.*\n/, ""],
    rule: "outcome-meaning",
    fix: /has no x-billing. Add it/,
  },
  "an unknown word for billing": {
    file: "components/schemas/AddFaceSuccess.yaml",
    change: ["x-billing: free", "x-billing: gratis"],
    rule: "x-billing-form",
    fix: /README\.md shows the form/,
  },
  "an unknown word for a retry": {
    file: "components/schemas/RetryLater.yaml",
    change: ["x-retry: backoff", "x-retry: sometimes"],
    rule: "x-retry-form",
    fix: /README\.md shows the form/,
  },
  "an unknown attribute": {
    file: "components/schemas/DutchIdCard.yaml",
    change: ["attribute: surname", "attribute: familyName"],
    rule: "x-field-form",
    fix: /README\.md shows the form/,
  },
  "a two-digit year without a rule": {
    file: "components/schemas/NorwegianIdCard.yaml",
    change: [/ +twoDigitYear: past\n/, ""],
    rule: "field-meaning",
    fix: /Add x-field\.date\.twoDigitYear/,
  },
  "a picture that is not the shared schema": {
    file: "components/schemas/CardImageRequest.yaml",
    change: ["$ref: ./Image.yaml", "type: string"],
    rule: "request-fields",
    fix: /Refer to components\/schemas\/Image\.yaml/,
  },
  "a summary without a full stop": {
    file: german,
    change: ["identity card.\n", "identity card\n"],
    rule: "summary-sentence",
    fix: /Add one/,
  },
  "a summary written as a title": {
    file: german,
    change: ["Recognise a German identity card.", "Recognise German Identity Cards."],
    rule: "summary-sentence",
    fix: /Write it as a sentence/,
  },
  "a field without a description": {
    file: "components/schemas/FaceComparison.yaml",
    change: [/ +description: Judgment\. .*\n/, ""],
    rule: "description-present",
    fix: /Write one/,
  },
  "a path file with another name": {
    file: german,
    change: ["", ""],
    renameTo: "paths/identity-card/german.yaml",
    rule: "house/path-file",
    fix: /Name the file de_ocr-general\.yaml/,
  },
  "one operationId at two URLs": {
    file: "paths/identity-card/nl_ocr-general.yaml",
    change: ["recognizeDutchIdCard", "recognizeGermanIdCard"],
    rule: "house/path-file",
    fix: /operationId of its own/,
  },
  "an answer without a constant status": {
    file: "components/schemas/GermanIdCardSuccess.yaml",
    change: ["const: OK", "examples: [OK]"],
    rule: "response-union",
    fix: /Add properties\.status\.const/,
  },
  "an example that does not fit its schema": {
    file: "components/examples/SamePersonExample.yaml",
    change: ["similarity: 97.501", "similarity: high"],
    rule: "no-invalid-media-type-examples",
    fix: /must be number/,
  },
  "a reference to nowhere": {
    file: german,
    change: ["CardImageBody.yaml", "CardImagesBody.yaml"],
    rule: "no-unresolved-refs",
    fix: /Can't resolve/,
  },
};

/** Rules of Redocly, which reads the source; the others are Spectral's, on the bundle. */
function isSourceRule(rule: string): boolean {
  return rule.startsWith("house/") || rule.startsWith("no-");
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "faults-"));
  await cp(contractFolder, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("lint", () => {
  it("is clean on the contract, without a warning", async () => {
    expect(await lintContract(contractFolder)).toEqual([]);
  });

  it.each(Object.entries(faults))("finds %s", async (_name, fault) => {
    const file = path.join(folder, fault.file);
    const before = await readFile(file, "utf8");
    const after = before.replace(...fault.change);
    if (fault.renameTo === undefined) expect(after).not.toBe(before);
    await writeFile(file, after);
    if (fault.renameTo !== undefined) {
      await rename(file, path.join(folder, fault.renameTo));
      const root = path.join(folder, "openapi.yaml");
      const contents = await readFile(root, "utf8");
      await writeFile(root, contents.replace(fault.file, fault.renameTo));
    }
    const problems = await (isSourceRule(fault.rule) ? lintSource : lintBundle)(folder);
    const found = problems.filter(
      (problem) => problem.rule === fault.rule && problem.severity === "error",
    );
    const shownIn = path.join(folder, fault.renameTo ?? fault.shownIn ?? fault.file);
    expect(found.map(({ file: place, message }) => `${place}: ${message}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${escapeRegExp(shownIn)}: .*${fault.fix.source}`)),
    );
  });
});
