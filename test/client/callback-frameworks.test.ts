/** The callback kit in real frameworks, on real sockets: the receiver works, and so does what stands beside it. */
import http from "node:http";
import {
  buildWhatsAppDetailCallbackUrl,
  createDuplicateGuard,
  createNodeCallbackHandler,
  type CallbackHandlerOptions,
} from "@aisolution/client/callback";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { callbackSetups, secretPaths, type CallbackServer } from "./callback-servers.js";

const detail = { number: "+447700900123", whatsapp: "yes", signature: "Out & about" } as const;
const query = buildWhatsAppDetailCallbackUrl("http://127.0.0.1/", detail).search;

let servers: CallbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function started(server: Promise<CallbackServer>): Promise<string> {
  const running = await server;
  servers.push(running);
  return running.origin;
}

/** Collects what a handler hands over and tells. */
function receiver(options: Partial<CallbackHandlerOptions> = {}) {
  const details: unknown[] = [];
  const told: unknown[] = [];
  const errors: unknown[] = [];
  return {
    details,
    told,
    errors,
    options: {
      onDetail: (...given: unknown[]) => details.push(given[0]),
      onUnmatched: (...given: unknown[]) => told.push(...given),
      onError: (error: unknown) => errors.push(error),
      ...options,
    },
  };
}

describe.each(callbackSetups.map((setup) => [setup.name, setup] as const))(
  "%s",
  (_name, { secretPath, isExact = false, start }) => {
    it("receives a callback, however the address is spelt", async () => {
      const { details, errors, options } = receiver({ secretPath });
      const origin = await started(start(options));
      const path = secretPaths.whole;
      const spellings = [
        `${path}${query}`,
        `${path}/${query}`,
        ...(isExact ? [] : [`${path.replace("1c9e", "%31c%39e")}${query}`]),
        `${path}?job=7${query}`,
        `${path}${query.replace("%2B", "+").replaceAll("&", "&amp;")}`,
      ];
      for (const spelling of spellings) {
        const response = await fetch(`${origin}${spelling}`);
        expect([spelling, response.status]).toEqual([spelling, 200]);
        expect(response.headers.get("cache-control")).toBe("no-store");
        expect(await response.text()).toBe("");
      }
      expect(details).toEqual(spellings.map(() => detail));
      expect(errors).toEqual([]);
    });

    it("leaves all other routes alone", async () => {
      const { details, told, errors, options } = receiver({ secretPath });
      const origin = await started(start(options));
      for (const name of ["before", "after"]) {
        const response = await fetch(`${origin}/${name}`);
        expect([response.status, await response.text()]).toEqual([200, name]);
      }
      const echo = await fetch(`${origin}/echo`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ number: "a".repeat(70_000) }),
      });
      expect(await echo.json()).toEqual({ number: "a".repeat(70_000) });
      expect([details, told, errors]).toEqual([[], [], []]);
    });

    it("answers 404 to other paths and 400 to other queries", async () => {
      const { details, errors, options } = receiver({ secretPath });
      const origin = await started(start(options));
      const path = secretPaths.whole;
      for (const other of [
        "/",
        "/nowhere",
        path.slice(0, -1),
        `${path}/more`,
        path.toUpperCase(),
      ]) {
        const response = await fetch(`${origin}${other}${query}`);
        expect([other, response.status]).toEqual([other, 404]);
      }
      const refused = await fetch(`${origin}${path}?number=%2B447700900123`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ problems: [{ parameter: "whatsapp" }] });
      expect([details, errors]).toEqual([[], []]);
    });

    it("answers other methods, and takes none for a callback", async () => {
      const { details, errors, options } = receiver({ secretPath });
      const origin = await started(start(options));
      for (const method of ["HEAD", "POST", "DELETE"]) {
        const response = await fetch(`${origin}${secretPaths.whole}${query}`, { method });
        expect([404, 405]).toContain(response.status);
      }
      expect([details, errors]).toEqual([[], []]);
    });

    it("works once on a callback that comes twice", async () => {
      const { details, options } = receiver({ secretPath, duplicates: createDuplicateGuard() });
      const origin = await started(start(options));
      const addresses = [query, query, query.replace("%2B", "+"), query.replace("%2B", "%252B")];
      const statuses = await Promise.all(
        addresses.map(async (text) => (await fetch(`${origin}${secretPaths.whole}${text}`)).status),
      );
      expect(statuses).toEqual([200, 200, 200, 200]);
      expect(details).toEqual([detail]);
    });

    it("answers 500 when onDetail fails, and goes on", async () => {
      const { errors, options } = receiver({
        secretPath,
        onDetail: () => Promise.reject(new Error("Q7")),
      });
      const origin = await started(start(options));
      const response = await fetch(`${origin}${secretPaths.whole}${query}`);
      expect([response.status, await response.text()]).toEqual([500, ""]);
      expect((await fetch(`${origin}/after`)).status).toBe(200);
      expect(errors).toHaveLength(1);
    });
  },
);

/** An application of Express with one more route behind the receiver. */
async function expressWith(use: (app: express.Express) => unknown): Promise<string> {
  const app = express();
  use(app);
  app.use(express.json());
  app.get("/users", (_request, response) => void response.send("users"));
  app.post("/users", (request, response) => void response.json(request.body));
  const server = http.createServer(app);
  const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await listening;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const origin = `http://127.0.0.1:${String(address.port)}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return started(Promise.resolve({ origin, close }));
}

describe("a handler with next", () => {
  it.each([
    [
      "at no path",
      true,
      (app: express.Express, handler: express.RequestHandler) => app.use(handler),
    ],
    [
      "at a path",
      false,
      (app: express.Express, handler: express.RequestHandler) => app.use("/hook", handler),
    ],
    [
      "at a route",
      false,
      (app: express.Express, handler: express.RequestHandler) => app.get("/hook", handler),
    ],
  ])(
    "and without a secret path, %s, takes what has a trace of a callback",
    async (_name, isAsked, use) => {
      const { details, told, options } = receiver();
      const origin = await expressWith((app) => use(app, createNodeCallbackHandler(options)));
      expect(await (await fetch(`${origin}/users?page=2`)).text()).toBe("users");
      const posted = await fetch(`${origin}/users?number=1&whatsapp=no`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: "{}",
      });
      expect(await posted.json()).toEqual({});
      expect((await fetch(`${origin}/hook`)).status).toBe(404);
      expect((await fetch(`${origin}/hook?whatsapp=perhaps`)).status).toBe(400);
      expect((await fetch(`${origin}/hook?job=1?number=1&whatsapp=no`)).status).toBe(200);
      expect(details).toEqual([{ number: "1", whatsapp: "no" }]);
      // What the framework does not give to it, it cannot tell.
      expect(told).toEqual(isAsked ? [{ reason: "method", isCallback: true }] : []);
    },
  );

  it("tells of a callback that others get, and of nothing else that they get", async () => {
    const { details, told, options } = receiver({ secretPath: secretPaths.whole });
    const origin = await expressWith((app) => app.use(createNodeCallbackHandler(options)));
    expect(await (await fetch(`${origin}/users${query}`)).text()).toBe("users");
    await fetch(`${origin}/users`);
    expect((await fetch(`${origin}/hook${query}`)).status).toBe(404);
    expect(details).toEqual([]);
    expect(told).toEqual([
      { reason: "path", isCallback: true },
      { reason: "path", isCallback: true },
    ]);
  });

  it("calls it once and with nothing, so that no error handler is called", async () => {
    const calls: unknown[][] = [];
    const { options } = receiver({ secretPath: secretPaths.whole });
    const handler = createNodeCallbackHandler(options);
    const origin = await expressWith((app) =>
      app.use((request, response, next) => {
        handler(request, response, (...given: unknown[]) => {
          calls.push(given);
          next();
        });
      }),
    );
    expect((await fetch(`${origin}/users`)).status).toBe(200);
    expect((await fetch(`${origin}${secretPaths.whole}${query}`)).status).toBe(200);
    expect(calls).toEqual([[]]);
  });
});
