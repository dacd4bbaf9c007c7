import { catalogue } from "@aisolution/openapi";
import type { Answer } from "./answer.js";
import { limits } from "./limits.js";
import { nearestName } from "@aisolution/options";
import { prepareAnswer, type PreparedAnswer } from "./own-answer.js";

/** Answers that were set beforehand, by operation; each is given once. */
export interface AnswerQueue {
  /**
   * Sets the next answers of an operation, behind those that are set already.
   *
   * @throws TypeError when there is no such operation, or it has no such answer, or too many would wait; nothing is
   *   set then
   */
  add(operationId: string, answers: readonly unknown[]): void;
  take(operationId: string): Answer | undefined;
  reset(): void;
}

export function createAnswerQueue(): AnswerQueue {
  const queues = new Map<string, PreparedAnswer[]>();
  let size = 0;
  return {
    add(operationId, answers) {
      const operation = catalogue.operations.find((one) => one.operationId === operationId);
      if (operation === undefined) throw noSuchOperation(operationId);
      const waiting = queues.get(operationId) ?? [];
      if (waiting.length + answers.length > limits.queuedAnswers) {
        throw new TypeError(
          `At most ${String(limits.queuedAnswers)} answers can wait for ${operationId}. There are ${String(waiting.length)}, and ${String(answers.length)} more were given.`,
        );
      }
      const prepared = answers.map((answer) => prepareAnswer(operation, answer));
      const added = prepared.reduce((sum, answer) => sum + answer.size, 0);
      if (size + added > limits.ownAnswers) {
        throw new TypeError(
          `The own answers that wait can have at most ${String(limits.ownAnswers)} characters in all.`,
        );
      }
      size += added;
      queues.set(operationId, waiting.concat(prepared));
    },
    take(operationId) {
      const next = queues.get(operationId)?.shift();
      size -= next?.size ?? 0;
      return next?.answer;
    },
    reset() {
      queues.clear();
      size = 0;
    },
  };
}

function noSuchOperation(operationId: string): TypeError {
  const known = catalogue.operations.map((one) => one.operationId);
  const near = nearestName(operationId, known);
  return new TypeError(
    `There is no such operation${near === undefined ? "" : `; the nearest is ${near}`}. The operations are ${known.join(", ")}.`,
  );
}
