import {
  request as sendByHttp,
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { request as sendByHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { ByteStore, type BodyProblem } from "./byte-store.js";
import { endToEnd } from "./end-to-end.js";
import { errorCode } from "./error-code.js";
import type { ExchangeEnd } from "./exchange-end.js";
import { declaredLength } from "./read-body.js";
import type { Room } from "./work-load.js";

/** What the target answered. */
export interface TargetAnswer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  /** Why it is not there, when the client got it unchecked. */
  readonly body: Buffer | BodyProblem;
}

/** The target gave no answer, or not all of it. Its message says what the target did. */
export class TargetError extends Error {
  override readonly name = "TargetError";
  /** HTTP status for the client, if it has none yet. */
  readonly code: 502 | 504;

  constructor(message: string, code: 502 | 504 = 502) {
    super(message);
    this.code = code;
  }
}

/** What a request goes through. */
export interface ForwardedRequest {
  readonly target: URL;
  readonly agent: Agent;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
  readonly room: Room;
  readonly end: ExchangeEnd;
}

/**
 * Sends a request to the target, and its answer to the client while it comes in.
 *
 * `node:http` and not `fetch`: it follows no redirect, and leaves a compressed body as it is.
 *
 * @throws TargetError, or the reason of the exchange's end
 */
export async function forward(exchange: ForwardedRequest): Promise<TargetAnswer> {
  const { response, room, end } = exchange;
  end.signal.throwIfAborted();
  const answer = await send(exchange);
  const { statusCode: code = 0, statusMessage, headers } = answer;
  // Only 101 gets here: it is no answer to a request that does not ask for another protocol.
  if (code < 200) {
    answer.destroy();
    throw protocolChange();
  }
  // The target's date goes through; without one, there is none.
  response.sendDate = false;
  try {
    response.writeHead(code, statusMessage, endToEnd(answer, []));
  } catch {
    answer.destroy();
    throw new TargetError("gave an answer that cannot be passed on");
  }
  const store = new ByteStore(room, declaredLength(answer));
  answer.on("data", (chunk: Buffer) => {
    store.add(chunk);
  });
  try {
    await pipeline(answer, response, { signal: end.signal });
  } catch {
    end.signal.throwIfAborted();
    throw new TargetError("broke off its answer");
  }
  return { code, headers, body: store.body() };
}

function send({ target, agent, request, body, end }: ForwardedRequest): Promise<IncomingMessage> {
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
    signal: end.signal,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(end.signal.aborted ? reasonOf(end.signal) : error);
    };
    outgoing.once("response", resolve);
    // Without a listener, an answer that changes the protocol would be no answer, and no error either.
    outgoing.once("upgrade", (_answer, socket) => {
      socket.destroy();
      fail(protocolChange());
    });
    outgoing.on("error", (error) => {
      fail(new TargetError(`cannot be reached (${errorCode(error)})`));
    });
    // Whatever else ends a request, ends it here.
    outgoing.once("close", () => {
      fail(new TargetError("gave no answer"));
    });
    outgoing.end(body);
  });
}

function protocolChange(): TargetError {
  return new TargetError(
    "answered HTTP 101, which changes the protocol; no request asked for that",
  );
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new TargetError("gave no answer");
}
