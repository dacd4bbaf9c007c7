/** Serves the mock until Ctrl-C. */
import { parseArgs } from "node:util";
import { startMock } from "@aisolution/mock";
import { listenError, readPort } from "./lib/port.js";
import { progress, runProgram } from "./lib/program.js";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
    },
  });
  const port = readPort(values.port);
  progress("Loading Prism");
  const mock = await startMock({
    port,
    host: values.host,
    onAnswer: ({ method, path, code }) => {
      console.log(`${method} ${path} ${String(code)}`);
    },
  }).catch((error: unknown) => {
    throw listenError(error, port);
  });
  progress("");
  console.log(`Mock of the AI Solution API on ${mock.url} (Ctrl-C ends it)`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void mock.close());
  }
  return 0;
}

runProgram(import.meta.url, main);
