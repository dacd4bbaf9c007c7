/** What Postman and Bruno show beside a request or a collection, as Markdown. */
import type { Catalogue, Operation } from "@aisolution/openapi";
import { mockAddress } from "../../packages/mock/src/default-addresses.js";
import { code, prose } from "./escape/markdown.js";
import { imageFields } from "./image-fields.js";
import { httpErrorsTable, imageLimitsText, outcomesTable, requestTable } from "./operation-text.js";
import { legend } from "./value-text.js";

/** Where `npm run mock` serves. */
export const mockUrl = `http://${mockAddress.host}:${String(mockAddress.port)}`;

/** A token that the mock takes like any other. It is no secret. */
export const mockToken = "test";

/** What a program says that would send a request without a token. */
export const tokenAdvice = [
  "Nothing was sent: the variable token is empty.",
  "Set it in the environment that you have chosen, or among the variables of the collection.",
  `The mock takes any text, as "${mockToken}".`,
].join(" ");

/** What an operation does, what it takes, and what it answers. */
export function operationText(operation: Operation, { image }: Catalogue): string {
  const { operationId, description, outcomes, request } = operation;
  return [
    prose(description),
    `Operation ${code(operationId)}. ${prose(request.description)}`,
    ...(imageFields(operation).length > 0
      ? [
          `The picture here is a small placeholder: put your own in its place, as base64. ${imageLimitsText(image)}`,
        ]
      : []),
    "## Form",
    requestTable(operation),
    "## Outcomes",
    "They come with HTTP 200; the tests of this request know them.",
    outcomesTable(operation),
    legend(outcomes),
  ].join("\n\n");
}

/**
 * What someone has to know before the first call.
 *
 * @param notes how the program takes the address and the token
 */
export function collectionText(catalogue: Catalogue, notes: readonly string[]): string {
  return [
    "## Before the first call",
    ...notes,
    [
      `The mock costs nothing and serves ${mockUrl}: \`npm run mock\` of the toolkit starts it. Calls to`,
      `${catalogue.server} can be charged, and what they send leaves your machine. A run of the whole collection`,
      "adds a face to the group, and deletes it again.",
    ].join(" "),
    "## Answers outside HTTP 200",
    httpErrorsTable(catalogue.httpErrors),
    legend(catalogue.httpErrors),
  ].join("\n\n");
}
