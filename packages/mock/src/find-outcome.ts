import type { Operation, Outcome } from "@aisolution/openapi";
import { member } from "./member.js";

/** The outcome of an answer under HTTP 200, if it is a documented one: the first that applies. */
export function findOutcome(operation: Operation, body: unknown): Outcome | undefined {
  const message = member(body, "message");
  return operation.outcomes.find(({ status, when }) => {
    if (member(body, "status") !== status) return false;
    if (when === undefined) return true;
    if ("pattern" in when)
      return typeof message === "string" && new RegExp(when.pattern).test(message);
    return member(message, when.property) === when.equals;
  });
}
