import { catalogue, type Catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { child, isNode, list } from "../../openapi/lint/document.js";
import { arazzoTarget } from "./arazzo.js";

async function emitted(changed: Catalogue = catalogue): Promise<string> {
  const [file] = await arazzoTarget.emit({ catalogue: changed, bundle: {} });
  return file?.text ?? "";
}

/** The catalogue without one operation. */
function without(operationId: string): Catalogue {
  const operations = catalogue.operations.filter((one) => one.operationId !== operationId);
  return { ...catalogue, operations };
}

describe("the Arazzo target", () => {
  it.each(["addFace", "searchFaces", "deleteFace", "getWhatsAppDetail"])(
    "says that it cannot do without %s",
    async (operationId) => {
      await expect(async () => emitted(without(operationId))).rejects.toThrow(
        `The catalogue has no operation ${operationId}.`,
      );
    },
  );

  it("says which field it misses", async () => {
    const operations = catalogue.operations.map((operation) => ({
      ...operation,
      request: {
        ...operation.request,
        fields: operation.request.fields.filter(({ name }) => name !== "person_id"),
      },
    }));
    await expect(async () => emitted({ ...catalogue, operations })).rejects.toThrow(
      "deleteFace has no field person_id for a workflow.",
    );
    const messages = catalogue.messages.map((message) => ({
      ...message,
      fields: message.fields.filter(({ name }) => name !== "person_id"),
    }));
    await expect(async () => emitted({ ...catalogue, messages })).rejects.toThrow(
      "addFace answers with no person_id for a workflow.",
    );
  });

  it("finds the field in any message of the operation", async () => {
    const [first] = catalogue.messages;
    if (first === undefined) throw new Error("The catalogue has no message.");
    const other = { ...first, name: "Other", fields: [] };
    const operations = catalogue.operations.map((operation) => {
      const [outcome, ...more] = operation.outcomes;
      if (operation.operationId !== "addFace" || outcome === undefined) return operation;
      const message = { ...outcome.message, name: other.name };
      return { ...operation, outcomes: [{ ...outcome, message }, outcome, ...more] };
    });
    const messages = [other, ...catalogue.messages];
    await expect(emitted({ ...catalogue, operations, messages })).resolves.toContain("person_id");
  });

  it("says that nothing has to be waited for", async () => {
    const operations = catalogue.operations.map((operation) => ({
      ...operation,
      outcomes: operation.outcomes.filter(({ retry }) => retry !== "poll"),
    }));
    await expect(async () => emitted({ ...catalogue, operations })).rejects.toThrow(
      "getWhatsAppDetail has no outcome that a workflow could wait for.",
    );
  });

  it("gives the same bytes each time", async () => {
    expect(await emitted()).toBe(await emitted());
  });

  it("hides the token, and gives all other inputs a value", async () => {
    const document: unknown = parse(await emitted());
    const workflows = list(isNode(document) ? document["workflows"] : undefined);
    expect(workflows).toHaveLength(2);
    for (const workflow of workflows) {
      const { token, ...others } = child(child(workflow, "inputs"), "properties");
      expect(token).toMatchObject({ format: "password" });
      expect(token).not.toHaveProperty("default");
      for (const input of Object.values(others)) expect(input).toHaveProperty("default");
    }
  });

  it("sends no call twice that must not be sent twice", async () => {
    expect(await emitted()).not.toContain("$inputs.callback");
  });
});
