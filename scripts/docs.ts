/** Builds the documentation and serves it until Ctrl-C. */
import { parseArgs } from "node:util";
import { buildDocs, docsFolder } from "./docs-build.js";
import { listenError, readPort } from "./lib/port.js";
import { progress, runProgram } from "./lib/program.js";
import { serveFolder } from "./lib/static-server.js";

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8080" } } });
  const port = readPort(values.port);
  // The port comes first: one that is in use is said at once.
  const server = await serveFolder({ folder: docsFolder, port }).catch((error: unknown) => {
    throw listenError(error, port);
  });
  try {
    progress("Building the page");
    await buildDocs();
    progress("");
  } catch (error) {
    await server.close();
    throw error;
  }
  console.log(`Documentation on ${server.url} (Ctrl-C ends it)`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close());
  }
  return 0;
}

runProgram(import.meta.url, main);
