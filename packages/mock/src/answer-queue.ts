import { catalogue } from "@aisolution/openapi";
import { offeredAnswers } from "./answer.js";

/** Answers that were set beforehand, by operation; each is given once. */
export interface AnswerQueue {
  /**
   * Sets the next answers of an operation, behind those that are set already.
   *
   * @throws TypeError when there is no such operation, or it has no such answer; nothing is set then
   */
  add(operationId: string, keys: readonly string[]): void;
  take(operationId: string): string | undefined;
  reset(): void;
}

export function createAnswerQueue(): AnswerQueue {
  const queues = new Map<string, string[]>();
  return {
    add(operationId, keys) {
      const operation = catalogue.operations.find((one) => one.operationId === operationId);
      if (operation === undefined) {
        const known = catalogue.operations.map((one) => one.operationId).join(", ");
        throw new TypeError(`There is no such operation. The operations are ${known}.`);
      }
      const offered = offeredAnswers(operation).map(({ key }) => key);
      if (!keys.every((key) => offered.includes(key))) {
        throw new TypeError(`${operationId} has no such answer. It has ${offered.join(", ")}.`);
      }
      queues.set(operationId, [...(queues.get(operationId) ?? []), ...keys]);
    },
    take: (operationId) => queues.get(operationId)?.shift(),
    reset() {
      queues.clear();
    },
  };
}
