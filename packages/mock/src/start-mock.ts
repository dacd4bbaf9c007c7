import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { catalogue } from "@aisolution/openapi";
import { PreferenceError, readPreference } from "./preference.js";
import { loadPrism, type Prism } from "./prism.js";

/** Options of `startMock`. */
export interface MockOptions {
  /** Port to listen on; 0 takes a free one. Default: 4010. */
  readonly port?: number;
  /** Address to listen on. Default: 127.0.0.1, so that only this machine can reach the mock. */
  readonly host?: string;
  /** Called after each answer. Paths hold no token: the query is left out. */
  readonly onAnswer?: (answer: {
    readonly method: string;
    readonly path: string;
    readonly code: number;
  }) => void;
}

/** A running mock. */
export interface Mock {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly code: number;
  readonly body: unknown;
}

/** A body of two pictures at their limit in base64, percent-encoded in the worst case. */
const bodyLimit = 3 * 2 * catalogue.image.maxBytes * 2;

/**
 * Starts a mock of the API: every documented path, every named example by `Prefer: example=KEY`.
 *
 * @example
 * const mock = await startMock({ port: 0 });
 * const client = createClient({ token: "test", baseUrl: mock.url });
 * await mock.close();
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 4010, host = "127.0.0.1", onAnswer } = options;
  const prism = await loadPrism();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://mock");
    void answerRequest(prism, request, url)
      .catch((error: unknown) => httpError(500, error instanceof Error ? error.message : ""))
      .then(({ code, body }) => {
        response.writeHead(code, { "Content-Type": "application/json" });
        response.end(JSON.stringify(body));
        onAnswer?.({ method: request.method ?? "", path: url.pathname, code });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${String(actualPort)}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(prism: Prism, request: IncomingMessage, url: URL): Promise<Answer> {
  const operation = catalogue.operations.find(({ path }) => path === url.pathname);
  if (operation === undefined) {
    request.resume();
    const paths = catalogue.operations.map(({ path }) => path).join(", ");
    return httpError(404, `There is no path ${url.pathname}. The paths are ${paths}.`);
  }
  if (request.method !== operation.method) {
    request.resume();
    return httpError(
      405,
      `${url.pathname} takes ${operation.method}, not ${request.method ?? ""}.`,
    );
  }
  const body = await readBody(request);
  if (body === undefined) {
    return httpError(400, `The body is over ${String(bodyLimit)} bytes.`);
  }
  try {
    const preference = readPreference(operation, headerText(request, "prefer"), url.searchParams);
    const {
      code,
      body: answer,
      violations,
    } = await prism(
      {
        method: "post",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: headerTexts(request),
        body,
      },
      preference,
    );
    const [violation] = violations;
    if (violation === undefined) return { code, body: answer };
    return httpError(code, code === 401 ? undefined : violations.join("; "));
  } catch (error) {
    if (error instanceof PreferenceError) return httpError(404, error.message);
    throw error;
  }
}

/** The contract's body for an HTTP status, with a message that says more where there is one. */
function httpError(code: number, message?: string): Answer {
  const error = catalogue.httpErrors.find((candidate) => candidate.code === code);
  const example = error?.example ?? { status: `HTTP_${String(code)}`, message: "" };
  return { code, body: { ...example, ...(message === undefined ? {} : { message }) } };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: string[] = [];
  let size = 0;
  // A form is ASCII: its bytes are its characters.
  request.setEncoding("latin1");
  request.on("data", (chunk: string) => {
    size += chunk.length;
    // The rest is read and dropped, so that the client gets to see the answer.
    if (size <= bodyLimit) chunks.push(chunk);
  });
  await once(request, "end");
  return size > bodyLimit ? undefined : chunks.join("");
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

function headerTexts(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.keys(request.headers).map((name) => [name, headerText(request, name) ?? ""]),
  );
}
