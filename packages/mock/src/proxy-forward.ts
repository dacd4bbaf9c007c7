import {
  request as sendByHttp,
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { request as sendByHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { maxBodyBytes } from "./read-body.js";

/** What the target answered. */
export interface TargetAnswer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  /** `undefined` when it is over the limit: then the client got it unchecked. */
  readonly body: Buffer | undefined;
}

/** The target gave no answer, or not all of it. Its message says what the target did. */
export class TargetError extends Error {
  override readonly name = "TargetError";
}

/** The client has gone before it had its answer. */
export class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
}

/** RFC 9110, section 7.6.1, and what older programs send. `Connection` can name more of them. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * Sends a request to the target, and its answer to the client while it comes in.
 *
 * `node:http` and not `fetch`: it follows no redirect, and leaves a compressed body as it is.
 *
 * @throws TargetError, ClientGoneError
 */
export async function forward(
  target: URL,
  agent: Agent,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<TargetAnswer> {
  // A response that has closed before will not say so again.
  if (request.socket.destroyed) throw new ClientGoneError();
  const answer = await send(target, agent, request, body, response);
  const { statusCode: code = 0, statusMessage, headers } = answer;
  // The target's date goes through; without one, there is none.
  response.sendDate = false;
  try {
    response.writeHead(code, statusMessage, endToEnd(answer, []));
  } catch {
    throw new TargetError("gave an answer that cannot be passed on");
  }
  const read = collect(answer);
  try {
    await pipeline(answer, response);
  } catch (error) {
    // The stream that ends early without an error of its own is the client's.
    if (errorCode(error) === "ERR_STREAM_PREMATURE_CLOSE") throw new ClientGoneError();
    throw new TargetError("broke off its answer");
  }
  return { code, headers, body: read() };
}

/** Reads a body; `undefined` when it is over the limit. The rest is dropped, so that an answer can follow. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const read = collect(request);
  await new Promise<void>((resolve, reject) => {
    const gone = () => {
      reject(new ClientGoneError());
    };
    request.once("end", resolve).once("error", gone).once("close", gone);
  });
  return read();
}

function send(
  target: URL,
  agent: Agent,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<IncomingMessage> {
  const withBody =
    request.headers["content-length"] !== undefined ||
    request.headers["transfer-encoding"] !== undefined;
  const outgoing = (target.protocol === "https:" ? sendByHttps : sendByHttp)({
    agent,
    protocol: target.protocol,
    hostname: target.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: target.port,
    method: request.method,
    path: target.pathname.replace(/\/$/, "") + (request.url ?? "/"),
    headers: [
      ...["Host", target.host],
      // `Expect` was answered here already.
      ...endToEnd(request, ["host", "content-length", "expect"]),
      ...(withBody ? ["Content-Length", String(body.length)] : []),
    ],
  });
  response.once("close", () => outgoing.destroy());
  return new Promise((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.on("error", (error) => {
      if (request.socket.destroyed) reject(new ClientGoneError());
      else reject(new TargetError(`cannot be reached (${errorCode(error)})`));
    });
    outgoing.end(body);
  });
}

/** Headers in their order and spelling, name after value, without those of one connection. */
function endToEnd(message: IncomingMessage, dropped: readonly string[]): string[] {
  const named = (message.headers.connection ?? "").split(",").map((name) => name.trim());
  const left = new Set([...hopByHop, ...dropped, ...named.map((name) => name.toLowerCase())]);
  const kept: string[] = [];
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const [name = "", value = ""] = message.rawHeaders.slice(index, index + 2);
    if (!left.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/** Keeps what a stream gives, up to the limit. */
function collect(stream: IncomingMessage): () => Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => (size <= maxBodyBytes ? Buffer.concat(chunks) : undefined);
}

/** The code of an error of Node: its message would hold addresses. */
function errorCode(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "no code";
}
