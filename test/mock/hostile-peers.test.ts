/** The mock and the proxy beside peers that never end: each exchange ends, and so does `close()`. */
import { request as sendRequest, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { buffer } from "node:stream/consumers";
import { startMock } from "@aisolution/mock";
import { describe, expect, it } from "vitest";
import { startProxy, type ExchangeReport } from "../../packages/mock/src/proxy.js";
import { call, hostileCallers, hostileTargets, startTarget } from "./hostile-peers.js";

/** A hang is a failed test: nothing here takes seconds. */
const deadline = 20_000;

async function post(url: string): Promise<{ readonly code: number; readonly whole: boolean }> {
  const { port } = new URL(url);
  const request = sendRequest({
    host: "127.0.0.1",
    port,
    method: "POST",
    path: "/v1/delface?token=test",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    agent: false,
  });
  request.end("person_id=nobody");
  const head = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject);
  });
  const code = head.statusCode ?? 0;
  return buffer(head).then(
    () => ({ code, whole: true }),
    () => ({ code, whole: false }),
  );
}

describe.each(Object.entries(hostileTargets))("a target that %s", (_name, target) => {
  it(
    "ends the exchange with a report",
    async () => {
      const { url, server, sockets } = await startTarget(target.answer);
      const reports: ExchangeReport[] = [];
      const proxy = await startProxy({
        target: url,
        port: 0,
        timeout: 300,
        onReport: (report) => reports.push(report),
      });
      expect(await post(proxy.url)).toEqual({ code: target.code, whole: target.whole });
      await expect.poll(() => reports.length).toBe(1);
      const about = reports[0]?.mismatches.filter(({ kind }) => kind === "target") ?? [];
      const wanted =
        target.message === undefined
          ? []
          : [expect.objectContaining({ message: expect.stringMatching(target.message) })];
      expect(about).toEqual(wanted);
      expect(reports[0]?.code).toBe(target.code);
      // The connection to the target ends too.
      for (const socket of sockets) if (target.message === undefined) socket.end();
      await expect.poll(() => sockets.size).toBe(0);
      await proxy.close();
      server.close();
    },
    deadline,
  );

  it(
    "ends with the proxy",
    async () => {
      const { url, server, sockets, asked } = await startTarget(target.answer);
      const proxy = await startProxy({ target: url, port: 0 });
      const answered = post(proxy.url).catch(() => undefined);
      await asked;
      await wait(50);
      await Promise.all([proxy.close(), proxy.close(), answered]);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
    deadline,
  );
});

describe.each(Object.entries(hostileCallers))("a caller that %s", (_name, speak) => {
  it(
    "does not keep the mock from closing, and nobody from an answer",
    async () => {
      const mock = await startMock({ port: 0 });
      const { closed } = await call(mock.url, speak);
      await wait(100);
      expect(await post(mock.url)).toEqual({ code: 200, whole: true });
      await Promise.all([mock.close(), closed]);
    },
    deadline,
  );

  it(
    "does not keep the proxy from closing, and nobody from an answer",
    async () => {
      const { url, server } = await startTarget((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
      });
      const proxy = await startProxy({ target: url, port: 0 });
      const { closed } = await call(proxy.url, speak);
      await wait(100);
      expect(await post(proxy.url)).toEqual({ code: 200, whole: true });
      await Promise.all([proxy.close(), closed]);
      server.close();
    },
    deadline,
  );

  it(
    "does not keep a proxy from closing whose target is silent",
    async () => {
      const { url, server, sockets } = await startTarget(() => undefined);
      const proxy = await startProxy({ target: url, port: 0 });
      const { closed } = await call(proxy.url, speak);
      await wait(400);
      await Promise.all([proxy.close(), closed]);
      await expect.poll(() => sockets.size).toBe(0);
      server.close();
    },
    deadline,
  );
});
