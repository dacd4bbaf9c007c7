/** Targets and callers that would make a server hang, each over a raw socket. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Writes to a socket for as long as it is open. */
function forever(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 2);
  socket.once("close", () => {
    clearInterval(timer);
  });
}

/** Writes as fast as the other side reads. */
function flood(socket: Socket, text: string): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(text));
  };
  socket.on("drain", more);
  more();
}

/** What a target does, and how the exchange ends. */
export interface HostileTarget {
  readonly answer: (socket: Socket) => void;
  /** HTTP status that the client gets; undefined where its answer breaks off before it has a head. */
  readonly code: number;
  /** Whether the client gets the whole answer. */
  readonly whole: boolean;
  /** What the report says about the target; undefined where nothing is wrong with it. */
  readonly message?: RegExp;
}

const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const inTime = /^took longer than \d+ ms$/;

/** The time limit of the tests' proxies is short; nothing else ends these targets. */
export const hostileTargets: Readonly<Record<string, HostileTarget>> = {
  "changes the protocol": {
    answer: (socket) =>
      socket.write("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
    code: 502,
    whole: true,
    message: /^answered HTTP 101/,
  },
  "changes the protocol and goes on in it": {
    answer: (socket) => {
      socket.write("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
      forever(socket, "x".repeat(100));
    },
    code: 502,
    whole: true,
    message: /^answered HTTP 101/,
  },
  "says 101 without a protocol, and nothing more": {
    answer: (socket) => socket.write("HTTP/1.1 101 Switching\r\n\r\n"),
    code: 502,
    whole: true,
    message: /^answered HTTP 101/,
  },
  "says 102 for ever": {
    answer: (socket) => {
      forever(socket, "HTTP/1.1 102 Processing\r\n\r\n");
    },
    code: 504,
    whole: true,
    message: inTime,
  },
  "says 100 and 103 before its answer": {
    answer: (socket) =>
      socket.write(
        `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}Content-Length: 2\r\n\r\n{}`,
      ),
    code: 200,
    whole: true,
  },
  "says nothing": { answer: () => undefined, code: 504, whole: true, message: inTime },
  "never ends its head": {
    answer: (socket) => {
      socket.write(ok);
      forever(socket, "X");
    },
    code: 504,
    whole: true,
    message: inTime,
  },
  "has a head without end": {
    answer: (socket) => {
      socket.write(ok);
      flood(socket, "X-More: 1\r\n".repeat(1000));
    },
    code: 502,
    whole: true,
    message: /^cannot be reached \(HPE_HEADER_OVERFLOW\)$/,
  },
  "stops in its body": {
    answer: (socket) => socket.write(`${ok}Content-Length: 10\r\n\r\n{`),
    code: 200,
    whole: false,
    message: inTime,
  },
  "drips its body": {
    answer: (socket) => {
      socket.write(chunked);
      forever(socket, "1\r\n \r\n");
    },
    code: 200,
    whole: false,
    message: inTime,
  },
  "has a body without end": {
    answer: (socket) => {
      socket.write(chunked);
      flood(socket, "1\r\n \r\n".repeat(4000));
    },
    code: 200,
    whole: false,
    message: inTime,
  },
  "has a body until it closes, and never closes": {
    answer: (socket) => socket.write(`${ok}Connection: close\r\n\r\n{}`),
    code: 200,
    whole: false,
    message: inTime,
  },
  "sends trailers": {
    answer: (socket) => socket.write(`${chunked}2\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n`),
    code: 200,
    whole: true,
  },
  "has trailers without end": {
    answer: (socket) => {
      socket.write(`${chunked}2\r\n{}\r\n0\r\n`);
      flood(socket, "X-More: 1\r\n".repeat(1000));
    },
    code: 200,
    whole: false,
    message: /^broke off its answer$/,
  },
  "never ends its trailers": {
    answer: (socket) => socket.write(`${chunked}2\r\n{}\r\n0\r\nX-Trailer: 1\r\n`),
    code: 200,
    whole: false,
    message: inTime,
  },
};

/** A target on a raw socket, which answers when a head has come. */
export async function startTarget(answer: (socket: Socket) => void): Promise<{
  readonly url: string;
  readonly server: Server;
  /** Those that are open. */
  readonly sockets: ReadonlySet<Socket>;
  /** Resolves when the first request has come. */
  readonly asked: Promise<void>;
}> {
  let came: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    came = resolve;
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
    socket.once("data", () => {
      answer(socket);
      came();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("There is no port.");
  return { url: `http://127.0.0.1:${String(address.port)}`, server, sockets, asked };
}

const form = "Content-Type: application/x-www-form-urlencoded\r\n";
const post = `POST /v1/de_ocr/general?token=test HTTP/1.1\r\nHost: x\r\n${form}`;

/** What a caller sends; the server answers it, or ends the connection, or waits until it is closed. */
export const hostileCallers: Readonly<Record<string, (socket: Socket) => void>> = {
  "opens a tunnel": (socket) =>
    socket.write("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n"),
  "opens a WebSocket": (socket) =>
    socket.write(
      "GET /v1/de_ocr/general HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    ),
  "opens HTTP/2": (socket) =>
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"),
  "asks for HTTP/2": (socket) =>
    socket.write(
      `${post}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: 0\r\n\r\n`,
    ),
  "expects what nobody has": (socket) =>
    socket.write(`${post}Expect: 200-maybe\r\nContent-Length: 0\r\n\r\n`),
  "waits to be asked for its body": (socket) =>
    socket.write(`${post}Expect: 100-continue\r\nContent-Length: 10\r\n\r\n`),
  "sends a body without end": (socket) => {
    socket.write(`${post}Transfer-Encoding: chunked\r\n\r\n`);
    flood(socket, "1\r\nA\r\n".repeat(4000));
  },
  "sends trailers without end": (socket) => {
    socket.write(`${post}Transfer-Encoding: chunked\r\n\r\n0\r\n`);
    flood(socket, "X-More: 1\r\n".repeat(1000));
  },
  "never ends its trailers": (socket) =>
    socket.write(`${post}Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: 1\r\n`),
  "sends requests behind each other and goes": (socket) => {
    socket.write(`${post}Content-Length: 0\r\n\r\n`.repeat(50), () => {
      setTimeout(() => socket.destroy(), 50);
    });
  },
  "reads nothing": (socket) => {
    socket.pause();
    flood(socket, `${post}Content-Length: 0\r\n\r\n`.repeat(100));
    setTimeout(() => socket.destroy(), 300);
  },
};

/** A caller on a raw socket; `closed` resolves when it has gone. */
export async function call(
  url: string,
  speak: (socket: Socket) => void,
): Promise<{ readonly socket: Socket; readonly closed: Promise<void> }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const closed = new Promise<void>((resolve) =>
    socket.once("close", () => {
      resolve();
    }),
  );
  socket.on("error", () => undefined).resume();
  await once(socket, "connect");
  speak(socket);
  return { socket, closed };
}
