import { readFile } from "node:fs/promises";
import { catalogue } from "@aisolution/openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { child, isNode, resolve } from "../../openapi/lint/document.js";
import { withoutStop } from "../lib/markdown.js";
import { meaningText } from "../lib/meaning-text.js";
import { outcomesTable } from "../lib/operation-text.js";
import type { Node } from "../lib/reader.js";
import { codeSamples } from "../targets/samples.js";
import { notesFor, placesOfField, readApiNotes, type ApiNote } from "./api-notes.js";
import { contractForReaders, sampleLabel } from "./contract-for-readers.js";
import { pageAddress } from "./page-address.js";

describe("contractForReaders", () => {
  let bundle: Node;
  let contract: Node;
  let notes: readonly ApiNote[];

  const read = (): Node =>
    contractForReaders({
      bundle,
      catalogue,
      notes,
      samples: (operation) => codeSamples(operation, catalogue),
    });

  beforeAll(async () => {
    const file = new URL("../../packages/openapi/openapi.json", import.meta.url);
    const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
    if (!isNode(parsed)) throw new Error("The bundle is not an object.");
    bundle = parsed;
    notes = readApiNotes(
      await readFile(new URL("../../docs/api-notes.md", import.meta.url), "utf8"),
    );
    contract = read();
  });

  it("leaves the bundle as it is", () => {
    const before = structuredClone(bundle);
    read();
    expect(bundle).toEqual(before);
  });

  it.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
    "shows the outcomes of %s",
    (operationId, full) => {
      const { path, summary, outcomes } = full;
      const operation = child(child(child(contract, "paths"), path), "post");
      expect(operation["summary"]).toBe(withoutStop(summary));
      expect(operation["description"]).toContain(`\`${operationId}\``);
      const answer = child(child(operation, "responses"), "200");
      const media = child(child(answer, "content"), "application/json");
      expect(answer["description"]).toContain(outcomesTable(full));
      for (const { key, example } of outcomes) {
        expect(child(media, "examples")[key]).toEqual({
          summary: sampleLabel(key, example.summary),
          value: example.value,
        });
      }
      expect(Object.keys(child(media, "examples"))).toEqual(outcomes.map(({ key }) => key));
      expect(operation["x-codeSamples"]).toHaveLength(codeSamples(full, catalogue).length);
    },
  );

  it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
    "shows billing and retry of HTTP %i",
    (_, { name, billing, retry }) => {
      const answer = resolve(contract, { $ref: `#/components/responses/${name}` });
      expect(answer["description"]).toContain(`Billing: \`${billing}\`. Retry: \`${retry}\`.`);
      expect(answer["description"]).toContain("assumed");
    },
  );

  it("takes the stop from the headings of callbacks and webhooks, too", () => {
    const headings = JSON.stringify(contract).match(/"summary":"[^"]*WhatsApp lookup\.?"/g);
    expect(headings).toEqual(Array(2).fill('"summary":"Receive the result of a WhatsApp lookup"'));
  });

  it.each(catalogue.messages.map((message) => [message.name, message] as const))(
    "says what each field of %s means, and links its notes",
    (name, { fields }) => {
      for (const field of fields) {
        const schema = resolve(contract, { $ref: `#/components/schemas/${name}` });
        const { description } = child(child(schema, "properties"), field.name);
        if (field.meaning !== undefined) {
          expect(description).toContain(meaningText(field.meaning));
        }
        for (const { id } of notesFor(notes, ...placesOfField(name, field))) {
          expect(description).toContain(`(api-notes.html#${id})`);
        }
      }
    },
  );

  it.each([
    ["WhatsAppDetail", "whatsapp"],
    ["WhatsAppDetail", "avatar"],
    ["FaceComparison", "result"],
  ])("keeps what %s.%s is", (name, field) => {
    const said = resolve(bundle, {
      $ref: `#/components/schemas/${name}/properties/${field}`,
    });
    const whole = resolve(bundle, said);
    const shown = resolve(contract, { $ref: `#/components/schemas/${name}` });
    const { description } = child(child(shown, "properties"), field);
    expect(description).toContain(whole["description"]);
  });

  it("leads to every note", () => {
    const text = JSON.stringify(contract);
    const missed = notes.filter(({ id }) => !text.includes(`(api-notes.html#${id})`));
    expect(missed.map(({ id, concerns }) => [id, ...concerns])).toEqual([]);
  });

  it.each(["paths", "webhooks"])(
    "links the notes of a callback from where it stands in %s",
    (part) => {
      const text = JSON.stringify(child(contract, part));
      const names = [...text.matchAll(/"operationId":"(receive\w+)"/g)].map(
        ([, name = ""]) => name,
      );
      expect(names).toHaveLength(1);
      const own = notesFor(notes, ...names);
      expect(own.length).toBeGreaterThan(0);
      for (const { id } of own) expect(text).toContain(`(${pageAddress.notes}#${id})`);
    },
  );

  it.each(catalogue.authentication.map(({ scheme, assumed }) => [scheme, assumed] as const))(
    "says whether the place %s of the token is assumed",
    (scheme, assumed) => {
      const place = resolve(contract, { $ref: `#/components/securitySchemes/${scheme}` });
      expect(String(place["description"]).includes("Assumed: ")).toBe(assumed !== undefined);
      expect(place["description"]).toContain("api-notes.html#");
    },
  );

  it("keeps fields and headers whose names look like extensions", () => {
    const odd = structuredClone(bundle);
    const { properties } = resolve(odd, { $ref: "#/components/schemas/GermanIdCard" });
    if (isNode(properties)) {
      properties["x-note"] = { type: "string", "x-field": {} };
      properties["example"] = { type: "string", "x-field": {} };
    }
    const shown = contractForReaders({ bundle: odd, catalogue, notes, samples: () => [] });
    const fields = child(
      resolve(shown, { $ref: "#/components/schemas/GermanIdCard" }),
      "properties",
    );
    expect(fields["x-note"]).toEqual({ type: "string" });
    expect(fields["example"]).toEqual({ type: "string" });
  });

  it("has no extension that nobody would see", () => {
    const names = JSON.stringify(contract).match(/"x-[\w-]+":/g);
    expect([...new Set(names)].sort()).toEqual(['"x-codeSamples":', '"x-displayName":']);
  });
});
