/** The addresses and ports that guides show, and the real ones of a test: several guides run at the same time. */
import { once } from "node:events";
import net from "node:net";
import { catalogue } from "@aisolution/openapi";

/** What takes the place of addresses in a guide. */
export interface GuideAddresses {
  /** Address of the mock that blocks call. */
  readonly mockUrl: string;
  /** Real ports by those that guides show. */
  readonly ports: ReadonlyMap<string, string>;
}

/** Where guides show the mock. */
const shownMock = "http://127.0.0.1:4010";
/** The service, as guides show it. */
export const production = catalogue.server;
/** Ports that guides show beside that of the mock: of the proxy, and of a guide's own servers. */
const shownPorts = ["4011", "8080", "8081", "8082", "8083"];

/** Finds a free port for each of those that guides show. */
export async function freePorts(): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(shownPorts.map(async (port) => [port, await freePort()] as const)),
  );
}

async function freePort(): Promise<string> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" ? String(address?.port) : "";
}

/** A text of a guide with the real addresses. */
export function withRealAddresses({ mockUrl, ports }: GuideAddresses, text: string): string {
  let real = text
    .replaceAll(production, mockUrl)
    .replaceAll(/\b(127\.0\.0\.1|localhost):4010\b/g, `$1:${new URL(mockUrl).port}`);
  for (const [shown, port] of ports)
    real = real.replaceAll(new RegExp(`\\b${shown}\\b`, "g"), port);
  return real;
}

/** A script whose mocks and proxies listen on free ports. */
export function withPort({ ports }: GuideAddresses, script: string): string {
  if (script.includes("--help")) return script;
  return script.replaceAll(
    /^(npm run mock|npx aisolution-mock)( -- | (?!images)|$)(.*)$/gm,
    (_, program: string, separator: string, rest: string) => {
      const port = rest.startsWith("proxy ") ? (ports.get("4011") ?? "0") : "0";
      const divider = program.startsWith("npm") ? " -- " : " ";
      const given = `${separator.trim() === "--" ? "" : separator.trim()}${rest}`;
      return `${program}${divider}${given} --port ${port}`;
    },
  );
}

/** What a block printed, with the addresses that guides show. */
export function withShownAddresses({ mockUrl, ports }: GuideAddresses, text: string): string {
  let shown = text.replaceAll(production, shownMock).replaceAll(mockUrl, shownMock);
  for (const [port, real] of ports)
    shown = shown.replaceAll(new RegExp(`\\b${real}\\b`, "g"), port);
  return shown;
}
