import { open, realpath } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".yaml": "application/yaml",
  ".zip": "application/zip",
};

/** A server of files that is running. */
export interface StaticServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/**
 * Serves the files of a folder, to this machine only. A path that ends in a slash is its `index.html`.
 *
 * @param options.folder nothing outside it is served, not by `..` and not by a symbolic link
 * @param options.port 0 for any that is free
 * @param options.missingPage makes the page that is shown where there is no such page; else it is a line of text
 * @param options.answer answers a request itself, and says so; the files are asked if it does not
 * @throws with the code `EADDRINUSE` when the port is in use
 */
export async function serveFolder(options: {
  readonly folder: string;
  readonly port: number;
  readonly missingPage?: () => string;
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}): Promise<StaticServer> {
  const server = createServer((request, response) => {
    if (options.answer?.(request, response) === true) return;
    answer(options, request, response).catch(() => {
      // The reader has gone, or the file cannot be read to its end.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { folder, missingPage }: { readonly folder: string; readonly missingPage?: () => string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    sayText(response, 405, "Only GET and HEAD are served.");
    return;
  }
  const file = await findFile(folder, request.url ?? "/");
  const handle = file === undefined ? undefined : await open(file).catch(() => undefined);
  if (file === undefined || handle === undefined) {
    sayMissing(request, response, missingPage);
    return;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      sayMissing(request, response, missingPage);
      return;
    }
    response.writeHead(200, {
      "Content-Type": contentTypes[path.extname(file)] ?? "application/octet-stream",
      "Content-Length": stats.size,
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
    });
    if (request.method === "HEAD") response.end();
    else await pipeline(handle.createReadStream({ autoClose: false }), response);
  } finally {
    await handle.close();
  }
}

function sayMissing(
  request: IncomingMessage,
  response: ServerResponse,
  missingPage: (() => string) | undefined,
): void {
  const isPage = /(?:\/|\.html)$/.test((request.url ?? "").replace(/[?#].*$/, ""));
  if (missingPage === undefined || !isPage) {
    sayText(response, 404, "There is no such file.");
    return;
  }
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  response.writeHead(404, headers).end(missingPage());
}

function sayText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/** The file that a request names, if it is there and its real place is below the folder. */
async function findFile(folder: string, url: string): Promise<string | undefined> {
  const name = decode(url.replace(/[?#].*$/, ""));
  if (name === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, name.endsWith("/") ? `${name}index.html` : name));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** A path that starts with a slash and names no parent folder; anything else is nobody's honest request. */
function decode(pathname: string): string | undefined {
  try {
    const name = decodeURIComponent(pathname);
    const honest = name.startsWith("/") && !name.split(/[/\\]/).includes("..");
    return honest && !name.includes("\0") ? name : undefined;
  } catch {
    return undefined;
  }
}
