import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { checkOptions } from "@aisolution/options";
import type { MockState } from "./answer-call.js";
import { createAnswerQueue } from "./answer-queue.js";
import { answerRequest, type HandledRequest } from "./answer-request.js";
import { httpAnswer } from "./answer.js";
import { createCallbackSender, type CallbackRecord } from "./callback-sender.js";
import { endOf } from "./connection-end.js";
import { mayControl } from "./control-access.js";
import { answerControl, isControl, type ControlState, type ControlTarget } from "./control.js";
import { mockAddress } from "./default-addresses.js";
import { createFaceGroups } from "./face-groups.js";
import { inventAnswer } from "./invent-answer.js";
import { createJournal } from "./journal.js";
import { listen } from "./listen.js";
import { createLookups } from "./live-lookups.js";
import { mockRules, type MockOptions } from "./mock-options.js";
import { answerByPrism } from "./other-document.js";
import { loadPrism } from "./prism.js";
import { preflightHeaders, send, sendControl } from "./send-answer.js";
import { shownPath } from "./shown-path.js";
import { createTraffic } from "./traffic.js";
import { createWorkLoad, type Room } from "./work-load.js";

/** A running mock. */
export interface Mock extends ControlTarget {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Resolves when no callback is on its way. */
  idle(): Promise<void>;
  /** Ends the mock, with all its sockets and timers. It may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock of the API: every documented path and outcome, a face group that remembers, lookups with real
 * callbacks, and the API's own answers to bad input.
 *
 * @example
 * const mock = await startMock({ port: 0 });
 * const client = createClient({ token: "test", baseUrl: mock.url });
 * await mock.close();
 *
 * @throws TypeError when an option cannot be used; Error when the port is in use
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(mockRules, options);
  const {
    port = mockAddress.port,
    host = mockAddress.host,
    onAnswer,
    dynamic = false,
    document,
  } = options;
  const prism = dynamic || document !== undefined ? await loadPrism(document) : undefined;
  const callbacks = createCallbackSender({
    allowedHosts: options.allowCallbackHosts ?? [],
    ...(options.callbackRetries === undefined ? {} : { retries: options.callbackRetries }),
    ...(options.callbackDelay === undefined ? {} : { delay: options.callbackDelay }),
  });
  const journal = createJournal();
  const state: MockState = {
    faces: createFaceGroups(options.seed ?? 1),
    lookups: createLookups((address, values) => {
      callbacks.send(address, values);
    }),
    queue: createAnswerQueue(),
    traffic: createTraffic(options),
    invent: prism && ((operation) => inventAnswer(prism, operation)),
  };
  const control: ControlState = {
    requests: () => journal.entries(),
    callbacks: (): readonly CallbackRecord[] => callbacks.sent(),
    setNext: (operationId, answers) => {
      state.queue.add(operationId, answers);
    },
    reset: () => {
      for (const part of [state.faces, state.lookups, state.queue, state.traffic, journal]) {
        part.reset();
      }
      callbacks.clear();
    },
  };

  async function answer(request: IncomingMessage, url: URL, room: Room): Promise<HandledRequest> {
    if (prism && document !== undefined) {
      return { answer: await answerByPrism(prism, dynamic, request, url, room) };
    }
    return answerRequest(state, request, url, room);
  }

  async function handleControl(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    room: Room,
  ): Promise<void> {
    if (mayControl(request, options.remoteControl ?? false)) {
      const { code, body } = await answerControl(control, request, path, room);
      sendControl(response, code, body);
    } else {
      request.resume();
      const message =
        "The control of this mock is for programs of its own machine, and for no page.";
      sendControl(response, 403, { message });
    }
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    room: Room,
  ): Promise<void> {
    const start = performance.now();
    const url = targetUrl(request);
    if (isControl(url.pathname)) {
      await handleControl(request, response, url.pathname, room);
      return;
    }
    if (request.method === "OPTIONS") {
      request.resume();
      response.writeHead(204, preflightHeaders(request)).end();
      return;
    }
    const handled = await answer(request, url, room);
    // While an answer waits, its request is held no longer.
    room.empty();
    await state.traffic.delay(endOf(request.socket));
    const { code, body, headers, key, chosenBy, reason } = handled.answer;
    send(response, code, body, {
      ...headers,
      "X-Mock-Answer": key,
      "X-Mock-Chosen-By": chosenBy,
      ...(reason === undefined ? {} : { "X-Mock-Reason": reason.replaceAll(/[^\x20-\x7E]/g, "?") }),
    });
    const entry = journal.add({
      method: request.method ?? "",
      // The path of an operation is known as a whole.
      path:
        handled.operationId === undefined
          ? shownPath(url.pathname, prism?.pathParts)
          : url.pathname,
      ...(handled.operationId === undefined ? {} : { operationId: handled.operationId }),
      ...(handled.tokenIn === undefined ? {} : { tokenIn: handled.tokenIn }),
      code,
      key,
      chosenBy,
      ...(reason === undefined ? {} : { reason }),
      duration: performance.now() - start,
      fields: handled.fields ?? {},
    });
    onAnswer?.(entry);
  }

  const load = createWorkLoad();
  const server = createServer((request, response) => {
    const sendFault = (code: number): void => {
      const { body, headers = {} } = httpAnswer(code, "fault");
      if (isControl(targetUrl(request).pathname)) sendControl(response, code, body);
      else send(response, code, body, headers);
    };
    const room = load.enter();
    if (room === undefined) {
      request.resume();
      sendFault(503);
      return;
    }
    // The client has gone, or `onAnswer` failed after the answer: neither ends the mock.
    handle(request, response, room)
      .catch(() => {
        if (response.writableEnded) return;
        if (response.headersSent || response.destroyed) response.destroy();
        else sendFault(500);
      })
      .finally(() => {
        room.leave();
      });
  });
  const url = await listen(server, port, host);
  async function end(): Promise<void> {
    await callbacks.close();
    await new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      server.closeAllConnections();
    });
  }
  let closing: Promise<void> | undefined;
  return {
    requests: () => control.requests(),
    callbacks: () => control.callbacks(),
    reset: () => {
      control.reset();
    },
    next: (operationId, ...answers) => {
      control.setNext(operationId, answers);
    },
    url,
    idle: () => callbacks.idle(),
    close: () => (closing ??= end()),
  };
}

function targetUrl(request: IncomingMessage): URL {
  const base = "http://mock";
  const target = request.url ?? "/";
  // A target such as `//` is no URL.
  return URL.canParse(target, base) ? new URL(target, base) : new URL(base);
}
