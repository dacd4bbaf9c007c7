import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

/** A call as it came, with all that the mock must not remember. */
export interface ReceivedCall {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** A server that stands before the mock. The end of a token's name says how it answers. */
export interface SampleServer {
  readonly url: string;
  calls(token: string): readonly ReceivedCall[];
  /** The body of the last answer that the mock gave to a token. */
  lastAnswer(token: string): string | undefined;
  close(): Promise<void>;
}

/** How long an answer takes to a token that ends in `slow`. */
const slowTime = 700;

/** @param target the mock, which gives the answers */
export async function startSampleServer(target: string): Promise<SampleServer> {
  const received = new Map<string, ReceivedCall[]>();
  const answers = new Map<string, string>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { pathname, search, searchParams } = new URL(request.url ?? "", target);
    const token = searchParams.get("token") ?? "";
    const contentType = request.headers["content-type"];
    const form = Object.fromEntries(new URLSearchParams(body));
    const calls = received.get(token) ?? [];
    received.set(token, [...calls, { path: pathname, contentType, form }]);
    if (token.endsWith("cut")) {
      request.socket.destroy();
      return;
    }
    if (token.endsWith("page")) {
      response.end(`<p>No JSON at ${search}</p>`);
      return;
    }
    const [, redirect] = /redirect-(\d+)$/.exec(token) ?? [];
    if (redirect !== undefined) {
      // It leads back here, with the token, so that a second call is seen.
      response.writeHead(Number(redirect), { Location: request.url ?? "" }).end();
      return;
    }
    if (token.endsWith("slow")) await wait(slowTime);
    if (pathname === oddPath) {
      response.end('{"status":"OK","message":null}');
      return;
    }
    const answered = await fetch(`${target}${pathname}${search}`, {
      method: request.method ?? "",
      headers: { "Content-Type": contentType ?? "" },
      body,
    });
    response.writeHead(answered.status, { "Content-Type": "application/json" });
    const answerBody = await answered.text();
    answers.set(token, answerBody);
    response.end(answerBody);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${String(portOf(server.address()))}`,
    calls: (token) => received.get(token) ?? [],
    lastAnswer: (token) => answers.get(token),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A path of no operation, for a sample that the contract does not have. */
export const oddPath = "/v1/odd";

/** An address where nobody listens. */
export async function refusingAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server.address());
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${String(port)}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
