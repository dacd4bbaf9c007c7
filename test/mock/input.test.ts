/** What the mock answers to input that the service would refuse, for all operations. */
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { text as readText } from "node:stream/consumers";
import { startMock, type JournalEntry, type Mock } from "@aisolution/mock";
import { catalogue, type Operation, type RequestField } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberField } from "../../packages/mock/src/magic-value.js";
import { jpeg } from "../client/pictures.js";
import {
  errorBody,
  exampleForm,
  findOperation,
  operationTable,
  postForm,
  readReply,
  refusalBody,
  type Reply,
} from "./call-mock.js";

const formType = "application/x-www-form-urlencoded";
const maxBodyBytes = 12 * 1024 * 1024;
const { maxBytes } = catalogue.image;

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterAll(() => mock.close());

function isRefusedForm(operation: Operation, cause: string, field: string, reply: Reply): void {
  const body = refusalBody(operation, cause);
  expect(reply.chosenBy).toBe("input");
  expect(reply.headers.get("X-Mock-Reason")).toMatch(new RegExp(`^${field} .+\\.$`));
  if (body === undefined) {
    expect(reply).toMatchObject({
      code: 400,
      body: { status: "BAD_REQUEST", message: expect.stringContaining(`${field} `) },
    });
  } else {
    expect({ code: reply.code, body: reply.body }).toEqual({ code: 200, body });
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A JPEG whose base64 has both characters that base64url has not. */
const odd = Buffer.from([0xff, 0xd8, 0xff, 0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 0x00]);
const oddText = base64(odd);

/** A JPEG of zeros, whose base64 needs no escapes and so is quick to send. */
function blank(bytes: number): string {
  return base64(Buffer.concat([jpeg(6), Buffer.alloc(bytes - 6)]));
}

const atLimit = blank(maxBytes);

const lines = base64(jpeg(200)).replaceAll(/.{76}/g, "$&\r\n");

const wrongPictures: readonly (readonly [
  string,
  { text: string; cause: string; hint?: RegExp },
])[] = [
  ["no base64", { text: "a picture!", cause: "image-format", hint: /spaces/ }],
  ["another script", { text: "ภาพ", cause: "image-format", hint: /is not base64\. Send/ }],
  [
    "a data: URL",
    { text: `data:image/jpeg;base64,${oddText}`, cause: "image-format", hint: /before the comma/ },
  ],
  ["base64url", { text: odd.toString("base64url"), cause: "image-format", hint: /base64url/ }],
  ["line breaks", { text: lines, cause: "image-format", hint: /line breaks/ }],
  ["padding in the middle", { text: `/9j/4A==${oddText}`, cause: "image-format" }],
  ["padding only", { text: "====", cause: "image-format" }],
  ...(
    [
      ["GIF", "GIF89a\u0001\0\u0001\0"],
      ["WebP", "RIFF\u001a\0\0\0WEBPVP8L"],
      ["PDF", "%PDF-1.7\n"],
      ["text", "hello"],
      ["one byte", "\u00ff"],
    ] as const
  ).map(([name, bytes]) => {
    const text = base64(Buffer.from(bytes, "latin1"));
    return [name, { text, cause: "image-format", hint: /no accepted format/ }] as const;
  }),
  [
    "one byte over the limit",
    { text: blank(maxBytes + 1), cause: "image-size", hint: /has 2097153 bytes/ },
  ],
];

/** Wrong values of a field that is no picture. */
function wrongTexts({
  kind,
  minLength,
  maxLength,
}: RequestField): readonly (readonly [string, string])[] {
  return [
    ...(maxLength === undefined ? [] : [["too long", "1".repeat(maxLength + 1)] as const]),
    ...(minLength !== undefined && minLength > 1 ? [["too short", "1"] as const] : []),
    ...(kind === "url"
      ? [
          ["no address", "here"] as const,
          ["a path", "/whatsapp"] as const,
          ["no host", "https://"] as const,
          ["another scheme", "ftp://127.0.0.1/"] as const,
          ["a script", "javascript:alert(1)"] as const,
        ]
      : []),
    ...(kind === "choice"
      ? [["none of the values", "zyx"] as const, ["another case", "Y"] as const]
      : []),
  ];
}

describe.each(operationTable)("%s", (_operationId, operation) => {
  const { fields } = operation.request;
  const url = () => `${mock.url}${operation.path}`;
  const pictures = fields.filter(({ kind }) => kind === "image");
  const picturesTable = pictures.map(({ name }) => [name] as const);

  it.each(fields.filter(({ required }) => required).map(({ name }) => [name]))(
    "refuses a missing or an empty %s",
    async (name) => {
      const { [name]: _left, ...rest } = exampleForm(operation);
      for (const form of [rest, { ...rest, [name]: "" }, { ...rest, [name.toUpperCase()]: "1" }]) {
        const reply = await postForm(mock.url, operation, { form });
        isRefusedForm(operation, "parameter", name, reply);
        expect(reply.headers.get("X-Mock-Reason")).toBe(`${name} is missing or empty.`);
      }
    },
  );

  it.each(picturesTable)("refuses a wrong picture as %s", async (name) => {
    for (const [what, { text, cause, hint = /./ }] of wrongPictures) {
      const form = { ...exampleForm(operation), [name]: text };
      const reply = await postForm(mock.url, operation, { form });
      isRefusedForm(operation, cause, name, reply);
      expect(reply.headers.get("X-Mock-Reason"), what).toMatch(hint);
    }
  });

  it.each(picturesTable)("refuses %s whose plus signs became spaces", async (name) => {
    const rest = new URLSearchParams(exampleForm(operation));
    rest.delete(name);
    expect(oddText).toContain("+");
    const reply = await postForm(mock.url, operation, {
      form: `${name}=${oddText}&${rest.toString()}`,
    });
    isRefusedForm(operation, "image-format", name, reply);
    expect(reply.headers.get("X-Mock-Reason")).toContain("plus signs were not sent as %2B");
  });

  it.each(picturesTable)("takes a picture of exactly the limit as %s", async (name) => {
    const form = { ...exampleForm(operation), [name]: atLimit };
    expect(await postForm(mock.url, operation, { form })).toMatchObject({ code: 200 });
    expect(mock.requests().at(-1)?.fields[name]).toMatchObject({
      kind: "image",
      mediaType: "image/jpeg",
      bytes: maxBytes,
    });
    expect(mock.requests().at(-1)?.chosenBy).toMatch(/^(state|default)$/);
  });

  it.each(
    fields.flatMap((field) =>
      wrongTexts(field).map(([what, value]) => [field.name, what, value] as const),
    ),
  )("refuses %s that is %s", async (name, _what, value) => {
    const form = { ...exampleForm(operation), [name]: value };
    if (pictures.some((picture) => picture.name === name)) return;
    isRefusedForm(operation, "parameter", name, await postForm(mock.url, operation, { form }));
  });

  it("takes optional fields that are empty, and fields that it does not know", async () => {
    const empty = fields.filter(({ required }) => !required).map(({ name }) => [name, ""]);
    const form = { ...exampleForm(operation), ...Object.fromEntries(empty), other: "1" };
    const reply = await postForm(mock.url, operation, { form });
    expect(reply).toMatchObject({ code: 200 });
    expect(reply.chosenBy).toMatch(/^(state|default|input)$/);
    expect(reply.headers.get("X-Mock-Reason") ?? "person").toContain("person");
  });

  it.each([
    ["no token", "", {}],
    ["an empty token in the query", "?token=", {}],
    ["a blank token in the query", "?token=%20", {}],
    ["a blank token in the query, in plus signs", "?token=++", {}],
    ["a token of another name", "?Token=test&access_token=test", {}],
    ["an empty token in the header", "", { Authorization: "" }],
    ["a blank token in the header", "?token=", { Authorization: "  " }],
  ])("answers 401 to %s, whatever else is wrong", async (_name, query, headers) => {
    for (const body of [new URLSearchParams(exampleForm(operation)).toString(), "%ZZ", ""]) {
      const wish = { Prefer: "example=no-such", "Content-Type": formType };
      const reply = await readReply(
        await fetch(url() + query, { method: "POST", headers: { ...headers, ...wish }, body }),
      );
      expect(reply).toMatchObject({ code: 401, chosenBy: "contract" });
      expect(reply.body).toEqual(errorBody(401));
    }
  });

  it("takes the token of either place, and the other one where one is blank", async () => {
    const call = async (query: string, token?: string) => {
      const headers = token === undefined ? {} : { Authorization: token };
      const body = new URLSearchParams(exampleForm(operation));
      return readReply(await fetch(url() + query, { method: "POST", headers, body }));
    };
    expect(await call("?token=test")).toMatchObject({ code: 200 });
    expect(await call("", "test")).toMatchObject({ code: 200 });
    expect(await call("?token=%20", "test_forbidden")).toMatchObject({ code: 403 });
    expect(await call("?token=test_forbidden", "test")).toMatchObject({ code: 403 });
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"])("answers 405 to %s", async (method) => {
    const reply = await readReply(await fetch(`${url()}?token=test`, { method }));
    expect(reply.headers.get("Allow")).toBe("POST");
    expect({ code: reply.code, body: reply.body }).toEqual({
      code: 405,
      body: { status: "METHOD_NOT_ALLOWED", message: "This path takes POST only." },
    });
  });

  it("answers 405 to HEAD without a body", async () => {
    const response = await fetch(url(), { method: "HEAD" });
    expect(response.status).toBe(405);
    expect(response.headers.get("Allow")).toBe("POST");
  });

  it.each([
    ["another content type", "application/json", "{}", /This is JSON/],
    ["a broken escape", formType, "a=%ZZ", /is no URL-encoded form/],
  ])("answers 400 to %s", async (_name, type, form, message) => {
    const headers = { "Content-Type": type };
    expect(await postForm(mock.url, operation, { headers, form })).toMatchObject({
      code: 400,
      chosenBy: "input",
      body: { status: "BAD_REQUEST", message: expect.stringMatching(message) },
    });
  });
});

it.each([
  ["/", "POST"],
  ["/v1", "GET"],
  ["/v1/addface/", "POST"],
  ["/V1/addface", "POST"],
  ["/v1/addface%2F", "POST"],
  ["/v1/%61ddface", "POST"],
  ["/v1/nothing?token=test", "POST"],
])("answers 404 to %s, and lists the paths", async (path, method) => {
  const { code, body } = await readReply(await fetch(mock.url + path, { method }));
  const paths = catalogue.operations.map((operation) => operation.path).join(", ");
  expect({ code, body }).toEqual({
    code: 404,
    body: { status: "NOT_FOUND", message: `There is no such path. The paths are ${paths}.` },
  });
});

describe("a body of another kind", () => {
  const picture = jpeg(600);
  const upload = new FormData();
  upload.set("img", new Blob([picture], { type: "image/jpeg" }), "card.jpg");
  const json = JSON.stringify({ img: base64(picture) });
  const form = `img=${encodeURIComponent(base64(picture))}`;

  it.each([
    ["no content type", undefined, Buffer.from(form), /^The content type is missing\. Send /],
    ["JSON", "application/json", json, /^This is JSON\. Send the same fields as a form, /],
    ["JSON of a vendor", "application/vnd.api+json; v=1", json, /^This is JSON\. /],
    ["a file upload", undefined, upload, /^This is a file upload\. Send the picture as base64 /],
    ["raw bytes of a picture", "image/jpeg", picture, /^These are raw bytes\. Send base64 /],
    ["raw bytes", "application/octet-stream", picture, /^These are raw bytes\. Send base64 /],
    ["text", "text/plain", form, /^This is text\. Send a form, /],
    ["XML", "application/xml", "<img/>", /^The content type is another\. Send /],
    ["a content type that is none", ";;;///", form, /^The content type is another\. Send /],
  ])("gets to know what to send: %s", async (_name, type, body, message) => {
    const response = await fetch(`${mock.url}/v1/addface?token=test`, {
      method: "POST",
      headers: type === undefined ? {} : { "Content-Type": type },
      body,
    });
    const reply = await readReply(response);
    expect(reply).toMatchObject({ code: 400, key: "bad-request", chosenBy: "input" });
    expect(reply.body).toEqual({ status: "BAD_REQUEST", message: expect.stringMatching(message) });
    expect(reply.body).toMatchObject({ message: expect.stringContaining(formType) });
  });

  it.each([
    ["a charset", `${formType}; charset=UTF-8`],
    ["other case", "Application/X-WWW-Form-URLEncoded"],
  ])("is none where the content type has %s", async (_name, type) => {
    const headers = { "Content-Type": type };
    const reply = await postForm(mock.url, findOperation("addFace"), { headers });
    expect(reply).toMatchObject({ code: 200, key: "ok" });
  });

  it.each([
    ["an escape without digits", "img=%ZZ", /is no URL-encoded form/],
    ["half an escape", "img=%", /is no URL-encoded form/],
    ["an escape that is no UTF-8", "img=%E0%A4%A", /is no URL-encoded form/],
    ["a broken name", "%ff=1", /is no URL-encoded form/],
    ["a field given twice", "img=AAAA&img=AAAA", /^The field img is given twice\. Send it once\.$/],
    ["a field given twice, once empty", "img=&img=AAAA", /^The field img is given twice/],
    ["a field given twice, once escaped", "img=AAAA&%69mg=AAAA", /^The field img is given twice/],
    ["an empty body", "", /^img is missing or empty\.$/],
  ])("gets 400 for %s", async (_name, body, message) => {
    const reply = await postForm(mock.url, findOperation("addFace"), { form: body });
    expect(reply.code).toBe(400);
    expect(reply.body).toEqual({ status: "BAD_REQUEST", message: expect.stringMatching(message) });
  });

  it("may have another field twice, empty parts and lower-case escapes", async () => {
    const escaped = encodeURIComponent(base64(odd)).replaceAll("%2B", "%2b");
    const reply = await postForm(mock.url, findOperation("addFace"), {
      form: `&&other=1&other=2&img=${escaped}&`,
    });
    expect(reply).toMatchObject({ code: 200, key: "ok" });
    expect(mock.requests().at(-1)?.fields["img"]).toMatchObject({ bytes: odd.length });
  });

  it("gets JSON, whatever it accepts", async () => {
    const headers = { Accept: "text/html;q=0.9, image/*" };
    const reply = await postForm(mock.url, findOperation("addFace"), { headers });
    expect(reply).toMatchObject({ code: 200 });
  });
});

describe("a large body", () => {
  const operation = findOperation("addFace");
  const bodyOf = (bytes: number): string => {
    const form = `${new URLSearchParams(exampleForm(operation)).toString()}&other=`;
    return form + "x".repeat(bytes - form.length);
  };

  it("is read up to 12 MiB", async () => {
    const reply = await postForm(mock.url, operation, { form: bodyOf(maxBodyBytes) });
    expect(reply).toMatchObject({ code: 200, key: "ok" });
  });

  it.each([
    ["one byte more", maxBodyBytes + 1],
    ["twice as much", 2 * maxBodyBytes],
  ])("is refused in words: %s", async (_name, bytes) => {
    const form = bodyOf(bytes);
    const reply = await postForm(mock.url, operation, { form });
    expect({ code: reply.code, body: reply.body }).toEqual({
      code: 400,
      body: {
        status: "BAD_REQUEST",
        message: "The body is over 12582912 bytes. Send smaller pictures.",
      },
    });
    expect(await postForm(mock.url, operation, { form, token: "" })).toMatchObject({ code: 401 });
  });

  it("without an end is cut off, and the next call is answered", async () => {
    const { port } = new URL(mock.url);
    const part = Buffer.alloc(1024 * 1024, "x");
    const sent = await new Promise<number>((resolve) => {
      const request = httpRequest({
        port,
        host: "127.0.0.1",
        method: "POST",
        path: `${operation.path}?token=test`,
        headers: { "Content-Type": formType },
      });
      let count = 0;
      const write = (): void => {
        count += 1;
        request.write(part, (error) => {
          if (error === null || error === undefined) write();
        });
      };
      request
        .on("error", () => undefined)
        .on("close", () => {
          resolve(count);
        });
      write();
    });
    expect(sent * part.length).toBeGreaterThan(maxBodyBytes);
    expect(await postForm(mock.url, operation)).toMatchObject({ code: 200 });
  });
});

it("forgets a client that goes in the middle of its body", async () => {
  mock.reset();
  const { port } = new URL(mock.url);
  const socket = connect(Number(port), "127.0.0.1");
  await new Promise((resolve) => {
    socket.write(
      `POST /v1/addface?token=t HTTP/1.1\r\nHost: x\r\nContent-Type: ${formType}\r\nContent-Length: 100\r\n\r\nimg=`,
      resolve,
    );
  });
  socket.destroy();
  expect(await postForm(mock.url, findOperation("addFace"))).toMatchObject({ code: 200 });
  expect(mock.requests()).toHaveLength(1);
});

it.each([
  ["//", 404],
  ["//v1/addface", 404],
  ["///", 404],
  ["/v1/../../etc/passwd", 404],
  ["/\\v1", 404],
  ["http://[", 404],
  ["http://other.example/v1/nothing", 404],
  ["mailto:x", 400],
  ["*", 404],
  ["/?%", 404],
  ["/\u0000", 400],
  ["/ /", 400],
  ["", 400],
])("is not ended by the target %j", async (target, code) => {
  const { port } = new URL(mock.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const [answer] = (await readText(socket)).split("\r\n", 1);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${String(code)} `));
  expect((await fetch(mock.url)).status).toBe(404);
});

it("answers a request that names the whole address", async () => {
  const { port } = new URL(mock.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(`GET ${mock.url}/v1/addface HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(await readText(socket)).toContain("This path takes POST only.");
});

describe("values of a request", () => {
  const token = "zyx-secret-token";
  /** Nothing that the mock says may hold one of these. */
  const secrets = ["zyx-secret", "WnlYUGlj", "7700900555", "zyxhook"];
  /** Base64 that can be told from others. */
  const picture = base64(Buffer.concat([jpeg(60), Buffer.from("ZyXPicZyXPicZyXPic")]));
  const entries: JournalEntry[] = [];
  let watched: Mock;

  beforeAll(async () => {
    watched = await startMock({
      port: 0,
      callbackDelay: 0,
      onAnswer: (entry) => entries.push(entry),
    });
  });

  afterAll(() => watched.close());

  function linesOf(headers: Headers): readonly string[] {
    const lines: string[] = [];
    headers.forEach((value, name) => lines.push(`${name}: ${value}`));
    return lines;
  }

  /** Forms with a mistake, and some without. */
  function formsOf(operation: Operation): readonly (Readonly<Record<string, string>> | string)[] {
    const number = numberField(operation);
    const values: Record<string, string> = Object.fromEntries(
      operation.request.fields.map(({ name, kind }) => [
        name,
        kind === "image" ? picture : kind === "url" ? "http://127.0.0.1:1/zyxhook" : "zyx-secret",
      ]),
    );
    const right = number === undefined ? values : { [number]: "7700900555" };
    const wrong = operation.request.fields.flatMap(({ name }) => [
      { ...right, [name]: "" },
      { ...right, [name]: "zyx-secret" },
      { ...right, [name]: "zyx-secret".repeat(300) },
      { ...right, [name]: `data:,${picture}` },
      { ...right, [name]: "test_zyx-secret" },
      { ...right, [name]: "ftp://127.0.0.1:1/zyxhook" },
      { ...right, [name]: "http://127.0.0.1:1/zyxhook" },
    ]);
    return [
      right,
      right,
      ...wrong,
      // A picture without its name, as `curl -d @card.b64` sends it, is a name without a value.
      picture,
      encodeURIComponent(picture),
      "7700900555",
      "zyx-secret=1",
      "%zyx-secret",
      `${new URLSearchParams(right).toString()}&${new URLSearchParams(right).toString()}`,
    ];
  }

  it.each(operationTable)("are in nothing that the mock says: %s", async (_name, operation) => {
    const said: string[] = [];
    for (const form of formsOf(operation)) {
      for (const own of [token, "test_zyx-secret"]) {
        const { body, headers } = await postForm(watched.url, operation, { token: own, form });
        // The answer of a lookup names its number; that is the API's own manner.
        const isResult = Reflect.get(Object(body), "status") === "OK";
        said.push(JSON.stringify([isResult ? "" : body, linesOf(headers)]));
      }
    }
    const type = { "Content-Type": "application/json" };
    const { body, headers } = await postForm(watched.url, operation, {
      token,
      query: "&other=zyx-secret",
      headers: type,
      form: JSON.stringify({ img: picture, number: "7700900555" }),
    });
    said.push(JSON.stringify([body, linesOf(headers)]));
    await watched.idle();
    said.push(JSON.stringify([watched.requests(), entries, watched.callbacks()]));
    for (const text of said) {
      for (const secret of secrets) {
        const at = text.indexOf(secret);
        expect(at < 0 ? "" : text.slice(Math.max(0, at - 300), at + 40)).toBe("");
      }
    }
  });
});
