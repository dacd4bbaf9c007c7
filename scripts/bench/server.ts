/**
 * The server of the benchmark, a program of its own: in the process that is measured it would share the
 * event loop. It reads the whole body, and answers as the service does. Below `/check` it answers what
 * it got instead.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

const card = JSON.stringify({
  status: "OK",
  message: {
    Surname: "MUSTERMANN",
    GivenNames: "ERIKA",
    DateOfBirth: "12.08.1983",
    PlaceOfBirth: "BERLIN",
    Nationality: "DEUTSCH",
    IDNumber: "L01X00T471",
    DateOfExpiry: "01.08.2031",
  },
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = "", headers } = request;
  let text = card;
  if (url.startsWith("/check/")) {
    const body = await buffer(request);
    const message = {
      method,
      target: url.replace("/check", ""),
      type: headers["content-type"],
      length: headers["content-length"],
      sha256: createHash("sha256").update(body).digest("hex"),
    };
    text = JSON.stringify({ status: "OK", message });
  } else {
    for await (const _chunk of request);
  }
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => {
    response.destroy();
  });
});
// No connection ends between two calls.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
// The other process has gone, in whatever way.
process.on("disconnect", () => {
  process.exit();
});
