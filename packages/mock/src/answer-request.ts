import type { IncomingMessage } from "node:http";
import { catalogue } from "@aisolution/openapi";
import { answerCall, type MockState } from "./answer-call.js";
import { httpAnswer, type Answer } from "./answer.js";
import { headerText } from "./header-text.js";
import { describeFields, type JournalField } from "./journal.js";
import { limits } from "./limits.js";
import { maxBodyBytes, readBody } from "./read-body.js";
import type { Room } from "./work-load.js";

/** An answer, with what may be told of its request. */
export interface HandledRequest {
  readonly answer: Answer;
  readonly operationId?: string;
  readonly tokenIn?: string;
  readonly fields?: Readonly<Record<string, JournalField>>;
}

/** Answers a request as the service does. */
export async function answerRequest(
  state: MockState,
  request: IncomingMessage,
  url: URL,
  room: Room,
): Promise<HandledRequest> {
  const operation = catalogue.operations.find(({ path }) => path === url.pathname);
  if (operation === undefined) {
    request.resume();
    const paths = catalogue.operations.map(({ path }) => path).join(", ");
    return {
      answer: httpAnswer(404, "contract", `There is no such path. The paths are ${paths}.`),
    };
  }
  const { operationId, method } = operation;
  if (request.method !== method) {
    request.resume();
    const refused = httpAnswer(405, "contract", `This path takes ${method} only.`);
    return { operationId, answer: { ...refused, headers: { Allow: method } } };
  }
  const body = await readBody(request, room);
  const place = catalogue.authentication.find(
    (candidate) => readToken(candidate, request, url) !== "",
  );
  // Nobody learns more without a token: 401 comes before any other refusal.
  if (place === undefined) return { operationId, answer: httpAnswer(401, "contract") };
  const known = { operationId, tokenIn: place.in };
  if (body === "no-room") {
    const reason = `All bodies that are being received are over ${String(limits.heldBytes)} bytes. Send fewer at once.`;
    return { ...known, answer: httpAnswer(503, "fault", reason) };
  }
  if (body === "too-long") {
    const reason = `The body is over ${String(maxBodyBytes)} bytes. Send smaller pictures.`;
    return { ...known, answer: httpAnswer(400, "input", reason) };
  }
  const { answer, fields, images } = await answerCall(state, {
    operation,
    query: url.searchParams,
    token: readToken(place, request, url),
    prefer: headerText(request, "prefer"),
    contentType: headerText(request, "content-type"),
    // A form is ASCII: its bytes are its characters.
    body: body.toString("latin1"),
  });
  return { ...known, answer, fields: describeFields(fields, images) };
}

/** A blank token is no token. */
function readToken(
  place: (typeof catalogue.authentication)[number],
  request: IncomingMessage,
  url: URL,
): string {
  const token =
    place.in === "query"
      ? url.searchParams.get(place.parameter)
      : headerText(request, place.parameter.toLowerCase());
  return token?.trim() ?? "";
}
