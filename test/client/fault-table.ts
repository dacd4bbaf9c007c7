import { gzipSync } from "node:zlib";
import { answer, reply, type Exchange, type Play } from "./fault-server.js";

/** Stands for what an answer says about a person. Nothing the client writes by itself may have it. */
export const marker = "Zyx-Marker-4711";

/** One thing that can go wrong, or look wrong, between a client and the service. */
export interface Fault {
  /** What the server does; not there where nothing listens. */
  readonly play?: Play;
  /** Whether the server cuts each connection as soon as something comes. */
  readonly resetConnections?: boolean;
  /** The operation to call. Default: `recognizeGermanIdCard`. */
  readonly operationId?: "compareFaces";
  /** Whether the picture is too large to be sent at once. */
  readonly isLarge?: boolean;
  /** Milliseconds. Only where the client has to wait for it to pass. */
  readonly timeout?: number;
}

const tenMegabytes = 10 * 1024 * 1024;

const envelope = (status: string, message: unknown = marker): string =>
  JSON.stringify({ status, message });

const success = envelope("OK", { Surname: marker, CardNumber: marker });

const longSuccess = envelope("OK", { Surname: marker.padEnd(tenMegabytes, "x") });

const bomb = gzipSync(longSuccess, { level: 1 });

/** A page as a proxy in debug mode writes it: with all that came. */
async function page(exchange: Exchange): Promise<string> {
  return `<html><title>${marker}</title><pre>${exchange.head}\n${await exchange.body()}</pre></html>`;
}

const html = { "Content-Type": "text/html; charset=utf-8" };

const http =
  (status: number, fields: Readonly<Record<string, string>> = {}): Play =>
  (exchange) =>
    reply(exchange, status, envelope("ERROR"), fields);

const under200 =
  (body: string, fields: Readonly<Record<string, string>> = {}): Play =>
  (exchange) =>
    reply(exchange, 200, body, fields);

const redirect =
  (status: number): Play =>
  (exchange) =>
    reply(exchange, status, "", { Location: `${exchange.elsewhere}${exchange.target}` });

/** In this many milliseconds; the format has whole seconds. */
const httpDate = (milliseconds: number): string =>
  new Date(Date.now() + milliseconds).toUTCString();

const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

const chunkedHead =
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

const faults = {
  "no fault": { play: under200(success) },
  "connection refused": {},
  "reset at the first byte": { resetConnections: true },
  "reset before the body was read": {
    isLarge: true,
    play: (exchange) => {
      exchange.reset();
    },
  },
  "reset after the whole body was read": {
    play: async (exchange) => {
      await exchange.body();
      exchange.reset();
    },
  },
  "end without an answer": {
    play: async (exchange) => {
      await exchange.body();
      exchange.end();
    },
  },
  "no HTTP": {
    play: async (exchange) => {
      await exchange.body();
      exchange.write(`220 ${marker} ESMTP\r\n`);
      exchange.end();
    },
  },
  "stall before the headers": { timeout: 200, play: () => undefined },
  "stall in the headers": {
    timeout: 200,
    play: (exchange) => {
      exchange.write("HTTP/1.1 200 OK\r\nContent-Type: app");
    },
  },
  "stall in the body": {
    timeout: 200,
    play: (exchange) => {
      exchange.write(answer(200, success).subarray(0, -5));
    },
  },
  "stall in a chunked body": {
    timeout: 200,
    play: (exchange) => {
      exchange.write(chunkedHead + chunk(success));
    },
  },
  "a byte each 20 ms, for ever": {
    timeout: 200,
    play: (exchange) => {
      exchange.write(chunkedHead);
      exchange.every(20, () => {
        exchange.write(chunk(" "));
      });
    },
  },
  "cut in the body": {
    play: async (exchange) => {
      await exchange.body();
      exchange.write(answer(200, success).subarray(0, -5));
      exchange.end();
    },
  },
  "cut in a chunked body": {
    play: async (exchange) => {
      await exchange.body();
      exchange.write(chunkedHead + chunk(success));
      exchange.end();
    },
  },
  "broken JSON": { play: under200(success.slice(0, -5)) },
  "JSON that is no envelope": { play: under200(JSON.stringify({ status: "OK" })) },
  "HTML under 200": {
    play: async (exchange) => reply(exchange, 200, await page(exchange), html),
  },
  "wrong content type": { play: under200(success, { "Content-Type": "text/plain" }) },
  "no content": { play: (exchange) => reply(exchange, 204, "", {}) },
  "empty under 200": { play: under200("") },
  "message of the wrong kind": { play: under200(envelope("OK", [marker])) },
  "unknown status": { play: under200(envelope("NEWS")) },
  "final failure": { play: under200(envelope("IMAGE_RECOGNIZE_ERROR")) },
  "RETRY_LATER once": {
    play: (exchange) =>
      reply(exchange, 200, exchange.number === 1 ? envelope("RETRY_LATER") : success),
  },
  "RETRY_LATER always": { play: under200(envelope("RETRY_LATER")) },
  "RETRY_LATER for a picture without a face": {
    operationId: "compareFaces",
    play: under200(envelope("RETRY_LATER", "IMAGEB_FACE_DETECT_FAILED")),
  },
  "10 MB with Content-Length": { play: under200(longSuccess) },
  "10 MB in chunks": {
    play: async (exchange) => {
      await exchange.body();
      exchange.write(`${chunkedHead}${chunk(longSuccess)}0\r\n\r\n`);
      exchange.end();
    },
  },
  "10 MB in a gzip bomb": {
    play: (exchange) => reply(exchange, 200, bomb, { "Content-Encoding": "gzip" }),
  },
  "chunks without end": {
    play: (exchange) => {
      exchange.write(chunkedHead);
      exchange.every(1, () => {
        exchange.write(chunk(marker.padEnd(512 * 1024, "x")));
      });
    },
  },
  "gzip that is none": { play: under200(success, { "Content-Encoding": "gzip" }) },
  "an answer before the body was read": {
    isLarge: true,
    play: (exchange) => {
      exchange.write(answer(200, success));
      exchange.end();
    },
  },
  "103 before 200": {
    play: async (exchange) => {
      await exchange.body();
      exchange.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
      exchange.write(answer(200, success));
      exchange.end();
    },
  },
  "redirect 301": { play: redirect(301) },
  "redirect 302": { play: redirect(302) },
  "redirect 307": { play: redirect(307) },
  "HTTP 400": { play: http(400) },
  "HTTP 401": { play: http(401) },
  "HTTP 403": { play: http(403) },
  "HTTP 404": { play: http(404) },
  "HTTP 418": { play: http(418) },
  "HTTP 429": { play: http(429) },
  "HTTP 429, Retry-After in seconds": { play: http(429, { "Retry-After": "1" }) },
  "HTTP 429, Retry-After as a date": {
    play: (exchange) => http(429, { "Retry-After": httpDate(1500) })(exchange),
  },
  "HTTP 429, Retry-After as a date that has passed": {
    play: (exchange) => http(429, { "Retry-After": httpDate(-60_000) })(exchange),
  },
  "HTTP 429, Retry-After over the limit": { play: http(429, { "Retry-After": "3600" }) },
  "HTTP 429, Retry-After below zero": { play: http(429, { "Retry-After": "-1" }) },
  "HTTP 429, Retry-After with a fraction": { play: http(429, { "Retry-After": "1.5" }) },
  "HTTP 429, Retry-After in words": { play: http(429, { "Retry-After": "in 5" }) },
  "HTTP 429, Retry-After as no date": { play: http(429, { "Retry-After": "Mon, soon GMT" }) },
  "HTTP 500": { play: http(500) },
  "HTTP 500 with a success": { play: (exchange) => reply(exchange, 500, success) },
  "HTTP 502 in HTML": {
    play: async (exchange) => reply(exchange, 502, await page(exchange), html),
  },
  "HTTP 503": { play: http(503) },
  "HTTP 503, Retry-After": { play: http(503, { "Retry-After": "0" }) },
  "HTTP 504": { play: http(504) },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;

export const faultTable: Readonly<Record<FaultName, Fault>> = faults;

export const faultNames = Object.keys(faults).filter(isFaultName);

function isFaultName(name: string): name is FaultName {
  return name in faults;
}
