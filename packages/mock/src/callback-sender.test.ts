import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  callbackUrl,
  createCallbackSender,
  refusalOf,
  type CallbackRecord,
} from "./callback-sender.js";

const least = { number: "+447700900123", whatsapp: "no" };

describe("callbackUrl", () => {
  it("gives the documented form, in the documented order", () => {
    const url = callbackUrl("https://example.com", {
      avatar: "yes",
      business_user: "no",
      signature: "Hello from the example",
      status_update: "20180825",
      whatsapp: "yes",
      number: "+447700900123",
    });
    expect(url).toBe(
      "https://example.com/?number=%2B447700900123&whatsapp=yes&status_update=20180825&signature=Hello+from+the+example&business_user=no&avatar=yes",
    );
  });

  it.each([
    ["Thai", "สวัสดี", "%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5"],
    ["an emoji", "😀", "%F0%9F%98%80"],
    ["half of an emoji", "a\uD83D", "a%EF%BF%BD"],
    ["what has a meaning in a query", "a+b%2B&c=d#e", "a%2Bb%252B%26c%3Dd%23e"],
    ["line breaks", "a\r\nb\nc", "a%0D%0Ab%0Ac"],
    ["nothing", "", ""],
  ])("encodes %s", (_name, signature, encoded) => {
    expect(callbackUrl("http://127.0.0.1/", { signature })).toBe(
      `http://127.0.0.1/?signature=${encoded}`,
    );
  });

  it.each([
    ["no path", "http://127.0.0.1:8080", "http://127.0.0.1:8080/?"],
    ["an empty query", "http://127.0.0.1/hook?", "http://127.0.0.1/hook?"],
    ["a query", "http://127.0.0.1/hook?job=7", "http://127.0.0.1/hook?job=7&"],
    [
      "a query that URL would escape",
      "http://127.0.0.1/?a='b\"<c>&d%7E?&e",
      "http://127.0.0.1/?a='b\"<c>&d%7E?&e&",
    ],
    [
      "a query that HTTP cannot carry",
      "http://127.0.0.1/?a=ก b",
      "http://127.0.0.1/?a=%E0%B8%81%20b&",
    ],
    ["a fragment", "http://127.0.0.1/hook#top?x", "http://127.0.0.1/hook?"],
    ["a query and a fragment", "http://127.0.0.1/hook?job=7#top", "http://127.0.0.1/hook?job=7&"],
    [
      "a query with a name of the contract",
      "http://127.0.0.1/?number=1",
      "http://127.0.0.1/?number=1&",
    ],
    ["another spelling", "HTTP:\\\\LocalHost:80\\a b", "http://localhost/a%20b?"],
  ])("keeps an address with %s", (_name, address, start) => {
    expect(callbackUrl(address, least)).toBe(`${start}number=%2B447700900123&whatsapp=no`);
  });

  it("leaves out what is undefined", () => {
    const values = { number: "1", whatsapp: undefined, signature: undefined };
    expect(callbackUrl("http://127.0.0.1/?", values)).toBe("http://127.0.0.1/?number=1");
    expect(callbackUrl("http://127.0.0.1/hook?", {})).toBe("http://127.0.0.1/hook");
  });

  it.each(["Number", "status", "__proto__", "toString", ""])(
    "refuses the name %j, without its value",
    (name) => {
      const values = Object.fromEntries([...Object.entries(least), [name, "secret"]]);
      const build = () => callbackUrl("http://127.0.0.1/", values);
      expect(build).toThrow(TypeError);
      expect(build).toThrow(
        `The callback has no parameter ${JSON.stringify(name)}. It has number, whatsapp, status_update, signature, business_user, avatar.`,
      );
      expect(build).not.toThrow(/secret/);
    },
  );

  it.each([
    "",
    "/secret",
    "ftp://127.0.0.1/secret",
    "http://u:secret@127.0.0.1/",
    "http://secret:x",
  ])("refuses the address %j, and does not repeat it", (address) => {
    const build = () => callbackUrl(address, least);
    expect(build).toThrow(TypeError);
    expect(build).not.toThrow(/secret/);
  });
});

/** Each leads elsewhere, or nowhere. */
const refused = [
  "",
  "callback",
  "/secret",
  "//localhost/secret",
  "localhost:8080",
  "http://",
  "http://[::1",
  "http://127.0.0.1.5/",
  "http://localhost%00.example.com/",
  "ftp://localhost/secret",
  "file:///secret",
  "file://localhost/secret",
  "ws://localhost/",
  "data:text/plain,secret",
  "javascript:secret",
  "http://user@localhost/",
  "http://:secret@127.0.0.1/",
  "http://user:secret@[::1]/",
  "http://localhost@example.com/",
  "http://127.0.0.1:80@example.com/",
  "http://example.com\\@localhost/",
  "http://example.com#@localhost/",
  "http://example.com?@localhost/",
  "http://example.com/secret",
  "https://example.com/localhost",
  "http://localhost.example.com/",
  "http://localhost%2eexample.com/",
  "http://127.0.0.1.nip.io/",
  "http://127.0.0.1.example.com/",
  "http://notlocalhost/",
  "http://localhost.localdomain/",
  "http://localhost../",
  "http://.localhost/",
  "http://local host/",
  "http://ip6-localhost/",
  "http://0.0.0.0/",
  "http://0/",
  "http://[::]/",
  "http://126.255.255.255/",
  "http://128.0.0.0/",
  "http://2147483648/",
  "http://0x80.1/",
  "http://10.0.0.1/",
  "http://192.168.1.1/",
  "http://169.254.169.254/secret",
  "http://[::2]/",
  "http://[fe80::1]/",
  "http://[fd00::1]/",
  "http://[::127.0.0.1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://[::ffff:0:127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  `http://${"a".repeat(5000)}.test/`,
] as const;

const allowed = [
  "http://127.0.0.1/",
  "http://127.0.0.1:8080/hook?job=7",
  "https://127.255.255.254/",
  "http://127.1/",
  "http://127.0.0.1./",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://0x7f000001/",
  "http://0177.0.0.01/",
  "http://１２７.0.0.1/",
  "http://%31%32%37.0.0.1/",
  "http://[::1]:8080/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7fff:ffff]/",
  "http://localhost",
  "https://LOCALHOST:8443/hook",
  "http://localhost./",
  "http://localhost。/",
  "http://ⓛocalhost/",
  "http://hook.localhost/",
  "http://a.b_c.localhost.:8080/",
  "http:localhost/hook",
  "http:\\\\localhost\\hook",
  " http://localhost/ ",
] as const;

describe("refusalOf", () => {
  it.each(refused)("refuses %j", (address) => {
    const refusal = refusalOf(address) ?? "";
    expect(refusal).toMatch(/^The callback address (is no absolute|has a user name|has the host)/);
    expect(refusal).toMatch(
      /Allowed are .* this machine \(127\.0\.0\.0\/8, \[::1\], localhost and names under it\)\. --allow-callback-hosts HOST/,
    );
    expect(refusal).not.toContain("secret");
    expect(refusal.length).toBeLessThan(600);
  });

  it.each(allowed)("allows %j", (address) => {
    expect(refusalOf(address)).toBeUndefined();
  });

  it.each([
    ["example.test", "http://example.test/", true],
    ["example.test", "https://EXAMPLE.test.:8443/hook", true],
    ["Example.TEST.", "http://example.test/", true],
    ["example.test", "http://a.example.test/", false],
    ["example.test", "http://example.test.evil/", false],
    ["example.test", "http://user@example.test/", false],
    ["example.test", "ftp://example.test/", false],
    ["example.test:80", "http://example.test/", true],
    ["example.test:80", "https://example.test/", false],
    ["example.test:443", "https://example.test/", true],
    ["example.test:8080", "http://example.test:8080/", true],
    ["example.test:8080", "http://example.test:8081/", false],
    ["bücher.test", "http://xn--bcher-kva.test/", true],
    ["10.0.0.5", "http://0x0a.5/", true],
    ["fd00::5", "http://[fd00:0::5]:9/", true],
    ["[fd00::5]:8080", "http://[fd00::5]:8080/", true],
    ["[fd00::5]:8080", "http://[fd00::5]/", false],
  ])("with %s in the list, takes %s: %s", (entry, address, expected) => {
    const refusal = refusalOf(address, ["other.test", entry]);
    expect(refusal === undefined).toBe(expected);
    if (!expected) expect(refusal).toContain(`, other.test, ${entry}. --allow`);
  });

  it.each([
    "",
    " ",
    "http://a.test",
    "a.test/",
    "*.test",
    "a.test:99999",
    "u@a.test",
    "a:b",
    "[::1",
  ])("refuses the entry %j", (entry) => {
    expect(() => refusalOf("http://localhost/", [entry])).toThrow(TypeError);
    expect(() => createCallbackSender({ allowedHosts: [entry] })).toThrow(
      /Write HOST or HOST:PORT/,
    );
  });
});

describe("createCallbackSender", () => {
  const connect = vi.spyOn(Socket.prototype, "connect");

  beforeEach(() => {
    connect.mockClear();
  });
  afterEach(() => {
    expect(connect).not.toHaveBeenCalled();
  });

  it("opens no socket and asks for no name where the address is refused", async () => {
    const lookup = vi.fn();
    const sender = createCallbackSender({ delay: 0, retries: 2, lookup });
    for (const address of refused) sender.send(address, least);
    await sender.idle();
    await sender.close();
    expect(sender.sent()).toHaveLength(refused.length);
    for (const [index, record] of sender.sent().entries()) {
      const error = `refused: ${refusalOf(refused[index] ?? "") ?? ""}`;
      expect(record).toMatchObject({ attempts: 0, error, parameters: ["number", "whatsapp"] });
      expect(record).not.toHaveProperty("code");
      expect(JSON.stringify(record)).not.toMatch(/secret|447700900123/);
    }
    expect(lookup).not.toHaveBeenCalled();
  });

  it.each([
    ["http://EXAMPLE.com:8080/a/b?c", "example.com:8080", "/…"],
    ["http://user@localhost?c", "localhost", "/"],
    ["/a/b", undefined, undefined],
  ])("says of %s only where it led", (address, host, path) => {
    const sender = createCallbackSender();
    sender.send(address, {});
    expect(sender.sent()).toEqual([
      { host, path, parameters: [], attempts: 0, error: expect.stringMatching(/^refused: The/) },
    ]);
  });

  it("keeps the last 1000 records, until they are cleared", () => {
    const seen: CallbackRecord[] = [];
    const sender = createCallbackSender({ onSent: (record) => seen.push(record) });
    for (let index = 0; index < 1003; index += 1) sender.send(`http://h${String(index)}.test/`, {});
    expect(seen).toHaveLength(1003);
    expect(sender.sent()).toEqual(seen.slice(3));
    sender.clear();
    expect(sender.sent()).toEqual([]);
  });

  it("gives no hold on its list, and minds no fault of the one who watches", () => {
    const onSent = vi.fn(() => {
      throw new Error("The watcher failed.");
    });
    const sender = createCallbackSender({ onSent });
    const before = sender.sent();
    sender.send("http://a.test/", {});
    expect(before).toEqual([]);
    expect(sender.sent()).toHaveLength(1);
    expect(onSent).toHaveBeenCalledOnce();
  });

  it("refuses a name that the contract does not have, and keeps nothing of it", async () => {
    const sender = createCallbackSender();
    const send = () => {
      sender.send("http://127.0.0.1/", { ...least, status: "secret" });
    };
    expect(send).toThrow(/no parameter "status"/);
    await sender.idle();
    expect(sender.sent()).toEqual([]);
  });

  it("sends nothing once it is closed", async () => {
    const sender = createCallbackSender({ delay: 0 });
    await sender.close();
    await sender.close();
    sender.send("http://127.0.0.1/", least);
    sender.send("http://a.test/", least);
    await sender.idle();
    expect(sender.sent()).toMatchObject([
      { attempts: 0, error: "closed" },
      { attempts: 0, error: expect.stringMatching(/^refused: /) },
    ]);
  });

  it.each([
    ["delay", -1],
    ["delay", 2 ** 31],
    ["retries", 1.5],
    ["retryDelay", Number.NaN],
    ["timeout", 0],
    ["timeout", Number.POSITIVE_INFINITY],
  ])("refuses %s %d", (name, value) => {
    expect(() => createCallbackSender({ [name]: value })).toThrow(TypeError);
    expect(() => createCallbackSender({ [name]: value })).toThrow(`${name} must be an integer`);
  });
});
