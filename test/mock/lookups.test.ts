/** Lookups of the mock: the result comes later, by another question or by a callback. */
import { once } from "node:events";
import { createServer } from "node:http";
import { createClient, waitForWhatsAppDetail } from "@aisolution/client";
import { startMock, type Mock, type MockOptions } from "@aisolution/mock";
import { afterEach, describe, expect, it } from "vitest";
import { control, documentedAnswers, findOperation, postForm, type Reply } from "./call-mock.js";

const operation = findOperation("getWhatsAppDetail");

/** What every test leaves behind. */
const leftOver: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of leftOver.splice(0).reverse()) await end();
});

async function start(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ port: 0, callbackDelay: 0, ...options });
  leftOver.push(() => mock.close());
  return mock;
}

const ask = (mock: Mock, form: Readonly<Record<string, string>>, token = "test"): Promise<Reply> =>
  postForm(mock.url, operation, { form, token });

/** The conclusion of an answer. */
function conclusion({ body }: Reply): unknown {
  return Reflect.get(Object(Reflect.get(Object(body), "message")), "whatsapp");
}

/** A receiver of callbacks, which keeps their request lines. */
async function receive(
  code = 200,
): Promise<{ readonly address: string; readonly host: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.writeHead(code, code === 302 ? { Location: "/elsewhere" } : {}).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  leftOver.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  const host = `127.0.0.1:${String(address.port)}`;
  return { address: `http://${host}/hook?job=7`, host, requests };
}

/** The magic numbers as the documentation has them: written out here, to hold the table against it. */
const magic = {
  registered: "7700900900",
  "not-registered": "7700900901",
  checking: "7700900902",
  unavailable: "7700900903",
  fail: "7700900904",
  "invalid-input": "7700900905",
  "retry-later": "7700900906",
} as const;

const details =
  "&status_update=20180825&signature=Hello+from+the+example&business_user=no&avatar=yes";

describe("without a callback", () => {
  it("tells the result at the second question", async () => {
    const mock = await start();
    const [first, second, third] = [
      await ask(mock, { number: "7700900123" }),
      await ask(mock, { number: "7700900123" }),
      await ask(mock, { number: "7700900123" }),
    ];
    const [registered, , checking] = operation.outcomes;
    expect(first).toMatchObject({ code: 200, key: "checking", chosenBy: "state" });
    expect(first.body).toEqual(checking?.example.value);
    expect(second).toMatchObject({ code: 200, key: "registered", chosenBy: "state" });
    expect(second.body).toEqual(registered?.example.value);
    expect(third.body).toEqual(second.body);
    expect(mock.callbacks()).toEqual([]);
  });

  it("knows a number by its token", async () => {
    const mock = await start();
    const form = { number: "7700900123" };
    expect(conclusion(await ask(mock, form, "one"))).toBe("checking");
    expect(conclusion(await ask(mock, form, "other"))).toBe("checking");
    expect(conclusion(await ask(mock, { number: "7700900124" }, "one"))).toBe("checking");
    expect(conclusion(await ask(mock, form, "one"))).toBe("yes");
    expect(conclusion(await ask(mock, form, "other"))).toBe("yes");
  });

  it.each([
    "+447700900123",
    "+44 7700 900123",
    "+44-7700-900-123",
    "+44 (7700) 900123",
    "447700900123",
    "0044 7700 900123",
    "07700 900123",
    " (0) 7700.900.123 ",
  ])("knows a number in another spelling: %s", async (number) => {
    const mock = await start();
    expect(conclusion(await ask(mock, { number: "7700900123" }))).toBe("checking");
    const { body } = await ask(mock, { number });
    expect(body).toMatchObject({ message: { number: "+447700900123", whatsapp: "yes" } });
  });

  it("keeps the country of a number that names it", async () => {
    const mock = await start();
    expect(await ask(mock, { number: "+1 202 555 0123" })).toMatchObject({
      body: { message: { number: "+12025550123", whatsapp: "checking" } },
    });
  });

  it.each(["+", "call me", "---", "ต"])("refuses a number without a digit: %s", async (number) => {
    const reply = await ask(await start(), { number });
    expect(reply).toMatchObject({ code: 200, key: "invalid-input", chosenBy: "input" });
    expect(reply.headers.get("X-Mock-Reason")).toBe(
      "number accepts only digits, spaces and the characters + ( ) . -, with at least one digit.",
    );
  });

  it.each(["mock.reset()", "POST /__mock/reset"])("forgets what was asked: %s", async (way) => {
    const mock = await start();
    const form = { number: "7700900123" };
    await ask(mock, form);
    if (way === "mock.reset()") mock.reset();
    else await control(mock.url, "reset", "");
    expect(conclusion(await ask(mock, form))).toBe("checking");
  });

  it("lets the client wait for the result", async () => {
    const mock = await start();
    const client = createClient({ token: "test", baseUrl: mock.url });
    const quick = { interval: 1 };
    const wait = (number: string) => waitForWhatsAppDetail(client, { number }, quick);
    expect(await wait("7700900123")).toMatchObject({ data: { whatsapp: "yes" } });
    expect(client.usage()).toMatchObject({ calls: 2, free: 1, charge: 1 });
    expect(await wait(magic["not-registered"])).toMatchObject({ data: { whatsapp: "no" } });
    expect(await wait(magic.fail)).toMatchObject({ error: { name: "InvalidRequestError" } });
    const endless = { ...quick, deadline: 40 };
    expect(await waitForWhatsAppDetail(client, { number: magic.checking }, endless)).toMatchObject({
      error: { name: "TimeoutError" },
    });
  });
});

describe("with a callback", () => {
  it("sends the result once, in the documented form", async () => {
    const mock = await start();
    const { address, host, requests } = await receive();
    const reply = await ask(mock, { number: "7700900123", callback: address });
    expect(reply).toMatchObject({ key: "checking", chosenBy: "state" });
    await mock.idle();
    expect(requests).toEqual([`GET /hook?job=7&number=%2B447700900123&whatsapp=yes${details}`]);
    expect(mock.callbacks()).toEqual([
      {
        host,
        path: "/…",
        parameters: ["number", "whatsapp", "status_update", "signature", "business_user", "avatar"],
        attempts: 1,
        code: 200,
      },
    ]);
    expect(await control(mock.url, "callbacks")).toMatchObject({ body: mock.callbacks() });
    mock.reset();
    expect(mock.callbacks()).toEqual([]);
  });

  it.each([
    ["registered", `&whatsapp=yes${details}`],
    ["not-registered", "&whatsapp=no"],
    ["unavailable", "&whatsapp=unavailable"],
  ] as const)("sends the result of the magic number for %s", async (key, query) => {
    const mock = await start();
    const { address, requests } = await receive();
    const form = { number: magic[key], callback: address, servstatus: "y" };
    const reply = await ask(mock, form);
    expect(reply).toMatchObject({ key: "checking", chosenBy: "value" });
    expect(reply).toMatchObject({
      body: { message: { number: `+44${magic[key]}`, whatsapp: "checking" } },
    });
    await mock.idle();
    expect(requests).toEqual([`GET /hook?job=7&number=%2B44${magic[key]}${query}`]);
  });

  it.each([
    ["is never there", { number: magic.checking, servstatus: "y" }],
    ["was not asked for", { number: magic.unavailable }],
  ])("sends nothing for a result that %s", async (_name, form) => {
    const mock = await start();
    const { address, requests } = await receive();
    expect(await ask(mock, { ...form, callback: address })).toMatchObject({ key: "checking" });
    await mock.idle();
    expect(requests).toEqual([]);
    expect(mock.callbacks()).toEqual([]);
  });

  it("sends nothing after an error, whichever way it was asked for", async () => {
    const mock = await start();
    const { address, requests } = await receive();
    for (const key of ["fail", "invalid-input", "retry-later"] as const) {
      const reply = await ask(mock, { number: magic[key], callback: address });
      expect(reply).toMatchObject({ key, chosenBy: "value" });
    }
    const form = { number: "7700900123", callback: address };
    await ask(mock, form, "test_forbidden");
    mock.next("getWhatsAppDetail", "registered", "internal-server-error");
    await ask(mock, form);
    await ask(mock, form);
    await ask(mock, { ...form, servstatus: "x" });
    await mock.idle();
    expect(requests).toEqual([]);
  });

  it("sends one callback for each call, to the address of that call", async () => {
    const mock = await start();
    const [one, other] = [await receive(), await receive()];
    await ask(mock, { number: "7700900123", callback: one.address });
    await ask(mock, { number: "+44 7700 900123", callback: other.address });
    await mock.idle();
    expect(one.requests).toHaveLength(1);
    expect(other.requests).toEqual(one.requests);
  });

  it("goes only to this machine, and to hosts that are allowed", async () => {
    const mock = await start({ allowCallbackHosts: ["hooks.example.test:1"] });
    for (const callback of [
      "https://example.com/zyxhook",
      "http://hooks.example.test/zyxhook",
      "http://10.0.0.7/",
      "http://user:zyxhook@127.0.0.1/",
    ]) {
      expect(await ask(mock, { number: "7700900123", callback })).toMatchObject({ code: 200 });
    }
    await mock.idle();
    const refused = { attempts: 0, error: expect.stringMatching(/^refused: The callback address/) };
    expect(mock.callbacks()).toMatchObject([
      { host: "example.com", path: "/…", ...refused },
      { host: "hooks.example.test", path: "/…", ...refused },
      { host: "10.0.0.7", path: "/", ...refused },
      { host: "127.0.0.1", ...refused },
    ]);
    expect(JSON.stringify(mock.callbacks())).not.toContain("zyxhook");
  });

  it("follows no redirect, and comes again only where that is asked for", async () => {
    const moved = await receive(302);
    const usual = await start();
    await ask(usual, { number: "7700900123", callback: moved.address });
    await usual.idle();
    expect(moved.requests).toHaveLength(1);
    expect(usual.callbacks()).toMatchObject([{ attempts: 1, code: 302 }]);
    const broken = await receive(500);
    const stubborn = await start({ callbackRetries: 1 });
    await ask(stubborn, { number: "7700900123", callback: broken.address });
    await stubborn.idle();
    expect(broken.requests).toHaveLength(2);
    expect(stubborn.callbacks()).toMatchObject([{ attempts: 2, code: 500 }]);
  });

  it("ends with the mock", async () => {
    const mock = await startMock({ port: 0, callbackDelay: 600_000 });
    const { address, requests } = await receive();
    await ask(mock, { number: "7700900123", callback: address });
    await mock.close();
    expect(requests).toEqual([]);
    expect(mock.callbacks()).toMatchObject([{ attempts: 0, error: "closed" }]);
  });
});

describe("a magic number", () => {
  it.each(Object.entries(magic))("brings %s at once, in all its spellings", async (key, number) => {
    const mock = await start();
    const answer = documentedAnswers(operation).find((documented) => documented.key === key);
    for (const spelling of [
      number,
      `0${number}`,
      `44${number}`,
      `+44 ${number}`,
      `0044${number}`,
    ]) {
      const reply = await ask(mock, { number: spelling, servstatus: "y" });
      expect(reply, spelling).toMatchObject({ code: 200, key, chosenBy: "value" });
      if (answer?.failure !== undefined) continue;
      expect(reply.body, spelling).toMatchObject({ message: { number: `+44${number}` } });
    }
  });

  it("is none in another country", async () => {
    const reply = await ask(await start(), { number: `+1${magic.fail}` });
    expect(reply).toMatchObject({ key: "checking", chosenBy: "state" });
  });
});
