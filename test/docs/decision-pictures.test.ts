/** What the pictures of the guides say is what the catalogue says, above all the advice of the guide on outcomes. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { catalogue, type HttpError, type Outcome, type Retry } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { extensionSchemas } from "../../openapi/lint/extension-schemas.js";
import { readFences } from "../support/guide-blocks.js";
import { repositoryRoot } from "../support/run.js";

const readGuide = (name: string): Promise<string> =>
  readFile(path.join(repositoryRoot, `docs/guides/${name}.md`), "utf8");

const page = await readGuide("outcomes-billing-retries");

/** The values of the catalogue that each advice fits. */
const advices: Readonly<Record<string, readonly Retry[]>> = {
  "Wait, send again": ["backoff"],
  "Ask again later": ["poll", "backoff"],
  "Ask a person": ["ask"],
  "Correct the call": ["never"],
  "Use the message": ["never"],
  "Take another picture": ["never"],
  Stop: ["never"],
};

/** The arrows of the picture whose title begins so: what stands on each, and where it leads. */
function arrowsOf(title: string): ReadonlyMap<string, string> {
  const picture = readFences(page).find(
    ({ language, text }) => language === "mermaid" && text.startsWith(`%% Title: ${title}`),
  );
  const arrows = picture?.text.matchAll(/-->\|([^|]+)\| \w+(?:\[|\(\[)([^\]]+)\]/g) ?? [];
  return new Map([...arrows].map(([, label = "", advice = ""]) => [label, advice]));
}

const afterCall = arrowsOf("Decisions after a call.");
const afterStatus = arrowsOf("Decisions after HTTP 200.");

const outcomes = catalogue.operations.flatMap(({ operationId, outcomes }) =>
  outcomes.map((outcome) => [`${operationId} ${outcome.key}`, outcome] as const),
);
const httpErrors = catalogue.httpErrors.map((error) => [error.code, error] as const);

/** The page says below the picture which answers are pending. */
const [, pendingKeys = ""] = /^- \*\*Pending\*\* is (.*?)\./m.exec(page) ?? [];
const pending = [...pendingKeys.matchAll(/`([\w-]+)`/g)].map(([, key = ""]) => key);

/** A code by itself goes before a class of codes. */
function labelOfCode({ code }: HttpError): string {
  const own = [...afterCall.keys()].find((label) => label.split(", ").includes(String(code)));
  return own ?? `Other ${String(code).charAt(0)}xx`;
}

function labelOfOutcome({ key, status, failure }: Outcome): string {
  if (status === "OK") return pending.includes(key) ? "OK, pending" : "OK";
  if (status !== "RETRY_LATER") return "Any other";
  return failure === "face" ? "RETRY_LATER, no face" : "RETRY_LATER";
}

describe("the pictures of decisions", () => {
  it.each(httpErrors)("advise what the catalogue says of HTTP %i", (_, error) => {
    const advice = afterCall.get(labelOfCode(error)) ?? "";
    expect(advices[advice]).toContain(error.retry);
    // Somebody has to be asked just because a second charge is possible.
    if (advice === "Ask a person") expect(error.billing).toBe("unknown");
    if (advice === "Wait, send again") expect(error.retryAfter).toBe(true);
  });

  it.each(outcomes)("advise what the catalogue says of %s", (_, outcome) => {
    const label = labelOfOutcome(outcome);
    expect(advices[afterStatus.get(label) ?? ""]).toContain(outcome.retry);
    expect(outcome.failure === undefined).toBe(label.startsWith("OK"));
    // The page promises it: a failure with HTTP 200 is free, and so is a pending answer.
    if (label !== "OK") expect(outcome.billing).toBe("free");
  });

  it("have an advice for each value of the catalogue, and none that is unknown", () => {
    const used = [...afterCall.values(), ...afterStatus.values()].filter(
      (advice) => advice !== "Read status",
    );
    expect(Object.keys(advices).sort()).toEqual([...new Set(used)].sort());
    const values = new Set(used.flatMap((advice) => advices[advice] ?? []));
    expect([...values].sort()).toEqual([...extensionSchemas["x-retry"].enum].sort());
  });

  it("name nothing that the catalogue does not have", () => {
    // The first two are no answers: only the client can know of them.
    expect([...afterCall.keys()].sort()).toEqual(
      [
        "Not sent",
        "No answer",
        "HTTP 200",
        ...new Set(catalogue.httpErrors.map(labelOfCode)),
      ].sort(),
    );
    const codes = [...afterCall.keys()].flatMap((label) => label.match(/\b[45]\d\d\b/g) ?? []);
    expect(catalogue.httpErrors.map(({ code }) => String(code))).toEqual(
      expect.arrayContaining(codes),
    );
    expect([...afterStatus.keys()].sort()).toEqual(
      [...new Set(outcomes.map(([, outcome]) => labelOfOutcome(outcome)))].sort(),
    );
    const keys = outcomes.map(([, { key }]) => key);
    expect(pending).toHaveLength(2);
    expect(keys).toEqual(expect.arrayContaining(pending));
  });
});

/** The one picture of a guide. */
async function pictureOf(name: string): Promise<string> {
  const pictures = readFences(await readGuide(name)).filter(
    ({ language }) => language === "mermaid",
  );
  expect(pictures).toHaveLength(1);
  return pictures[0]?.text ?? "";
}

describe("the picture of the guide", () => {
  it("images has the limits of the catalogue", async () => {
    const picture = await pictureOf("images");
    const { maxBytes, recommendedBytes } = catalogue.image;
    const lengths = catalogue.operations.flatMap(({ request }) =>
      request.fields.flatMap(({ kind, maxLength }) => (kind === "image" ? [maxLength] : [])),
    );
    expect(picture).toContain(`at most ${String(maxBytes / 1024 ** 2)} MB<`);
    expect(picture).toContain(`quick up to ${String(recommendedBytes / 1024)} KB]`);
    expect([...new Set(lengths)].map((length) => length?.toLocaleString("en"))).toEqual([
      /at most ([\d,]+) characters\]/.exec(picture)?.[1],
    ]);
  });

  it("errors names classes of its table only", async () => {
    const guide = await readGuide("errors");
    const classes = [...guide.matchAll(/^\| `(\w+Error)` /gm)].map(([, name]) => name);
    const named = (await pictureOf("errors")).match(/\b\w+Error\b/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(classes).toEqual(expect.arrayContaining(named));
  });

  it("normalised-documents gives each field the attribute that the catalogue gives it", async () => {
    const picture = await pictureOf("normalised-documents");
    const countries = new Intl.DisplayNames("en", { type: "region" });
    const known = catalogue.messages.flatMap(({ document, fields }) =>
      document === undefined
        ? []
        : fields.map(
            ({ name, meaning }) =>
              `${countries.of(document.country) ?? ""} ${name} ${meaning?.attribute ?? ""}`,
          ),
    );
    const members = new Map(
      [...picture.matchAll(/(\w+)\(\[(\w+)\]\)/g)].map(([, id = "", name = ""]) => [id, name]),
    );
    const shown = [...picture.matchAll(/\[(\w+)<br\/>(\w+)\] --> (\w+)/g)].map(
      ([, country = "", field = "", id = ""]) => `${country} ${field} ${members.get(id) ?? ""}`,
    );
    expect(shown).toHaveLength(6);
    expect(known).toEqual(expect.arrayContaining(shown));
  });
});
