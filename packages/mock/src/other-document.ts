import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.js";
import type { Prism } from "./prism.js";
import { firstItems } from "./first-items.js";
import { limits } from "./limits.js";
import { readBody } from "./read-body.js";
import type { Room } from "./work-load.js";

/** Answers a request by another OpenAPI document: Prism does all of it, in its own manners. */
export async function answerByPrism(
  prism: Prism,
  dynamic: boolean,
  request: IncomingMessage,
  url: URL,
  room: Room,
): Promise<Answer> {
  const received = await readBody(request, room);
  const body = typeof received === "string" ? "" : received.toString("latin1");
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
  const { value, isCut } = firstItems(readValue(headers["content-type"], body));
  if (received === "too-long" || isCut) {
    const reason = `The body is over ${String(limits.bodyBytes)} bytes, or has an array of more than ${String(limits.checkedItems)} items.`;
    return {
      code: 413,
      body: { status: 413, title: reason },
      key: "prism",
      chosenBy: "input",
      reason,
    };
  }
  if (received === "no-room") {
    const reason = "There is no room for this body now.";
    return {
      code: 503,
      body: { status: 503, title: reason },
      key: "prism",
      chosenBy: "fault",
      reason,
    };
  }
  try {
    const answer = await prism(
      {
        method: request.method ?? "GET",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
        body: value,
      },
      {
        dynamic,
        ...(example === undefined ? {} : { exampleKey: example }),
        ...(code === undefined ? {} : { code: Number(code) }),
      },
    );
    const reason = answer.violations.join("; ").slice(0, limits.reason);
    return {
      ...answer,
      // What is asked for can be anything, and is listed and sent: only a name of an example is.
      key: example !== undefined && /^[\w.-]{1,64}$/.test(example) ? example : "prism",
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
    // The body has bytes as characters.
    const value: unknown = JSON.parse(Buffer.from(body, "latin1").toString("utf8"));
    return value;
  } catch {
    return body;
  }
}
