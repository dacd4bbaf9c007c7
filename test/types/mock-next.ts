/** What `mock.next` takes: ids, keys and messages of the contract, and nothing else. */
import type { Mock, NextAnswer } from "@aisolution/mock";
import { test } from "@aisolution/mock/vitest";
import type { AnswerKey, HttpErrorKey, OperationId } from "@aisolution/openapi";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const deleteKeys: Same<
  AnswerKey<"deleteFace">,
  "ok" | "person-id-not-exist" | "retry-later" | HttpErrorKey
> = true;

export function right(mock: Mock, id: OperationId, shared: "retry-later" | "gone"): void {
  mock.next("recognizeGermanIdCard", "retry-later", "ok", "too-many-requests");
  mock.next("recognizeGermanIdCard", { ok: { Surname: undefined, DateOfExpiry: "01.01.2020" } });
  mock.next("recognizeGermanIdCard", "retry-later", { ok: {} }, { fail: "No." });
  mock.next("recognizeGermanIdCard", { ok: { Surname: 7, Extra: 1 }, unchecked: true });
  mock.next("recognizeGermanIdCard", { ok: { Surname: "A" }, unchecked: false });
  mock.next("searchFaces", { ok: [{ confidence: 1, person_id: "a" }] }, { ok: [] });
  mock.next("deleteFace", { ok: null }, { "person-id-not-exist": null });
  mock.next("getWhatsAppDetail", { registered: { signature: undefined, avatar: "no" } });
  mock.next("compareFaces", { "same-person": { similarity: 71.5 } });
  mock.next("addFace", { "service-unavailable": "Closed." });
  // Where the operation is known only when the program runs, each of its answers can be meant.
  mock.next(id, shared);
}

const answers: readonly NextAnswer<"addFace">[] = ["ok", { ok: { person_count: 2 } }];

export function fromList(mock: Mock): void {
  mock.next("addFace", ...answers);
}

export function wrong(mock: Mock, text: string): void {
  // @ts-expect-error There is no such operation.
  mock.next("recogniseGermanIdCard", "ok");
  // @ts-expect-error Any text is no operation.
  mock.next(text, "ok");
  // @ts-expect-error There is no such key.
  mock.next("recognizeGermanIdCard", "retry");
  // @ts-expect-error That is a key of another operation.
  mock.next("recognizeGermanIdCard", "registered");
  // @ts-expect-error There is no such key.
  mock.next("recognizeGermanIdCard", { okay: {} });
  // @ts-expect-error There is no such field.
  mock.next("recognizeGermanIdCard", { ok: { Surnme: "A" } });
  // @ts-expect-error That is another type.
  mock.next("recognizeGermanIdCard", { ok: { Surname: 7 } });
  // @ts-expect-error A required field cannot be taken out.
  mock.next("addFace", { ok: { person_id: undefined } });
  // @ts-expect-error The message of a failure is a text.
  mock.next("recognizeGermanIdCard", { fail: {} });
  // @ts-expect-error The contract has no such value.
  mock.next("getWhatsAppDetail", { registered: { avatar: "maybe" } });
  // @ts-expect-error The option is true or false.
  mock.next("addFace", { ok: {}, unchecked: "yes" });
}

test("has the same mock as `startMock`", ({ mock }) => {
  mock.next("addFace", "retry-later", { ok: { person_count: 3 } });
  // @ts-expect-error There is no such key.
  mock.next("addFace", "retry");
});
