/** The mock answers from the catalogue; Prism, which reads the contract itself, has to say the same. */
import { startMock, type Mock } from "@aisolution/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPrism, type Prism } from "../../packages/mock/src/prism.js";
import { documentedAnswers, exampleForm, operationTable, postForm } from "./call-mock.js";

let mock: Mock;
let prism: Prism;

beforeAll(async () => {
  [mock, prism] = await Promise.all([startMock({ port: 0 }), loadPrism()]);
});

afterAll(() => mock.close());

describe.each(operationTable)("%s", (_operationId, operation) => {
  it.each(documentedAnswers(operation).map((answer) => [answer.key, answer] as const))(
    "has the status, the body and the documented headers of %s as Prism has them",
    async (key, { code }) => {
      const byPrism = await prism(
        {
          method: operation.method,
          path: operation.path,
          query: { token: "test" },
          headers: { "content-type": operation.request.contentType },
          body: new URLSearchParams(exampleForm(operation)).toString(),
        },
        // The examples of HTTP errors have no key of their own in the contract.
        code === 200 ? { code, exampleKey: key } : { code },
      );
      expect(byPrism.violations).toEqual([]);
      const reply = await postForm(mock.url, operation, { headers: { Prefer: `example=${key}` } });
      expect({ code: reply.code, body: reply.body }).toEqual({
        code: byPrism.code,
        body: byPrism.body,
      });
      for (const [name, value] of Object.entries(byPrism.headers)) {
        expect(reply.headers.get(name), name).toBe(value);
      }
      expect(reply.headers.has("Retry-After")).toBe("Retry-After" in byPrism.headers);
    },
  );
});

it("compares the documented headers of some answers", async () => {
  const [[, operation] = []] = operationTable;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const { method, path, request } = operation;
  const { headers } = await prism(
    {
      method,
      path,
      query: { token: "test" },
      headers: { "content-type": request.contentType },
      body: new URLSearchParams(exampleForm(operation)).toString(),
    },
    { code: 503 },
  );
  expect(headers).toEqual({ "Retry-After": "1" });
});
