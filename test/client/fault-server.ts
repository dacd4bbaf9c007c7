import { connect, createServer, type Server, type Socket } from "node:net";

/** What a server has seen so far. */
export interface Seen {
  /** Connections that were opened. */
  connections: number;
  /** Requests whose head has come: what the service may have begun to work on. */
  requests: number;
  /** Requests that have come to their last byte. */
  wholeRequests: number;
  /** Connections to the other server, the one that redirects lead to. */
  elsewhere: number;
}

/** One request, and the connection it came on. Every connection has one request. */
export interface Exchange {
  /** 1 for the first request that this server sees. */
  readonly number: number;
  /** Request line and header fields. */
  readonly head: string;
  /** Path and query, as they came. */
  readonly target: string;
  /** Address of another server, which only counts connections. */
  readonly elsewhere: string;
  /** The body, as soon as all of it is there. */
  body(): Promise<string>;
  write(data: string | Uint8Array): void;
  /** Says that there is no more, and goes on reading. */
  end(): void;
  /** Cuts the connection with a reset. */
  reset(): void;
  /** Runs again and again as long as the connection stands. */
  every(milliseconds: number, action: () => void): void;
  /** Ends never when the connection is cut first. */
  wait(milliseconds: number): Promise<void>;
}

/** What a server does with a request. */
export type Play = (exchange: Exchange) => void | Promise<void>;

export interface FaultServer {
  readonly url: string;
  readonly port: number;
  readonly seen: Readonly<Seen>;
  /** Cuts every connection and clears every timer. */
  close(): Promise<void>;
}

/** Starts a server that keeps to no rule of HTTP but those that `play` keeps to. */
export async function startFaultServer(
  play: Play,
  { resetConnections = false }: { readonly resetConnections?: boolean } = {},
): Promise<FaultServer> {
  const seen: Seen = { connections: 0, requests: 0, wholeRequests: 0, elsewhere: 0 };
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that cuts the connection is no fault of the test.
    socket.on("error", () => undefined);
  }

  const other = createServer((socket) => {
    seen.elsewhere += 1;
    keep(socket);
    socket.resume();
  });
  const elsewhere = `http://127.0.0.1:${String(await listen(other))}`;

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    seen.connections += 1;
    keep(socket);
    if (resetConnections) {
      socket.once("data", () => socket.resetAndDestroy());
      return;
    }
    const own = new Set<NodeJS.Timeout>();
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      own.forEach((timer) => {
        clearTimeout(timer);
        timers.delete(timer);
      });
    });
    const track = (timer: NodeJS.Timeout): void => {
      own.add(timer);
      timers.add(timer);
    };
    let received = Buffer.alloc(0);
    let bodyStart = 0;
    let bodyLength = 0;
    let isWhole = false;
    let bodyCame: (body: string) => void = () => undefined;
    const body = new Promise<string>((resolve) => {
      bodyCame = resolve;
    });
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (bodyStart === 0) {
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        bodyStart = end + 4;
        const head = received.subarray(0, end).toString("latin1");
        bodyLength = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
        seen.requests += 1;
        const number = seen.requests;
        void Promise.resolve(
          play({
            number,
            head,
            target: head.split(" ")[1] ?? "",
            elsewhere,
            body: () => body,
            write: (data) => socket.write(data),
            end: () => socket.end(),
            reset: () => socket.resetAndDestroy(),
            every: (milliseconds, action) => {
              track(setInterval(action, milliseconds));
            },
            wait: (milliseconds) =>
              new Promise((resolve) => {
                track(setTimeout(resolve, milliseconds));
              }),
          }),
        );
      }
      if (!isWhole && received.length >= bodyStart + bodyLength) {
        isWhole = true;
        seen.wholeRequests += 1;
        bodyCame(received.subarray(bodyStart).toString("latin1"));
      }
    });
  });
  const port = await listen(server);

  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    seen,
    async close() {
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
      sockets.forEach((socket) => socket.destroy());
      await Promise.all([closed(server), closed(other)]);
    },
  };
}

/**
 * An address at which nothing listens. An open connection keeps its port, so that no server that starts in
 * the meantime gets it.
 */
export async function closedAddress(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((accepted) => accepted.resume().on("end", () => accepted.end()));
  const socket = connect(await listen(server), "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", resolve);
    socket.on("error", reject);
  });
  return {
    url: `http://127.0.0.1:${String(socket.localPort)}`,
    close: () => {
      socket.destroy();
      return closed(server);
    },
  };
}

/** Text of an answer that keeps to the rules. The connection ends with it. */
export function answer(
  status: number,
  body: string | Uint8Array = "",
  fields: Readonly<Record<string, string>> = {},
): Buffer {
  const all = {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${String(status)} Text\r\n${lines.join("")}\r\n`),
    Buffer.from(body),
  ]);
}

/** Sends such an answer as soon as the request has come to its end. */
export async function reply(
  exchange: Exchange,
  ...parameters: Parameters<typeof answer>
): Promise<void> {
  await exchange.body();
  exchange.write(answer(...parameters));
  exchange.end();
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
