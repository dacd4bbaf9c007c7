import { catalogue } from "@aisolution/openapi";
import { offeredAnswers } from "./answer.js";
import { limits } from "./limits.js";

/** Answers that were set beforehand, by operation; each is given once. */
export interface AnswerQueue {
  /**
   * Sets the next answers of an operation, behind those that are set already.
   *
   * @throws TypeError when there is no such operation, or it has no such answer, or too many would wait; nothing is
   *   set then
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
      const waiting = queues.get(operationId) ?? [];
      if (waiting.length + keys.length > limits.queuedAnswers) {
        throw new TypeError(
          `At most ${String(limits.queuedAnswers)} answers can wait for ${operationId}. There are ${String(waiting.length)}, and ${String(keys.length)} more were given.`,
        );
      }
      queues.set(operationId, waiting.concat(keys));
    },
    take: (operationId) => queues.get(operationId)?.shift(),
    reset() {
      queues.clear();
    },
  };
}
