import type { Operation } from "@aisolution/openapi";
import { httpAnswer, outcomeAnswer, type Answer } from "./answer.js";
import { receiveImage, type ReceivedImage } from "./received-image.js";
import { textProblem } from "./text-problem.js";

/** A form whose fields the service would accept. */
export interface CheckedInput {
  readonly images: ReadonlyMap<string, ReceivedImage>;
  /** The answer to a field that the service would refuse. */
  readonly refusal?: Answer;
}

type Cause = NonNullable<Operation["outcomes"][number]["cause"]>;

/** Checks a form as the service does: the causes of refusals are the contract's `x-cause`. */
export function checkInput(
  operation: Operation,
  fields: ReadonlyMap<string, string>,
): CheckedInput {
  const images = new Map<string, ReceivedImage>();
  for (const field of operation.request.fields) {
    const value = fields.get(field.name) ?? "";
    if (value === "") {
      if (!field.required) continue;
      return {
        images,
        refusal: refuse(operation, "parameter", `${field.name} is missing or empty.`),
      };
    }
    if (field.kind === "image") {
      const image = receiveImage(value);
      if ("cause" in image) {
        return { images, refusal: refuse(operation, image.cause, `${field.name} ${image.text}`) };
      }
      images.set(field.name, image);
    } else {
      const problem = textProblem(field, value);
      if (problem !== undefined) {
        return { images, refusal: refuse(operation, "parameter", `${field.name} ${problem}`) };
      }
    }
  }
  return { images };
}

/**
 * The answer of an operation to a mistake of the caller. Where the contract has no outcome for it, that is the one
 * for any wrong parameter, and where there is none either, HTTP 400.
 */
export function refuse(operation: Operation, cause: Cause, reason: string): Answer {
  const outcome =
    operation.outcomes.find((candidate) => candidate.cause === cause) ??
    operation.outcomes.find((candidate) => candidate.cause === "parameter");
  return outcome === undefined
    ? httpAnswer(400, "input", reason)
    : outcomeAnswer(outcome, "input", { reason });
}
