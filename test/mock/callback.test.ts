/** The callbacks of the mock, over real sockets, as the client's callback kit reads them. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer, type LookupFunction, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import {
  buildWhatsAppDetailCallbackUrl,
  createNodeCallbackHandler,
  parseWhatsAppDetailCallback,
  type WhatsAppDetailCallback,
} from "@aisolution/client/callback";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  callbackUrl,
  createCallbackSender,
  type CallbackRecord,
  type CallbackSender,
  type CallbackSenderOptions,
} from "../../packages/mock/src/callback-sender.js";
import { run } from "../support/run.js";

const least: WhatsAppDetailCallback = { number: "+447700900123", whatsapp: "no" };

/** Some containers have none. */
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === "::1"),
);

/** What every test leaves behind. */
const leftOver: (() => Promise<void>)[] = [];
let resources: Readonly<Record<string, number>> = {};

beforeEach(() => {
  resources = openResources();
});

afterEach(async () => {
  for (const end of leftOver.splice(0).reverse()) await end();
  await vi.waitFor(
    () => {
      expect(openResources()).toEqual(resources);
    },
    { interval: 5, timeout: 5000 },
  );
});

/** Sockets, servers and questions for names that are open; timers only where a test asks for them. */
function openResources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (/TCP|TLS|GetAddrInfo/i.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const openTimers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

function senderOf(options: CallbackSenderOptions = {}): CallbackSender {
  const sender = createCallbackSender({ delay: 0, retryDelay: 1, ...options });
  leftOver.push(() => sender.close());
  return sender;
}

/** @returns the address of the server, without a slash at the end */
async function listen(server: Server, host = "127.0.0.1"): Promise<string> {
  server.listen(0, host);
  leftOver.push(async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return `http://${host.includes(":") ? `[${host}]` : host}:${String(address.port)}`;
}

const portOf = (address: string): string => new URL(address).port;

/** A receiver that keeps the targets of its requests. */
async function receiver(
  answer: RequestListener = (_request, response) => response.end(),
  host?: string,
): Promise<{ readonly address: string; readonly targets: string[] }> {
  const targets: string[] = [];
  const server = createServer((request, response) => {
    targets.push(request.url ?? "");
    answer(request, response);
  });
  return { address: await listen(server, host), targets };
}

/** A server that gives each socket to a function. */
async function socketServer(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  leftOver.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return `http://127.0.0.1:${String(address.port)}`;
}

/** Sends one callback and waits for its end. */
async function sendOne(
  address: string,
  options: CallbackSenderOptions = {},
): Promise<CallbackRecord> {
  const sender = senderOf(options);
  sender.send(address, { ...least });
  await sender.idle();
  const [record, ...more] = sender.sent();
  if (record === undefined || more.length > 0) throw new Error("One callback has one record.");
  return record;
}

it("sends one plain GET request on a socket of its own", async () => {
  const texts: string[] = [];
  const address = await socketServer((socket) => {
    let text = "";
    socket.setEncoding("latin1").on("data", (part: string) => {
      text += part;
      if (text.endsWith("\r\n\r\n")) socket.end("HTTP/1.1 204 No Content\r\n\r\n");
    });
    socket.on("close", () => texts.push(text));
  });
  const seen: CallbackRecord[] = [];
  const sender = senderOf({ retries: 3, onSent: (record) => seen.push(record) });
  const values = { avatar: "yes", signature: "a b+c", whatsapp: "yes", number: "+447700900123" };
  sender.send(`${address}/hook/1c9e8f0b?job='7'#top`, values);
  sender.send(`${address}?`, { number: "1" });
  await sender.idle();
  await vi.waitFor(() => {
    expect(texts).toHaveLength(2);
  });
  const end = ` HTTP/1.1\r\nHost: 127.0.0.1:${portOf(address)}\r\nConnection: close\r\n\r\n`;
  expect(texts.toSorted()).toEqual([
    `GET /?number=1${end}`,
    `GET /hook/1c9e8f0b?job='7'&number=%2B447700900123&whatsapp=yes&signature=a+b%2Bc&avatar=yes${end}`,
  ]);
  const host = `127.0.0.1:${portOf(address)}`;
  const all = ["number", "whatsapp", "signature", "avatar"];
  expect(sender.sent()).toEqual(seen);
  expect(new Set(seen)).toEqual(
    new Set([
      { host, path: "/…", parameters: all, attempts: 1, code: 204 },
      { host, path: "/", parameters: ["number"], attempts: 1, code: 204 },
    ]),
  );
});

it("waits before it sends", async () => {
  const { address, targets } = await receiver();
  const sender = senderOf({ delay: 150 });
  const start = performance.now();
  sender.send(address, { ...least });
  expect(sender.sent()).toEqual([]);
  await sender.idle();
  // Timers may be a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(145);
  expect(targets).toHaveLength(1);
});

it("says nothing about a person or a path", async () => {
  const { address } = await receiver();
  const seen: CallbackRecord[] = [];
  const sender = senderOf({ onSent: (record) => seen.push(record) });
  sender.send(`${address}/secret/path?token=secret`, { ...least, signature: "secret text" });
  sender.send("http://user:secret@example.com/secret?secret", { ...least });
  sender.send("ftp://secret", { ...least });
  await sender.idle();
  expect(seen).toHaveLength(3);
  expect(JSON.stringify([seen, sender.sent()])).not.toMatch(/secret|447700900123/);
});

describe("the client's callback kit", () => {
  const detail = fc.record(
    {
      number: fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
      whatsapp: fc.constantFrom("yes", "no", "checking", "unavailable"),
      status_update: fc.constantFrom("20180825", "20200229"),
      signature: fc.oneof(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.constantFrom("สวัสดี ครับ", "😀+😀 = %2B&#", "a\r\nb", "\uFEFF", ""),
      ),
      business_user: fc.constantFrom("yes", "no"),
      avatar: fc.constantFrom("yes", "no"),
    },
    { requiredKeys: ["number", "whatsapp"] },
  );

  it("would send the same request, for any text", () => {
    const query = fc.constantFrom("", "?", "?job=7", "?a=x%20y%7E&b", "#top", "?job=7#top");
    fc.assert(
      fc.property(detail, query, (values, own) => {
        const address = `http://127.0.0.1:8080/hook${own}`;
        expect(callbackUrl(address, { ...values })).toBe(
          buildWhatsAppDetailCallbackUrl(address, values).href,
        );
      }),
    );
  });

  it("reads what was sent, for any text", async () => {
    const { address, targets } = await receiver();
    const sender = senderOf();
    await fc.assert(
      fc.asyncProperty(detail, async (values) => {
        targets.length = 0;
        sender.send(`${address}/hook?job=7`, { ...values });
        await sender.idle();
        expect(targets).toHaveLength(1);
        const read = parseWhatsAppDetailCallback(targets[0] ?? "");
        expect(read.ok && read.detail).toEqual(values);
        expect(read.ok && [...read.others]).toEqual([["job", "7"]]);
      }),
    );
    expect(sender.sent().every(({ code, attempts }) => code === 200 && attempts === 1)).toBe(true);
  });

  it.each([
    ["a plus sign", "+1 + 1"],
    ["spaces", "  a  b  "],
    ["Thai", "สวัสดี ครับ"],
    ["an emoji", "👩🏽‍🚀+😀"],
    ["what has a meaning in a query", "100% &a=b;c#d?e%2B"],
    ["line breaks", "a\r\nb\n\n"],
  ])("takes %s in its handler", async (_name, signature) => {
    const onDetail = vi.fn();
    const { address } = await receiver(
      createNodeCallbackHandler({ onDetail, secretPath: "/whatsapp/1c9e8f0b2d7a46f3" }),
    );
    const sender = senderOf();
    sender.send(`${address}/whatsapp/1c9e8f0b2d7a46f3?job=7`, { ...least, signature });
    await sender.idle();
    expect(sender.sent()).toMatchObject([{ code: 200, attempts: 1 }]);
    expect(onDetail).toHaveBeenCalledExactlyOnceWith({ ...least, signature }, expect.anything());
  });
});

describe("this machine", () => {
  const spellings: readonly (readonly [string, string])[] = [
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "2130706433"],
    ["127.0.0.1", "0x7f.1"],
    ["127.0.0.1", "127.0.0.1."],
    ["127.0.0.1", "[::ffff:127.0.0.1]"],
    ["127.0.0.1", "localhost"],
    ["127.0.0.1", "LOCALHOST."],
    ["127.0.0.1", "any.name.localhost"],
    ["::1", "[::1]"],
    ["::1", "localhost"],
  ];

  it.each(spellings.filter(([host]) => hasIpv6 || host !== "::1"))(
    "at %s is found as %s, and no resolver is asked",
    async (host, name) => {
      const { address, targets } = await receiver(undefined, host);
      const lookup = vi.fn();
      const record = await sendOne(`http://${name}:${portOf(address)}/`, { lookup });
      expect(record).toMatchObject({ code: 200, attempts: 1 });
      expect(targets).toHaveLength(1);
      expect(lookup).not.toHaveBeenCalled();
    },
  );

  it("is the only place for a localhost name, even if it is in the list", async () => {
    const lookup = vi.fn();
    const { address, targets } = await receiver();
    const host = `rebound.localhost:${portOf(address)}`;
    const record = await sendOne(`http://${host}/`, { lookup, allowedHosts: [host] });
    expect(record).toMatchObject({ host, code: 200 });
    expect(targets).toHaveLength(1);
    expect(lookup).not.toHaveBeenCalled();
  });
});

describe("a host of the list", () => {
  /** Stands for a resolver. */
  const lookup: LookupFunction = (_hostname, _options, callback) => {
    callback(null, [{ address: "127.0.0.1", family: 4 }]);
  };

  it("is asked for by its name", async () => {
    let host: string | undefined;
    const { address } = await receiver((request, response) => {
      host = request.headers.host;
      response.end();
    });
    const name = `receiver.test:${portOf(address)}`;
    const asked = vi.fn(lookup);
    const record = await sendOne(`http://${name}/`, {
      allowedHosts: ["RECEIVER.test"],
      lookup: asked,
    });
    expect(record).toMatchObject({ host: name, code: 200 });
    expect(host).toBe(name);
    expect(asked).toHaveBeenCalledOnce();
  });

  it("does not open the way to other ports and names", async () => {
    const { address, targets } = await receiver();
    const sender = senderOf({ allowedHosts: ["receiver.test:1"], lookup });
    sender.send(`http://receiver.test:${portOf(address)}/`, { ...least });
    sender.send(`http://a.receiver.test:1/`, { ...least });
    await sender.idle();
    for (const { attempts, error } of sender.sent()) {
      expect(attempts).toBe(0);
      expect(error).toMatch(/^refused: .* which is not allowed\. .*, receiver\.test:1\./);
    }
    expect(targets).toEqual([]);
  });

  it("may be unknown to the resolver", async () => {
    const record = await sendOne("http://receiver.test/", {
      allowedHosts: ["receiver.test"],
      lookup: (_hostname, _options, callback) => {
        callback(Object.assign(new Error("secret"), { code: "ENOTFOUND" }), []);
      },
    });
    expect(record).toMatchObject({ attempts: 1, error: "ENOTFOUND" });
  });
});

describe("an answer", () => {
  it.each([301, 302, 303, 307, 308])("that redirects (%d) is not followed", async (code) => {
    const goal = await receiver();
    const { address, targets } = await receiver((_request, response) => {
      response.writeHead(code, { Location: goal.address }).end();
    });
    expect(await sendOne(address)).toMatchObject({ code, attempts: 1 });
    expect(targets).toHaveLength(1);
    expect(goal.targets).toEqual([]);
  });

  it.each([400, 404, 500, 503])("of %d is no reason to send again", async (code) => {
    const { address, targets } = await receiver((_request, response) => {
      response.writeHead(code, { "Retry-After": "0" }).end("no");
    });
    expect(await sendOne(address)).toMatchObject({ code, attempts: 1 });
    expect(targets).toHaveLength(1);
  });

  it("outside 2xx is asked for again where that is wished, until one is good", async () => {
    const codes = [500, 302, 201, 200];
    const { address, targets } = await receiver((_request, response) => {
      response.writeHead(codes.shift() ?? 200).end();
    });
    expect(await sendOne(address, { retries: 5 })).toMatchObject({ code: 201, attempts: 3 });
    expect(targets).toHaveLength(3);
    expect(new Set(targets).size).toBe(1);
  });

  it("outside 2xx is asked for as often as is wished, and then no more", async () => {
    const { address, targets } = await receiver((_request, response) => {
      response.writeHead(503).end();
    });
    const record = await sendOne(address, { retries: 2 });
    expect(record).toMatchObject({ code: 503, attempts: 3 });
    expect(record).not.toHaveProperty("error");
    expect(targets).toHaveLength(3);
  });

  it.each([
    [0, 1],
    [2, 3],
  ])(
    "can be a refused connection: with %d retries, it is tried %d times",
    async (retries, attempts) => {
      const server = createServer();
      const address = await listen(server);
      server.close();
      await once(server, "close");
      for (const name of ["127.0.0.1", "localhost"]) {
        const record = await sendOne(`http://${name}:${portOf(address)}/`, { retries });
        expect(record).toMatchObject({ attempts, error: "ECONNREFUSED" });
        expect(record).not.toHaveProperty("code");
      }
    },
  );

  it.each([
    ["nothing at all", "", { error: "ETIMEDOUT" }],
    ["half a head", "HTTP/1.1 200 OK\r\nA: ", { error: "ETIMEDOUT" }],
    ["a promise of more to come", "HTTP/1.1 102 Processing\r\n\r\n", { error: "ETIMEDOUT" }],
    [
      "half a body",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
      { code: 200, error: "ETIMEDOUT" },
    ],
  ])("that is %s ends at the timeout", async (_name, part, expected) => {
    let sockets = 0;
    const address = await socketServer((socket) => {
      sockets += 1;
      socket.write(part);
    });
    const { attempts, code, error } = await sendOne(address, { timeout: 400 });
    expect({ attempts, code, error }).toEqual({ ...expected, attempts: 1 });
    expect(sockets).toBe(1);
  });

  it("that takes too long is asked for again where that is wished", async () => {
    let sockets = 0;
    const address = await socketServer((socket) => {
      sockets += 1;
      if (sockets > 1) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const record = await sendOne(address, { timeout: 500, retries: 1 });
    expect(record).toMatchObject({ code: 200, attempts: 2 });
    expect(record).not.toHaveProperty("error");
  });

  it.each([
    ["body", "HTTP/1.1 200 OK\r\n\r\n", { code: 200 }],
    ["head", "HTTP/1.1 200 OK\r\nA: ", { error: "HPE_HEADER_OVERFLOW" }],
  ])("with a %s that never ends is left", async (_name, start, expected) => {
    const part = Buffer.alloc(16 * 1024, "a");
    let written = 0;
    const address = await socketServer((socket) => {
      socket.write(start);
      const more = (): void => {
        while (!socket.destroyed) {
          written += part.length;
          if (!socket.write(part)) break;
        }
      };
      socket.on("drain", more);
      more();
    });
    const { attempts, code, error } = await sendOne(address, { timeout: 30_000 });
    expect({ attempts, code, error }).toEqual({ ...expected, attempts: 1 });
    // The systems on both sides keep some megabytes ready.
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it("of 64 KiB is read to its end", async () => {
    const ended = vi.fn();
    const { address } = await receiver((_request, response) => {
      response.on("finish", ended).end(Buffer.alloc(64 * 1024));
    });
    expect(await sendOne(address)).toMatchObject({ code: 200 });
    expect(ended).toHaveBeenCalledOnce();
  });

  it.each([
    ["no HTTP", "nonsense\r\n\r\n", /^HPE_/],
    ["a socket that ends", "", /^ECONNRESET$/],
    [
      "another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
      /^ECONNRESET$/,
    ],
  ])("that is %s is a failure", async (_name, part, error) => {
    const address = await socketServer((socket) => {
      socket.once("data", () => socket.end(part));
    });
    expect(await sendOne(address)).toMatchObject({
      attempts: 1,
      error: expect.stringMatching(error),
    });
  });

  it("to https has to come from a server with a good certificate", async () => {
    const { address } = await receiver();
    const record = await sendOne(address.replace("http:", "https:"));
    // This one speaks no TLS at all.
    expect(record).toMatchObject({
      attempts: 1,
      error: expect.stringMatching(/^(ERR_SSL|EPROTO)/),
    });
  });
});

describe("close", () => {
  it("ends a callback that waits", async () => {
    const { address, targets } = await receiver();
    const timers = openTimers();
    const sender = senderOf({ delay: 60_000 });
    for (let index = 0; index < 20; index += 1) sender.send(address, { ...least });
    expect(openTimers()).toBeGreaterThanOrEqual(timers + 20);
    await sender.close();
    await vi.waitFor(() => {
      expect(openTimers()).toBeLessThanOrEqual(timers);
    });
    expect(targets).toEqual([]);
    expect(sender.sent()).toHaveLength(20);
    for (const record of sender.sent())
      expect(record).toMatchObject({ attempts: 0, error: "closed" });
  });

  it("ends a callback that waits to be sent again", async () => {
    const { address, targets } = await receiver((_request, response) => {
      response.writeHead(500).end();
    });
    const sender = senderOf({ retries: 1, retryDelay: 60_000 });
    sender.send(address, { ...least });
    await vi.waitFor(() => {
      expect(targets).toHaveLength(1);
    });
    await sender.close();
    expect(sender.sent()).toMatchObject([{ attempts: 1, error: "closed" }]);
    expect(targets).toHaveLength(1);
  });

  it.each([
    ["no answer", ""],
    ["half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"],
  ])("ends a callback that has %s", async (_name, part) => {
    const closed: Promise<unknown>[] = [];
    const address = await socketServer((socket) => {
      closed.push(once(socket, "close"));
      socket.resume().write(part);
    });
    const sender = senderOf({ retries: 5, timeout: 60_000 });
    sender.send(address, { ...least });
    await vi.waitFor(() => {
      expect(closed).toHaveLength(1);
    });
    await sender.close();
    await closed[0];
    expect(sender.sent()).toMatchObject([{ attempts: 1, error: "closed" }]);
  });

  it("ends a callback whose name is not found yet", async () => {
    const lookup = vi.fn();
    const sender = senderOf({ allowedHosts: ["receiver.test"], lookup, timeout: 60_000 });
    sender.send("http://receiver.test/", { ...least });
    await vi.waitFor(() => {
      expect(lookup).toHaveBeenCalledOnce();
    });
    await sender.close();
    expect(sender.sent()).toMatchObject([{ attempts: 1, error: "closed" }]);
  });

  it("lets a program end", async () => {
    const file = new URL("../../packages/mock/src/callback-sender.ts", import.meta.url).href;
    const program = `
      import { createServer } from "node:net";
      import { createCallbackSender } from ${JSON.stringify(file)};
      const server = createServer((socket) => socket.on("error", () => {}).resume());
      server.listen(0, "127.0.0.1", () => {
        const address = "http://localhost:" + server.address().port;
        const sent = createCallbackSender({ delay: 0, timeout: 90000 });
        const waiting = createCallbackSender({ delay: 90000 });
        for (const sender of [sent, waiting]) sender.send(address, { number: "1" });
        server.once("connection", async (socket) => {
          await Promise.all([sent.close(), waiting.close()]);
          server.close();
          process.stdout.write(JSON.stringify([...sent.sent(), ...waiting.sent()].map(({ error }) => error)));
        });
      });`;
    const { exitCode, stdout, stderr } = await run(process.execPath, [
      ...["--trace-warnings", "--import", "tsx", "--input-type=module", "--eval", program],
    ]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '["closed","closed"]',
      stderr: "",
    });
  });
});

it("sends many callbacks at once, without a warning", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on("warning", note);
  leftOver.push(() => Promise.resolve(void process.off("warning", note)));
  const { address, targets } = await receiver();
  const sender = senderOf();
  for (let index = 0; index < 100; index += 1) {
    sender.send(address.replace("127.0.0.1", "localhost"), { number: String(index) });
  }
  await sender.idle();
  expect(new Set(targets).size).toBe(100);
  expect(sender.sent().map(({ code }) => code)).toEqual(Array.from({ length: 100 }, () => 200));
  expect(warnings).toEqual([]);
});
