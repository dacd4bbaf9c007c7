import type { Operation } from "@aisolution/openapi";
import type { Answer } from "./answer.js";
import type { Prism } from "./prism.js";

/** Makes an answer of an operation up: Prism's invention from the schema. */
export async function inventAnswer(prism: Prism, operation: Operation): Promise<Answer> {
  const { method, path, request } = operation;
  // The form of the caller has been checked, and can be large; Prism gets the contract's example.
  const { code, headers, body } = await prism(
    {
      method,
      path,
      query: { token: "token" },
      headers: { "content-type": request.contentType },
      body: new URLSearchParams(request.examples[0]?.value).toString(),
    },
    { dynamic: true, code: 200 },
  );
  return { code, headers, body, key: "dynamic", chosenBy: "default" };
}
