/** Serves the mock until Ctrl-C. */
import { parseArgs } from "node:util";
import { startMock } from "@aisolution/mock";
import { progress, runProgram } from "./lib/program.js";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port ${values.port} is no port. Give a whole number from 0 to 65535.`);
    return 2;
  }
  progress("Loading Prism");
  try {
    const mock = await startMock({
      port,
      host: values.host,
      onAnswer: ({ method, path, code }) => {
        console.log(`${method} ${path} ${String(code)}`);
      },
    });
    progress("");
    console.log(`Mock of the AI Solution API on ${mock.url}. Ctrl-C ends it.`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void mock.close());
    }
    return 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new Error(`Port ${values.port} is in use. Choose another with --port, or 0 for any.`);
    }
    throw error;
  }
}

runProgram(import.meta.url, main);
