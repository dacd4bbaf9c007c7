import type { Server } from "node:http";

/**
 * Lets a server listen.
 *
 * @returns its address: scheme, host and port, without a slash at the end
 * @throws Error that says which port is in use
 */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      reject(listenError(error, port));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return `http://${reachableHost(host)}:${String(actualPort)}`;
}

/** The host of an address for this machine: nobody can call "all of them". */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** The error of a server that cannot listen, in words; any other error stays as it is. */
function listenError(error: Error, port: number): Error {
  const inUse = "code" in error && error.code === "EADDRINUSE";
  if (!inUse) return error;
  return new Error(`Port ${String(port)} is in use. Choose another port, or 0 for a free one.`, {
    cause: error,
  });
}
