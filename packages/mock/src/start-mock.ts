import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { catalogue, type Operation } from "@aisolution/openapi";
import { PreferenceError, readPreference, type Preference } from "./preference.js";
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
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Two pictures at their limit. Base64 makes 4 characters of 3 bytes, a form at most 3 of one. */
const bodyLimit = 2 * Math.ceil(catalogue.image.maxBytes * (4 / 3) * 3) + 1024;

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
    const base = "http://mock";
    const target = request.url ?? "/";
    // A target such as `//` is no URL.
    const url = URL.canParse(target, base) ? new URL(target, base) : new URL(base);
    answerRequest(prism, request, url)
      .catch(() => httpError(500))
      .then(({ code, headers, body }) => {
        response.writeHead(code, { "Content-Type": "application/json", ...headers });
        response.end(JSON.stringify(body));
        onAnswer?.({ method: request.method ?? "", path: url.pathname, code });
      })
      // The client has gone, or `onAnswer` failed after the answer: neither ends the mock.
      .catch(() => {
        if (!response.writableEnded) response.destroy();
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
    return {
      ...httpError(405, `${url.pathname} takes ${operation.method}, not ${request.method ?? ""}.`),
      headers: { Allow: operation.method },
    };
  }
  const body = await readBody(request);
  if (body === undefined) {
    return httpError(400, `The body is over ${String(bodyLimit)} bytes. Send smaller pictures.`);
  }
  const ask = async (preference: Preference, form: string): Promise<Answer> => {
    const { violations, ...answer } = await prism(
      {
        path: url.pathname,
        query: filledEntries(url.searchParams),
        headers: headerTexts(request),
        body: form,
      },
      preference,
    );
    if (violations.length === 0) return answer;
    return httpError(answer.code, answer.code === 401 ? undefined : violations.join("; "));
  };
  /** Nobody learns more without a token: 401 comes before any other refusal. */
  const refuse = async (code: number, message: string): Promise<Answer> => {
    const plain = await ask(readPreference(operation, undefined, new URLSearchParams()), "");
    return plain.code === 401 ? plain : httpError(code, message);
  };
  const problem = formProblem(operation, headerText(request, "content-type"), body);
  if (problem !== undefined) return refuse(400, problem);
  try {
    const preference = readPreference(operation, headerText(request, "prefer"), url.searchParams);
    return await ask(preference, body);
  } catch (error) {
    if (error instanceof PreferenceError) return refuse(404, error.message);
    throw error;
  }
}

/** What Prism would stumble over, in words. */
function formProblem(
  { request }: Operation,
  contentType: string | undefined,
  body: string,
): string | undefined {
  if (contentType?.split(";", 1)[0]?.trim().toLowerCase() !== request.contentType) {
    return `The content type is ${contentType === undefined ? "missing" : "another"}. Send ${request.contentType}.`;
  }
  try {
    decodeURIComponent(body.replaceAll("+", " "));
  } catch {
    return "The body is no URL-encoded form: a percent sign needs two hexadecimal digits of UTF-8 behind it.";
  }
  const names = body === "" ? [] : body.split("&").map((field) => field.split("=", 1)[0]);
  const twice = request.fields.find(
    ({ name }) => names.filter((candidate) => candidate === name).length > 1,
  );
  return twice === undefined ? undefined : `The field ${twice.name} is given twice. Send it once.`;
}

/** The entries of a query that are not blank: a blank token is no token. */
function filledEntries(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([, value]) => value.trim() !== ""));
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

/**
 * The headers for Prism. `Accept` stays out, since the service has one format and Prism knows no answer
 * for others; so do blank headers, since a blank token is no token.
 */
function headerTexts(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.keys(request.headers)
      .filter((name) => name !== "accept" && headerText(request, name)?.trim() !== "")
      .map((name) => [name, headerText(request, name) ?? ""]),
  );
}
