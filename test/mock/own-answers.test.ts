/** Answers with a message of the test's own: merged into the example, and held against the contract. */
import { createClient } from "@aisolution/client";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue, type Operation, type Outcome } from "@aisolution/openapi";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findOutcome } from "../../packages/mock/src/find-outcome.js";
import { limits } from "../../packages/mock/src/limits.js";
import { messageProblem } from "../../packages/mock/src/message-problem.js";
import { nearestName } from "@aisolution/options";
import { schemaValidator } from "../support/contract.js";
import { control, findOperation, operationTable, postForm, setNext } from "./call-mock.js";

const german = findOperation("recognizeGermanIdCard");
const example = german.outcomes[0]?.example.value.message;

let mock: Mock;

beforeEach(async () => {
  mock = await startMock({ port: 0 });
});

afterEach(() => mock.close());

const order = (operationId: string, ...answers: readonly unknown[]) =>
  control(mock.url, "next", JSON.stringify({ operationId, answers }));

const call = (operation: Operation = german) => postForm(mock.url, operation);

describe("an answer of one's own", () => {
  it("has the example, with the fields that were given, and without those that are undefined", async () => {
    mock.next("recognizeGermanIdCard", {
      ok: { Surname: undefined, DateOfExpiry: "01.01.2020" },
    });
    const client = createClient({ token: "test", baseUrl: mock.url, throwOnError: true });
    const card = await client.identityCard.recognizeGermanIdCard({ img: "/9j/4AAQ" });
    const { Surname: _surname, ...rest } = Object(example) as Record<string, unknown>;
    expect(card).toEqual({ ...rest, DateOfExpiry: "01.01.2020" });
    expect(mock.requests()).toMatchObject([{ key: "ok", chosenBy: "control" }]);
    // The next one is as usual.
    expect((await call()).body).toEqual({ status: "OK", message: example });
  });

  it("mixes with keys, in order", async () => {
    mock.next(
      "recognizeGermanIdCard",
      "retry-later",
      { ok: { Surname: "MÜLLER" } },
      { fail: "Nothing to see." },
      "gone",
      { "service-unavailable": "Closed." },
      { "retry-later": "Later." },
    );
    const replies = [];
    for (let count = 0; count < 6; count += 1) replies.push(await call());
    expect(replies).toMatchObject([
      { key: "retry-later" },
      { key: "ok", body: { status: "OK", message: { Surname: "MÜLLER" } } },
      { key: "fail", body: { status: "FAIL", message: "Nothing to see." } },
      { key: "gone", code: 410 },
      { code: 503, body: { status: "SERVICE_UNAVAILABLE", message: "Closed." } },
      { key: "retry-later", body: { message: "Later." } },
    ]);
    expect(replies[4]?.headers.get("Retry-After")).not.toBeNull();
  });

  it("can be a list, or null", async () => {
    const matches = [
      { confidence: 88.5, person_id: "one" },
      { confidence: 12, person_id: "two" },
    ];
    mock.next("searchFaces", { ok: matches }, { ok: [] });
    mock.next("deleteFace", { ok: null });
    const search = findOperation("searchFaces");
    expect((await call(search)).body).toEqual({ status: "OK", message: matches });
    expect((await call(search)).body).toEqual({ status: "OK", message: [] });
    expect((await call(findOperation("deleteFace"))).body).toEqual({ status: "OK", message: null });
  });

  it("does not change when the test changes what it gave", async () => {
    const fields = { Surname: "ONE" };
    mock.next("recognizeGermanIdCard", { ok: fields });
    fields.Surname = "TWO";
    expect((await call()).body).toMatchObject({ message: { Surname: "ONE" } });
  });

  it("can break the contract where that is asked for", async () => {
    mock.next(
      "recognizeGermanIdCard",
      { ok: { Surname: 7, Extra: [true] }, unchecked: true },
      { ok: "text", unchecked: true },
      { fail: { a: 1 }, unchecked: true },
      { "bad-request": 5, unchecked: true },
    );
    const bodies = [];
    for (let count = 0; count < 4; count += 1) bodies.push((await call()).body);
    expect(bodies).toEqual([
      { status: "OK", message: { ...Object(example), Surname: 7, Extra: [true] } },
      { status: "OK", message: "text" },
      { status: "FAIL", message: { a: 1 } },
      { status: "BAD_REQUEST", message: 5 },
    ]);
  });
});

const escape = " To send it all the same, add unchecked: true.";

describe("is refused, and nothing is set:", () => {
  it.each<[string, string, unknown, string | RegExp]>([
    [
      "a wrong type",
      "recognizeGermanIdCard",
      { ok: { Surname: 7 } },
      `The message of ok does not fit recognizeGermanIdCard: Surname must be a string; undefined, or null in JSON, takes the field out.${escape}`,
    ],
    [
      "a mistyped field",
      "recognizeGermanIdCard",
      { ok: { Surnme: "A" } },
      `The message of ok does not fit recognizeGermanIdCard: Surnme is not a field of GermanIdCard. The nearest is Surname.${escape}`,
    ],
    [
      "an unknown field",
      "recognizeGermanIdCard",
      { ok: { Zodiac: "A" } },
      /Zodiac is not a field of GermanIdCard\. The fields are /,
    ],
    [
      "a value that is not documented",
      "compareFaces",
      { "same-person": { result: "PERHAPS" } },
      /result must be one of: SAME PERSON/,
    ],
    [
      "a value of another outcome",
      "compareFaces",
      { "same-person": { result: "NOT SURE" } },
      /: result must be "SAME PERSON"\./,
    ],
    [
      "a number out of its range",
      "compareFaces",
      { "same-person": { similarity: 101 } },
      /similarity must be at most 100\./,
    ],
    [
      "a number that is none",
      "compareFaces",
      { "same-person": { similarity: Number.NaN } },
      /similarity must be a number\./,
    ],
    [
      "a part of a number",
      "addFace",
      { ok: { person_count: 1.5 } },
      /person_count must be an integer\./,
    ],
    [
      "a required field that is taken out",
      "addFace",
      { ok: { person_id: undefined } },
      /: person_id is required\./,
    ],
    [
      "an item of a list",
      "searchFaces",
      {
        ok: [
          { confidence: 1, person_id: "a" },
          { confidence: "1", person_id: "a" },
        ],
      },
      /: \[1\]\.confidence must be a number\./,
    ],
    ["a list that is none", "searchFaces", { ok: {} }, /The message must be an array\./],
    [
      "an object that is none",
      "recognizeGermanIdCard",
      { ok: "text" },
      /The message must be an object\./,
    ],
    [
      "a message that is undefined",
      "recognizeGermanIdCard",
      { ok: undefined },
      /The message must be an object\./,
    ],
    [
      "a text that is none",
      "recognizeGermanIdCard",
      { fail: {} },
      /The message must be a string\./,
    ],
    [
      "a text of another answer",
      "compareFaces",
      { "retry-later": "IMAGEB_FACE_DETECT_FAILED" },
      /makes it the answer imageb-face-detect-failed\./,
    ],
    ["an HTTP error that is no text", "addFace", { gone: {} }, /The message must be a string\./],
    ["null that is none", "deleteFace", { ok: {} }, /The message must be null\./],
    [
      "a mistyped key",
      "addFace",
      "retry-latr",
      /^addFace has no such answer; the nearest is retry-later\. It has ok, /,
    ],
    [
      "a mistyped key with a message",
      "addFace",
      { okay: {} },
      /^addFace has no such answer; the nearest is ok\./,
    ],
    [
      "a key of another operation",
      "addFace",
      "registered",
      /^addFace has no such answer\. It has ok, /,
    ],
    [
      "a mistyped operation",
      "addFaces",
      "ok",
      /^There is no such operation; the nearest is addFace\. The operations are /,
    ],
    [
      "an operation in another spelling",
      "recogniseGermanIDCard",
      "ok",
      /; the nearest is recognizeGermanIdCard\./,
    ],
    [
      "two keys",
      "addFace",
      { ok: {}, fail: "x" },
      /^An answer must have one key, beside unchecked; this one has ok, fail\./,
    ],
    ["no key", "addFace", { unchecked: true }, /this one has none\./],
    ["a number", "addFace", 1, /^An answer must be a key, or an object/],
    ["a list of answers", "addFace", ["ok"], /^An answer must be a key, or an object/],
    [
      "an option that is none",
      "addFace",
      { ok: {}, unchecked: "yes" },
      /^unchecked must be true or false\./,
    ],
    [
      "a value that is none of JSON",
      "addFace",
      { ok: () => 1, unchecked: true },
      /must be a value of JSON/,
    ],
  ])("%s", async (_name, operationId, answer, message) => {
    const set = () => {
      setNext(mock, operationId, "retry-later", answer);
    };
    expect(set).toThrow(TypeError);
    expect(set).toThrow(message);
    const known = catalogue.operations.find((one) => one.operationId === operationId);
    if (known !== undefined) expect((await call(known)).chosenBy).not.toBe("control");
  });

  it("more own answers than can wait", async () => {
    const large = { ok: "x".repeat(1024 * 1024), unchecked: true };
    const half = Array.from({ length: 15 }, () => large);
    setNext(mock, "addFace", ...half);
    const message = `The own answers that wait can have at most ${String(limits.ownAnswers)} characters in all.`;
    expect(() => {
      setNext(mock, "deleteFace", large, large);
    }).toThrow(message);
    // What was given makes room.
    await call(findOperation("addFace"));
    setNext(mock, "deleteFace", large);
    mock.reset();
    setNext(mock, "deleteFace", ...half);
  });
});

describe("over HTTP", () => {
  it("an answer of one's own is set as JSON, where null takes a field out", async () => {
    const answers = ["retry-later", { ok: { Surname: null, DateOfExpiry: "01.01.2020" } }];
    const reply = await order("recognizeGermanIdCard", ...answers);
    expect(reply).toMatchObject({
      code: 200,
      body: { operationId: "recognizeGermanIdCard", answers },
    });
    await call();
    const { body } = await call();
    expect(body).toMatchObject({ status: "OK", message: { DateOfExpiry: "01.01.2020" } });
    expect(Object(Reflect.get(Object(body), "message"))).not.toHaveProperty("Surname");
  });

  it("a message that is null stays one, and unchecked answers are sent", async () => {
    expect((await order("deleteFace", { ok: null })).code).toBe(200);
    expect((await order("addFace", { ok: { person_id: 7 }, unchecked: true })).code).toBe(200);
    expect((await call(findOperation("deleteFace"))).body).toEqual({ status: "OK", message: null });
    expect((await call(findOperation("addFace"))).body).toMatchObject({
      message: { person_id: 7 },
    });
  });

  it.each([
    [{ ok: { Surname: 7 } }, /Surname must be a string/],
    [{ ok: { Surnme: "A" } }, /The nearest is Surname/],
    [{ ok: {}, fail: "" }, /one key/],
  ])("a wrong one is refused with what is wrong: %j", async (answer, message) => {
    expect(await order("recognizeGermanIdCard", answer)).toMatchObject({
      code: 400,
      body: { message: expect.stringMatching(message) },
    });
  });

  it.each([[[["ok"]]], [[null]], [[true]]])("%j is no list of answers", async (answers) => {
    expect(await order("addFace", ...answers)).toMatchObject({
      code: 400,
      body: { message: expect.stringMatching(/^Send JSON such as/) },
    });
  });
});

describe("the check agrees with the schemas of the contract", () => {
  let validatorOf: Awaited<ReturnType<typeof schemaValidator>>;

  beforeAll(async () => {
    validatorOf = await schemaValidator();
  });

  const anyValue = fc.oneof(
    fc.string(),
    fc.constantFrom("yes", "no", "checking", "SAME PERSON", "NOT SURE", "身份证", "A", ""),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom<unknown>(null, true, 0, 100, 101, -1, 0.5, [], {}, [1]),
  );

  /** The example, with some known fields changed or taken out; or any value. */
  function messages({ message: { name }, example: { value } }: Outcome): fc.Arbitrary<unknown> {
    const known = catalogue.messages.find((one) => one.name === name)?.fields ?? [];
    if (known.length === 0) return fc.oneof(fc.constant(value.message), anyValue);
    const changes = fc.array(
      fc.tuple(fc.constantFrom(...known.map((field) => field.name)), fc.option(anyValue)),
      { maxLength: 3 },
    );
    const changed = (base: unknown) =>
      changes.map((list) => {
        const message: Record<string, unknown> = { ...Object(base) };
        for (const [field, one] of list) {
          if (one === null) Reflect.deleteProperty(message, field);
          else message[field] = one;
        }
        return message;
      });
    const base = value.message;
    if (!Array.isArray(base)) return fc.oneof(changed(base), anyValue);
    const items: readonly unknown[] = base;
    return fc.oneof(fc.array(changed(items[0]), { maxLength: 3 }), anyValue);
  }

  const table = operationTable.flatMap(([id, operation]) =>
    operation.outcomes.map((outcome) => [`${id} ${outcome.key}`, operation, outcome] as const),
  );

  it.each(table)("%s", (_name, operation, outcome) => {
    const validate = validatorOf(outcome.schema);
    fc.assert(
      fc.property(messages(outcome), (message) => {
        const envelope = { status: outcome.status, message };
        const isRight = validate(envelope) && findOutcome(operation, envelope)?.key === outcome.key;
        expect(messageProblem(operation, outcome, message) === undefined).toBe(isRight);
      }),
      { numRuns: 60 },
    );
  });

  it.each(table)("%s: its own example fits", (_name, operation, outcome) => {
    expect(messageProblem(operation, outcome, outcome.example.value.message)).toBeUndefined();
    setNext(mock, operation.operationId, { [outcome.key]: outcome.example.value.message });
  });
});

it("names the nearest of any names, for one change, and none for a text that is none of them", () => {
  const names = catalogue.operations.map(({ operationId }) => operationId);
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(30),
      fc.constantFrom("x", "_", ""),
      (name, at, put) => {
        const place = at % name.length;
        const mistyped = name.slice(0, place) + put + name.slice(place + 1);
        expect(nearestName(mistyped, names)).toBeDefined();
      },
    ),
  );
  expect(nearestName("zzzzzzzzzz", names)).toBeUndefined();
  expect(nearestName("x".repeat(100_000), names)).toBeUndefined();
});
