import { createServer } from "node:http";

/** A server that gives answers which the contract does not have. */
export interface FaultyServer {
  readonly url: string;
  /** Target of each request, with its query. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

/** @param bodies JSON or not; given in turn, under HTTP 200 */
export async function startFaultyServer(bodies: readonly string[]): Promise<FaultyServer> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const body = bodies[received.length % bodies.length];
      received.push(request.url ?? "");
      response.writeHead(200, { "Content-Type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    received,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
  };
}
