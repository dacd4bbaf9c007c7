import type { Operation } from "@aisolution/openapi";
import { httpAnswer, noSuchAnswer, offeredAnswers, type Answer, type ChosenBy } from "./answer.js";
import type { AnswerQueue } from "./answer-queue.js";
import { checkInput } from "./check-input.js";
import type { FaceGroups } from "./face-groups.js";
import { readForm } from "./form.js";
import { faceAnswer } from "./live-faces.js";
import type { Lookups } from "./live-lookups.js";
import { magicImageKey } from "./magic-image.js";
import { magicTextField, magicTextKey } from "./magic-value.js";
import type { ReceivedImage } from "./received-image.js";
import type { Traffic } from "./traffic.js";
import { wishedAnswer } from "./wish.js";

/** A call of an operation, as it came. */
export interface Call {
  readonly operation: Operation;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly prefer: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What calls change and depend on. */
export interface MockState {
  readonly faces: FaceGroups;
  readonly lookups: Lookups;
  readonly queue: AnswerQueue;
  readonly traffic: Traffic;
  /** Makes an answer up; not there where the contract's examples are the answers. */
  readonly invent: ((operation: Operation) => Promise<Answer>) | undefined;
}

/** An answer, with what was read of the call. */
export interface AnsweredCall {
  readonly answer: Answer;
  readonly fields: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, ReceivedImage>;
}

/**
 * Answers a call that has a token. What asks for an answer goes first, in this order: the request itself, the
 * control, the token, and then, where the service would accept the form, a picture or another value.
 */
export async function answerCall(state: MockState, call: Call): Promise<AnsweredCall> {
  const { operation, query, token, prefer, contentType, body } = call;
  const form = readForm(operation, contentType, body);
  if ("problem" in form) {
    const answer = httpAnswer(400, "input", form.problem);
    return { answer, fields: new Map(), images: new Map() };
  }
  const { fields } = form;
  const { images, refusal } = checkInput(operation, fields);
  const answer =
    wishedAnswer(operation, prefer, query) ??
    state.queue.take(operation.operationId) ??
    offered(operation, magicTextKey(token), "token") ??
    state.traffic.failure(operation, token) ??
    refusal ??
    offered(operation, imageKey(images), "image") ??
    offered(operation, valueKey(operation, fields), "value") ??
    state.lookups.answer(operation, token, fields) ??
    faceAnswer(state.faces, operation, token, fields, images) ??
    (await state.invent?.(operation)) ??
    offeredAnswers(operation)[0]?.make("default");
  if (answer === undefined) throw new Error(`${operation.operationId} has no answer.`);
  return { answer, fields, images };
}

function offered(
  operation: Operation,
  key: string | undefined,
  chosenBy: ChosenBy,
): Answer | undefined {
  if (key === undefined) return undefined;
  const answer = offeredAnswers(operation).find((candidate) => candidate.key === key);
  // A real token can look like a magic one, and so can a value: neither is repeated.
  const wanted = chosenBy === "token" || chosenBy === "value" ? "of that name" : key;
  return answer?.make(chosenBy) ?? noSuchAnswer(operation, wanted, chosenBy);
}

function imageKey(images: ReadonlyMap<string, ReceivedImage>): string | undefined {
  for (const { bytes } of images.values()) {
    const key = magicImageKey(bytes);
    if (key !== undefined) return key;
  }
  return undefined;
}

function valueKey(operation: Operation, fields: ReadonlyMap<string, string>): string | undefined {
  const field = magicTextField(operation);
  return field === undefined ? undefined : magicTextKey(fields.get(field) ?? "");
}
