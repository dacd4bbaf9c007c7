/**
 * Puts deliberate faults into copies of the contract. Lint must name the file of each and say what to
 * do.
 */
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extensionSchemas } from "../../openapi/lint/extension-schemas.js";
import { contractFolder } from "../../scripts/lib/paths.js";
import type { Problem } from "../../scripts/lint/problem.js";
import { lintContract } from "../../scripts/spec-lint.js";
import { runScript } from "../support/run.js";

interface Fault {
  readonly file: string;
  /** File that the problem is shown in, where it is another one. */
  readonly shownIn?: string;
  readonly change: readonly [string | RegExp, string];
  readonly renameTo?: string;
  /** More files to write. */
  readonly also?: Readonly<Record<string, string>>;
  /** Whether the place depends on the order in which files are read. */
  readonly shownAnywhere?: boolean;
  readonly rule: string;
  readonly fix: RegExp;
}

/** Each fault has files of its own, so that all of them fit into one copy without hiding each other. */
const faults: Record<string, Fault> = {
  "an operationId with a verb of its own": {
    file: "paths/identity-card/de_ocr-general.yaml",
    change: ["recognizeGermanIdCard", "readGermanIdCard"],
    rule: "operation-id",
    fix: /Begin with one of recognize, compare/,
  },
  "a field whose name would be code": {
    file: "components/schemas/MexicanIdCard.yaml",
    change: ["  municipalNumber:\n", '  "municipal*/Number":\n'],
    rule: "contract-names",
    fix: /is not valid as a field\. Use letters, digits and underscores/,
  },
  "an outcome without an example": {
    file: "paths/identity-card/se_ocr-general.yaml",
    change: [/ +fail:\n.*\n/, ""],
    rule: "outcome-examples",
    fix: /Add one under the key fail/,
  },
  "an example without an outcome": {
    file: "paths/identity-card/no_ocr-general.yaml",
    change: [/( +)fail:\n(.*\n)/, "$1fail:\n$2$1failed:\n$2"],
    rule: "outcome-examples",
    fix: /Use one of ok, fail/,
  },
  "an example that shows another outcome": {
    file: "components/examples/PersonIdNotExistExample.yaml",
    shownIn: "paths/face/delface.yaml",
    change: ["status: PERSON_ID_NOT_EXIST", "status: RETRY_LATER"],
    rule: "outcome-examples",
    fix: /Give it the status PERSON_ID_NOT_EXIST/,
  },
  "a JSON request": {
    file: "components/requestBodies/DeleteFaceBody.yaml",
    shownIn: "paths/face/delface.yaml",
    change: ["application/x-www-form-urlencoded", "application/json"],
    rule: "form-content-type",
    fix: /Declare application\/x-www-form-urlencoded/,
  },
  "an operation without security": {
    file: "paths/identity-card/in_ocr_pan-general.yaml",
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
    file: "components/schemas/AddFaceDetectFailed.yaml",
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
    file: "paths/identity-card/ocr_id.yaml",
    change: ["identity card.\n", "identity card\n"],
    rule: "summary-sentence",
    fix: /Add one/,
  },
  "a summary written as a title": {
    file: "paths/identity-card/mx_ocr-general.yaml",
    change: ["Recognise a Mexican voter card.", "Recognise Mexican Voter Cards."],
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
    file: "paths/driving-licence/de_dl_ocr-general.yaml",
    renameTo: "paths/driving-licence/german.yaml",
    change: ["", ""],
    rule: "house/path-file",
    fix: /Name the file de_dl_ocr-general\.yaml/,
  },
  "one operationId at two URLs": {
    file: "paths/identity-card/co_ocr_back-general.yaml",
    change: ["recognizeColombianIdCardBack", "recognizeColombianIdCardFront"],
    rule: "house/path-file",
    fix: /operationId of its own/,
  },
  "an answer without a constant status": {
    file: "components/schemas/GermanIdCardSuccess.yaml",
    change: ["const: OK", "examples: [OK]"],
    rule: "response-union",
    fix: /Add properties\.status\.const/,
  },
  "a path that is inline": {
    file: "openapi.yaml",
    change: ["webhooks:", "  /v1/inline:\n    post: {}\nwebhooks:"],
    rule: "house/path-file",
    fix: /Move it to paths\/<family>\/inline\.yaml/,
  },
  "a method other than POST": {
    file: "paths/face/searchface.yaml",
    change: ["post:", "put:"],
    rule: "house/path-file",
    fix: /one post operation and nothing else/,
  },
  "a file in the folder of another family": {
    file: "paths/face/idholding.yaml",
    change: ["- face", "- whatsapp"],
    rule: "house/path-file",
    fix: /Set tags to \[face\]/,
  },
  "two components of one name": {
    file: "components/responses/TooManyRequests.yaml",
    change: ["../headers/RetryAfter.yaml", "../headers/Fail/Image.yaml"],
    also: {
      "components/headers/Fail/Image.yaml": "description: Same name.\nschema:\n  type: string\n",
    },
    rule: "house/component-file",
    fix: /Rename one/,
    shownAnywhere: true,
  },
  "an operation without a summary": {
    file: "paths/identity-card/co_ocr_front-general.yaml",
    change: [/ +summary: .*\n/, ""],
    rule: "text-present",
    fix: /has no summary\. Write one/,
  },
  "a schema without a title": {
    file: "components/schemas/WhatsAppAvatar.yaml",
    change: [/title: .*\n/, ""],
    rule: "schema-text-present",
    fix: /has no title\. Write one/,
  },
  "an example without a summary": {
    file: "components/examples/NotSureExample.yaml",
    change: [/summary: .*\n/, ""],
    rule: "example-summary-present",
    fix: /has no summary\. Write one/,
  },
  "a description without a full stop": {
    file: "components/schemas/WhatsAppSignature.yaml",
    change: ["Status text of the account.", "Status text of the account"],
    rule: "description-sentence",
    fix: /Add one/,
  },
  "a token on a webhook": {
    file: "webhooks/whatsapp-detail.yaml",
    change: [/ +security: \[\]\n/, ""],
    rule: "callback-security",
    fix: /Set security to \[\]/,
  },
  "a webhook with another verb": {
    file: "webhooks/whatsapp-detail.yaml",
    change: ["receiveWhatsAppDetail", "getWhatsAppDetailResult"],
    rule: "callback-operation-id",
    fix: /Begin with one of receive/,
  },
  "a webhook that differs from its callback": {
    file: "webhooks/whatsapp-detail.yaml",
    shownIn: "paths/whatsapp/gliswadetail.yaml",
    change: [/ +- \$ref: .*Avatar.*\n/, ""],
    rule: "callback-twin",
    fix: /Write the same in both/,
  },
  "a typing error in an extension": {
    file: "components/schemas/FaceGroupEntry.yaml",
    change: ["x-secret", "x-sercet"],
    rule: "known-extensions",
    fix: /x-sercet is no extension/,
  },
  "an HTTP error that one operation lacks": {
    file: "paths/identity-card/th_ocr-general.yaml",
    change: [/ +"418":\n.*\n/, ""],
    rule: "http-errors",
    fix: /418 are missing here/,
  },
  "limits of pictures that disagree": {
    file: "components/schemas/Image.yaml",
    change: ["maxLength: 2796204", "maxLength: 1000"],
    rule: "image-limits",
    fix: /Set it to 2796204/,
  },
  "an unknown kind of document": {
    file: "components/schemas/IndianPan.yaml",
    change: ["type: tax-card", "type: passport"],
    rule: "x-document-form",
    fix: /README\.md shows the form/,
  },
  "an unknown kind of failure": {
    file: "components/schemas/InvalidFaceNum.yaml",
    change: ["x-failure: face", "x-failure: oops"],
    rule: "x-failure-form",
    fix: /README\.md shows the form/,
  },
  "an unknown cause": {
    file: "components/schemas/ImageInvalidSize.yaml",
    change: ["x-cause: image-size", "x-cause: image"],
    rule: "x-cause-form",
    fix: /README\.md shows the form/,
  },
  "an assumption that is no sentence": {
    file: "components/schemas/DeleteFaceRequest.yaml",
    change: [/x-assumed: .*/, "x-assumed: no sentence"],
    rule: "x-assumed-form",
    fix: /README\.md shows the form/,
  },
  "accepted characters that are a sentence": {
    file: "components/schemas/WhatsAppDetailRequest.yaml",
    change: ["x-accepts: letters from A to Z", "x-accepts: Letters from A to Z."],
    rule: "x-accepts-form",
    fix: /README\.md shows the form/,
  },
  "a picture format that is none": {
    file: "components/schemas/Image.yaml",
    change: ["- image/bmp", "- bmp"],
    rule: "x-image-form",
    fix: /README\.md shows the form/,
  },
  "a secret that is a text": {
    file: "components/schemas/FaceMatch.yaml",
    change: ["  person_id:\n", "  person_id:\n    x-secret: maybe\n"],
    rule: "x-secret-form",
    fix: /README\.md shows the form/,
  },
  "a variant without a condition": {
    file: "components/schemas/WhatsAppDetailSuccess.yaml",
    change: [/ +when:\n.*\n.*equals: unavailable\n/, ""],
    rule: "x-variants-form",
    fix: /README\.md shows the form/,
  },
  "an example that does not fit its schema": {
    file: "components/examples/SamePersonExample.yaml",
    change: ["similarity: 97.501", "similarity: high"],
    rule: "no-invalid-media-type-examples",
    fix: /must be number/,
  },
};

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Puts faults into a copy of the contract. */
async function putInto(folder: string, broken: readonly Fault[]): Promise<void> {
  for (const { file, change, renameTo, also = {} } of broken) {
    for (const [name, text] of Object.entries(also)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const source = path.join(folder, file);
    const before = await readFile(source, "utf8");
    const after = before.replace(...change);
    if (renameTo === undefined) expect(after, file).not.toBe(before);
    await writeFile(source, after);
    if (renameTo === undefined) continue;
    await rename(source, path.join(folder, renameTo));
    const root = path.join(folder, "openapi.yaml");
    const contents = await readFile(root, "utf8");
    expect(contents).toContain(file);
    await writeFile(root, contents.replace(file, renameTo));
  }
}

let folder = "";
let problems: readonly Problem[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "faults-"));
  await cp(contractFolder, folder, { recursive: true });
  await putInto(folder, Object.values(faults));
  problems = await lintContract(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("lint", () => {
  it("is clean on the contract, without a warning", async () => {
    expect(await lintContract(contractFolder)).toEqual([]);
  });

  it.each(Object.entries(faults))("finds %s, names the file and the fix", (_name, fault) => {
    const shownIn = path.join(folder, fault.renameTo ?? fault.shownIn ?? fault.file);
    const found = problems.filter(
      ({ rule, severity }) => rule === fault.rule && severity === "error",
    );
    expect(found.map(({ file, message }) => `${file}: ${message}`)).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^${fault.shownAnywhere === true ? "" : escapeRegExp(shownIn)}.*: .*${fault.fix.source}`,
        ),
      ),
    );
  });

  it("has one line for a fault in a branch of a union that has more, and many references", () => {
    const file = path.join(folder, "components/examples/SamePersonExample.yaml");
    expect(problems.filter((problem) => problem.file === file)).toEqual([
      expect.objectContaining({
        line: 5,
        message: expect.stringMatching(/`similarity` property type must be number\.$/),
      }),
    ]);
  });

  it("has a fault for each of its own rules", async () => {
    const ruleset = await readFile(path.join(contractFolder, "lint/ruleset.js"), "utf8");
    const own = [...ruleset.matchAll(/^ {4}"([a-z-]+)": \{$/gm)].map(([, name]) => name);
    const forms = Object.keys(extensionSchemas).map((name) => `${name}-form`);
    const tested = Object.values(faults).map(({ rule }) => rule);
    expect(own.length).toBeGreaterThan(15);
    expect([...own, ...forms].filter((name) => !tested.includes(name ?? ""))).toEqual([]);
  });

  it("finds one fault alone, and nothing else", async () => {
    const alone = await mkdtemp(path.join(tmpdir(), "fault-"));
    try {
      await cp(contractFolder, alone, { recursive: true });
      const fault = faults["an unknown attribute"];
      if (fault === undefined) throw new Error("The table has no such fault.");
      await putInto(alone, [fault]);
      expect(await lintContract(alone)).toEqual([
        {
          file: path.join(alone, fault.file),
          line: expect.any(Number),
          column: expect.any(Number),
          severity: "error",
          rule: fault.rule,
          message: expect.stringMatching(fault.fix),
        },
      ]);
    } finally {
      await rm(alone, { recursive: true, force: true });
    }
  });

  it.each([
    ["a reference to nowhere", ["FaceImageBody.yaml", "FaceImagesBody.yaml"], "no-unresolved-refs"],
    ["a file that is no YAML", ["post:", "post: [:"], "no-unresolved-refs"],
  ] as const)("shows %s, which leaves no bundle, and ends with 1", async (_name, change, rule) => {
    const alone = await mkdtemp(path.join(tmpdir(), "fault-"));
    try {
      await cp(contractFolder, alone, { recursive: true });
      const file = "paths/face/addface.yaml";
      await putInto(alone, [{ file, change, rule, fix: /./ }]);
      const lint = await runScript("scripts/spec-lint.ts", alone);
      expect(lint.exitCode).toBe(1);
      expect(lint.stderr).toMatch(
        new RegExp(`\\.yaml:\\d+:\\d+ {2}error {2}${rule} {2}.*face`, "i"),
      );
      expect(lint.stdout).toMatch(/^\d+ errors, 0 warnings\.\n$/);
      const github = await runScript("scripts/spec-lint.ts", alone, "--format", "github");
      expect(github.exitCode).toBe(1);
      expect(github.stdout).toMatch(
        new RegExp(`^::error file=.*\\.yaml,line=\\d+,col=\\d+,title=${rule}::.*face`, "im"),
      );
      expect(github.stderr).toMatch(/^\d+ errors, 0 warnings\.\n$/);
    } finally {
      await rm(alone, { recursive: true, force: true });
    }
  });
});
