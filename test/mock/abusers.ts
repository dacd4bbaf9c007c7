/** What clients do to a server on purpose, by accident and when their network goes. */
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { jpeg } from "../client/pictures.js";

/** Where a client of this kind goes, and by which random numbers it acts. */
export interface Visit {
  readonly port: number;
  readonly random: () => number;
}

/** One way to use a connection. */
export interface Abuser {
  /** Of a thousand connections, how many are of this kind. */
  readonly share: number;
  /** What must come back until the connection is closed. */
  readonly answer: RegExp;
  /** @returns all that came back */
  readonly visit: (visit: Visit) => Promise<string>;
}

/** A connection that can be used wrongly. */
export interface Connection {
  readonly socket: Socket;
  /** Resolves when the connection is closed, in whatever way. */
  readonly received: Promise<string>;
  /** Waits until the system has taken it, or the connection is closed. */
  readonly write: (part: string | Uint8Array) => Promise<void>;
}

export function dial(port: number): Connection {
  const socket = connect(port, "127.0.0.1").setEncoding("latin1");
  let text = "";
  socket.on("data", (part: string) => {
    text += part;
  });
  // A reset is what many of these connections ask for.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      resolve();
    });
  });
  return {
    socket,
    received: closed.then(() => text),
    async write(part) {
      if (!socket.destroyed && !socket.write(part)) {
        const drained = new Promise<void>((resolve) => socket.once("drain", resolve));
        await Promise.race([drained, closed]);
      }
    },
  };
}

const path = "/v1/de_ocr/general";
const formType = "Content-Type: application/x-www-form-urlencoded";

/** The head of a request. */
export function head(
  headers: readonly string[],
  query = "?token=test",
  connection = "close",
): string {
  const lines = [`POST ${path}${query} HTTP/1.1`, "Host: mock", formType, ...headers];
  return [...lines, `Connection: ${connection}`, "", ""].join("\r\n");
}

const largest = 100_000;
const picture = Buffer.from(jpeg(largest));

/** @param bytes size of the picture, at most 100,000 */
export function form(bytes: number): string {
  return `img=${encodeURIComponent(picture.toString("base64", 0, bytes))}`;
}

const length = (body: string, difference = 0): string =>
  `Content-Length: ${String(body.length + difference)}`;
const chunk = (part: string): string => `${part.length.toString(16)}\r\n${part}\r\n`;
const between = (random: () => number, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));
const randomForm = (random: () => number, most = largest): string =>
  form(between(random, 20, most));

/** Cuts a text at random places. */
function pieces(text: string, count: number, random: () => number): readonly string[] {
  const cuts = Array.from({ length: count - 1 }, () => between(random, 0, text.length));
  const ordered = [0, ...cuts.sort((one, other) => one - other), text.length];
  return ordered.slice(1).map((end, index) => text.slice(ordered[index], end));
}

/** Sends a text and waits for the end of the connection. */
async function say(port: number, text: string | Uint8Array): Promise<string> {
  const { write, received } = dial(port);
  await write(text);
  return received;
}

const success = /^HTTP\/1\.1 200 [^]*"status":"OK"/;
const badRequest = /^HTTP\/1\.1 400 /;
/** Whether the answer gets through before the reset is a matter of luck. */
const badRequestOrReset = /^$|^HTTP\/1\.1 400 /;

export const abusers: Readonly<Record<string, Abuser>> = {
  "a whole request": {
    share: 220,
    answer: success,
    visit({ port, random }) {
      const body = randomForm(random);
      return say(port, head([length(body)]) + body);
    },
  },
  "a whole request in chunks": {
    share: 80,
    answer: success,
    visit({ port, random }) {
      const body = pieces(randomForm(random), 5, random).filter((part) => part !== "");
      const chunks = body.map(chunk).join("");
      return say(port, `${head(["Transfer-Encoding: chunked"])}${chunks}0\r\n\r\n`);
    },
  },
  "a client that goes at a random moment": {
    share: 150,
    answer: /^(HTTP\/1\.1 200 |$)/,
    async visit({ port, random }) {
      const { socket, write, received } = dial(port);
      const body = randomForm(random);
      const whole = head([length(body)]) + body;
      await write(whole.slice(0, between(random, 0, Math.floor(whole.length * 1.3))));
      await wait(random() * 30);
      if (random() < 0.5) socket.resetAndDestroy();
      else socket.destroy();
      return received;
    },
  },
  "a body of which half is sent": {
    share: 100,
    answer: badRequestOrReset,
    async visit({ port, random }) {
      const { socket, write, received } = dial(port);
      const body = randomForm(random);
      await write(head([length(body)]) + body.slice(0, body.length / 2));
      socket.end();
      return received;
    },
  },
  "a slow body": {
    share: 100,
    answer: success,
    async visit({ port, random }) {
      const { write, received } = dial(port);
      const body = randomForm(random, 1000);
      const whole = head([length(body)]) + body;
      for (const part of pieces(whole, between(random, 5, 40), random)) {
        await write(part);
        await wait(random() * 20);
      }
      return received;
    },
  },
  "a Content-Length that is too large": {
    share: 50,
    answer: badRequestOrReset,
    async visit({ port, random }) {
      const { socket, write, received } = dial(port);
      const body = randomForm(random);
      await write(head([length(body, between(random, 1, 1000))]) + body);
      socket.end();
      return received;
    },
  },
  "a Content-Length that is too small": {
    share: 50,
    // What is left over is no request, and the connection ends anyway.
    answer: /^HTTP\/1\.1 (200|400) /,
    visit({ port, random }) {
      const body = randomForm(random);
      return say(port, head([length(body, -between(random, 1, body.length - 1))]) + body);
    },
  },
  "a Content-Length that is none": {
    share: 30,
    answer: badRequest,
    visit({ port, random }) {
      const wrong = ["-1", "1e3", "12 12", "9".repeat(40), "0\r\nContent-Length: 5"];
      return say(port, head([`Content-Length: ${wrong[between(random, 0, 4)] ?? ""}`]));
    },
  },
  "bytes that are no HTTP": {
    share: 80,
    answer: badRequestOrReset,
    visit({ port, random }) {
      const bytes = Uint8Array.from({ length: between(random, 16, 5000) }, () =>
        Math.floor(random() * 256),
      );
      // A TLS client starts like this.
      if (random() < 0.5) bytes.set([0x16, 0x03, 0x01]);
      // No method starts so, and the end is not waited for in silence.
      else bytes.set([0xff]);
      return say(port, bytes);
    },
  },
  "a head that is too large": {
    share: 40,
    answer: /^$|^HTTP\/1\.1 431 /,
    visit: ({ port, random }) =>
      say(port, head([`X-Large: ${"x".repeat(between(random, 17_000, 100_000))}`])),
  },
  "chunks that are broken": {
    share: 60,
    answer: badRequestOrReset,
    async visit({ port, random }) {
      const { socket, write, received } = dial(port);
      const breaks = [
        "zz\r\n",
        "ffffffffffffffffff\r\n",
        "5\r\nlonger than five\r\n",
        "-5\r\n",
        "a",
      ];
      await write(head(["Transfer-Encoding: chunked"]) + chunk(randomForm(random, 5000)));
      await write(breaks[between(random, 0, breaks.length - 1)] ?? "");
      socket.end();
      return received;
    },
  },
  "requests behind each other": {
    share: 40,
    // The order is that of the requests.
    answer:
      /^HTTP\/1\.1 200 [^]*"status":"FAIL"[^]*HTTP\/1\.1 200 [^]*"status":"OK"[^]*HTTP\/1\.1 404 [^]*HTTP\/1\.1 200 [^]*"status":"RETRY_LATER"/,
    visit({ port, random }) {
      const keys = ["fail", "ok", "nothing", "retry-later"];
      const requests = keys.map((key, index) => {
        const body = randomForm(random, 3000);
        const connection = index === keys.length - 1 ? "close" : "keep-alive";
        return head([length(body)], `?token=test&__example=${key}`, connection) + body;
      });
      return say(port, requests.join(""));
    },
  },
};

/** A body that is over the limit, with and without its length in the head. */
export async function sendTooMuch({ port, random }: Visit): Promise<string> {
  const { write, received } = dial(port);
  const body = Buffer.alloc(between(random, 12_600_000, 14_000_000), "A");
  if (random() < 0.5) {
    await write(head([`Content-Length: ${String(body.length)}`]));
    await write(body);
  } else {
    await write(head(["Transfer-Encoding: chunked"]));
    await write(`${body.length.toString(16)}\r\n`);
    await write(body);
    await write("\r\n0\r\n\r\n");
  }
  return received;
}
