/** Servers of the frameworks that the callback kit is used in, each with other routes beside the receiver. */
import { once } from "node:events";
import http from "node:http";
import {
  createCallbackHandler,
  createNodeCallbackHandler,
  type CallbackHandlerOptions,
} from "@aisolution/client/callback";
import { serve, type ServerType } from "@hono/node-server";
import express from "express";
import { fastify, type FastifyInstance } from "fastify";
import { Hono } from "hono";
import { mount } from "hono/mount";

/** A server on a free port of this machine. */
export interface CallbackServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts a server that answers GET `/before` and `/after`, and POST `/echo` with the JSON that it gets, beside the
 * receiver of callbacks.
 */
export type StartCallbackServer = (options: CallbackHandlerOptions) => Promise<CallbackServer>;

/** The prefix of the secret path, below which some have the receiver. */
const prefix = "/whatsapp";
const exactPath = `${prefix}/1c9e8f0b2d7a46f3`;

/** Both paths by which a receiver below a prefix can be known. */
export const secretPaths = { whole: exactPath, belowPrefix: exactPath.slice(prefix.length) };

/** How an application has the receiver. */
interface CallbackSetup {
  readonly name: string;
  readonly secretPath: string;
  /** Whether the framework compares the whole path before the kit does. It knows fewer spellings. */
  readonly isExact?: boolean;
  readonly start: StartCallbackServer;
}

export const callbackSetups: readonly CallbackSetup[] = [
  ...[
    expressSetup("app.use(handler)", (app, handler) => app.use(handler)),
    {
      ...expressSetup("app.get(path, handler)", (app, handler) => app.get(exactPath, handler)),
      isExact: true,
    },
    expressSetup("app.all(pattern, handler)", (app, handler) =>
      app.all(`${prefix}/*rest`, handler),
    ),
    expressSetup("app.use(prefix, handler)", (app, handler) => app.use(prefix, handler)),
    {
      ...expressSetup("app.use(path, handler)", (app, handler) => app.use(exactPath, handler)),
      isExact: true,
    },
    expressSetup("a router below a prefix", (app, handler) =>
      app.use(prefix, express.Router().use(handler)),
    ),
    expressSetup("a route of a router", (app, handler) =>
      app.use(prefix, express.Router().get("/:secret", handler)),
    ),
  ],
  {
    ...expressSetup("app.use(prefix, handler), path below it", (app, handler) =>
      app.use(prefix, handler),
    ),
    secretPath: secretPaths.belowPrefix,
  },
  fastifySetup("a route with a wildcard", (app, route) => app.get(`${prefix}/*`, route)),
  fastifySetup("all methods", (app, route) => app.all(`${prefix}/*`, route)),
  fastifySetup("a plugin below a prefix", (app, route) =>
    app.register(
      (plugin, _options, done) => {
        plugin.get("/*", route);
        done();
      },
      { prefix },
    ),
  ),
  honoSetup("a route with a wildcard", (app, handler) =>
    app.get(`${prefix}/*`, (context) => handler(context.req.raw)),
  ),
  honoSetup("all methods", (app, handler) =>
    app.all(`${prefix}/*`, (context) => handler(context.req.raw)),
  ),
  honoSetup("an application below a prefix", (app, handler) =>
    app.route(
      prefix,
      new Hono().get("/*", (context) => handler(context.req.raw)),
    ),
  ),
  {
    ...honoSetup("mount, path below the prefix", (app, handler) =>
      app.all(`${prefix}/*`, mount(handler)),
    ),
    secretPath: secretPaths.belowPrefix,
  },
  honoSetup("mount without a new request", (app, handler) =>
    app.all(`${prefix}/*`, mount(handler, { replaceRequest: false })),
  ),
  nodeSetup("with next", (handler, others) => (request, response) => {
    handler(request, response, () => {
      others(request, response);
    });
  }),
  nodeSetup("by path", (handler, others) => (request, response) => {
    const isOurs = request.url?.startsWith(prefix) === true;
    (isOurs ? handler : others)(request, response);
  }),
  { name: "Next.js: export const GET = handler", secretPath: exactPath, start: startRouteModules },
];

type NodeHandler = ReturnType<typeof createNodeCallbackHandler>;
type FetchHandler = ReturnType<typeof createCallbackHandler>;

function expressSetup(
  name: string,
  use: (app: express.Express, handler: NodeHandler) => unknown,
): CallbackSetup {
  return {
    name: `Express: ${name}`,
    secretPath: secretPaths.whole,
    start: (options) => {
      const app = express();
      app.get("/before", (_request, response) => void response.send("before"));
      use(app, createNodeCallbackHandler(options));
      // Behind the receiver: the body must still be there.
      app.use(express.json());
      app.get("/after", (_request, response) => void response.send("after"));
      app.post("/echo", (request, response) => void response.json(request.body));
      return listen(http.createServer(app));
    },
  };
}

type FastifyRoute = (
  request: { readonly raw: http.IncomingMessage },
  reply: { hijack(): unknown; readonly raw: http.ServerResponse },
) => void;

function fastifySetup(
  name: string,
  use: (app: FastifyInstance, route: FastifyRoute) => unknown,
): CallbackSetup {
  return {
    name: `Fastify: ${name}`,
    secretPath: secretPaths.whole,
    start: async (options) => {
      const app = fastify();
      const handler = createNodeCallbackHandler(options);
      app.get("/before", () => "before");
      use(app, (request, reply) => {
        reply.hijack();
        handler(request.raw, reply.raw);
      });
      app.get("/after", () => "after");
      app.post("/echo", (request) => request.body);
      const origin = await app.listen({ port: 0, host: "127.0.0.1" });
      return { origin, close: () => app.close() };
    },
  };
}

function honoSetup(
  name: string,
  use: (app: Hono, handler: FetchHandler) => unknown,
): CallbackSetup {
  return {
    name: `Hono: ${name}`,
    secretPath: secretPaths.whole,
    start: async (options) => {
      const app = new Hono();
      app.get("/before", (context) => context.text("before"));
      use(app, createCallbackHandler(options));
      app.get("/after", (context) => context.text("after"));
      app.post("/echo", async (context) => context.json(await context.req.json()));
      const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
      await once(server, "listening");
      return running(server);
    },
  };
}

function nodeSetup(
  name: string,
  combine: (handler: NodeHandler, others: http.RequestListener) => http.RequestListener,
): CallbackSetup {
  return {
    name: `node:http: ${name}`,
    secretPath: secretPaths.whole,
    start: (options) =>
      listen(http.createServer(combine(createNodeCallbackHandler(options), answerOthers))),
  };
}

function answerOthers(request: http.IncomingMessage, response: http.ServerResponse): void {
  if (request.method === "POST" && request.url === "/echo") request.pipe(response);
  else if (request.url === "/before" || request.url === "/after")
    response.end(request.url.slice(1));
  else response.writeHead(404).end("nothing here");
}

/** What Next.js and others of its kind do: a module for each path, which exports a function for each method. */
async function startRouteModules(options: CallbackHandlerOptions): Promise<CallbackServer> {
  type Route = (request: Request, context: unknown) => Response | Promise<Response>;
  const handler: Route = createCallbackHandler(options);
  const modules: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    before: { GET: () => new Response("before") },
    after: { GET: () => new Response("after") },
    echo: { POST: async (request) => Response.json(await request.json()) },
    // app/whatsapp/[...path]/route.ts
    whatsapp: { GET: handler, HEAD: handler },
  };
  const app = new Hono();
  app.all("*", (context) => {
    const [, folder = ""] = context.req.path.split("/");
    const route = modules[folder]?.[context.req.method];
    return route?.(context.req.raw, { params: Promise.resolve({}) }) ?? context.notFound();
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  return running(server);
}

async function listen(server: http.Server): Promise<CallbackServer> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return running(server);
}

function running(server: ServerType): CallbackServer {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}
