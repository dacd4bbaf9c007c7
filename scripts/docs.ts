/** Builds the documentation and serves it until Ctrl-C. */
import { parseArgs } from "node:util";
import { buildDocs, docsFolder } from "./docs-build.js";
import { progress, runProgram } from "./lib/program.js";
import { serveFolder, type StaticServer } from "./lib/static-server.js";

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8080" } } });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    console.error(`--port ${values.port} is no port. Give a whole number from 0 to 65535.`);
    return 2;
  }
  // The port comes first: one that is in use is said at once.
  const server = await listen(port);
  if (server === undefined) {
    console.error(`Port ${values.port} is in use. Choose another with --port, or 0 for any.`);
    return 1;
  }
  try {
    progress("Building the page");
    await buildDocs();
    progress("");
  } catch (error) {
    await server.close();
    throw error;
  }
  console.log(`Documentation on ${server.url}. Ctrl-C ends it.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close());
  }
  return 0;
}

async function listen(port: number): Promise<StaticServer | undefined> {
  try {
    return await serveFolder({ folder: docsFolder, port });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return undefined;
    throw error;
  }
}

runProgram(import.meta.url, main);
