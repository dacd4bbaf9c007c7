import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.js";
import type { Prism } from "./prism.js";
import { readBody } from "./read-body.js";

/** Answers a request by another OpenAPI document: Prism does all of it, in its own manners. */
export async function answerByPrism(
  prism: Prism,
  dynamic: boolean,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> {
  const body = await readBody(request);
  const prefer = String(request.headers["prefer"] ?? "");
  const wished = (name: string) =>
    new RegExp(`(?:^|[,;\\s])${name}="?([^\\s",;]+)`, "i").exec(prefer)?.[1] ??
    url.searchParams.get(`__${name}`) ??
    undefined;
  const [example, code] = [wished("example"), wished("code")];
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      // A client that takes anything is no reason for 406.
      .filter(([name]) => name !== "accept" && name !== "prefer")
      .map(([name, value]) => [name, String(value)]),
  );
  try {
    const answer = await prism(
      {
        method: request.method ?? "GET",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
        body: readValue(headers["content-type"], body ?? ""),
      },
      {
        dynamic,
        ...(example === undefined ? {} : { exampleKey: example }),
        ...(code === undefined ? {} : { code: Number(code) }),
      },
    );
    const reason = answer.violations.join("; ");
    return {
      ...answer,
      key: example ?? "prism",
      chosenBy: "contract",
      ...(reason ? { reason } : {}),
    };
  } catch (error) {
    // Prism throws its answers to unknown paths and the like, as problem details (RFC 9457).
    const status: unknown = Reflect.get(Object(error), "status");
    const title: unknown = Reflect.get(Object(error), "title");
    if (typeof status !== "number") throw error;
    return {
      code: status,
      body: { status, title: typeof title === "string" ? title : "" },
      key: "prism",
      chosenBy: "contract",
    };
  }
}

/** Prism wants JSON read, and every other body as it is. */
function readValue(contentType: string | undefined, body: string): unknown {
  if (!/^application\/([^;]+\+)?json\s*(;|$)/i.test(contentType ?? "")) return body;
  try {
    // `readBody` gives bytes as characters.
    const value: unknown = JSON.parse(Buffer.from(body, "latin1").toString("utf8"));
    return value;
  } catch {
    return body;
  }
}
