/** Builds the documentation, serves it until Ctrl-C, and builds it again after each edit of the contract or a page. */
import path from "node:path";
import { parseArgs } from "node:util";
import { createDocsBuilder, docsFolder } from "./docs-build.js";
import { createReload, reloadScript, watchFolders } from "./docs/reload.js";
import { contractFolder, repositoryRoot } from "./lib/paths.js";
import { listenError, readPort } from "./lib/port.js";
import { progress, runProgram } from "./lib/program.js";
import { serveFolder } from "./lib/static-server.js";

/** Served to whoever edits; the folder of the build has no script that asks for edits. */
const servedFolder = path.join(repositoryRoot, ".cache/docs");

/** Everything that the site is made from, but the programs that make it. */
const editedFolders = [contractFolder, path.join(repositoryRoot, "docs")];

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8080" } } });
  const port = readPort(values.port);
  const reload = createReload();
  // The port comes first: one that is in use is said at once.
  const server = await serveFolder({ folder: servedFolder, port, answer: reload.answer }).catch(
    (error: unknown) => {
      throw listenError(error, port);
    },
  );
  const builder = createDocsBuilder();
  const build = (): Promise<string> =>
    builder.build({ folder: servedFolder, extraScript: reloadScript });
  try {
    await build();
  } catch (error) {
    await server.close();
    throw error;
  }
  const stop = watchFolders(editedFolders, docsFolder, async () => {
    try {
      await build();
      reload.send();
      console.log("Built again.");
    } catch (error) {
      progress("");
      // What was built before is still served.
      console.error(error instanceof Error ? error.message : String(error));
    }
  });
  console.log(`Documentation on ${server.url} (Ctrl-C ends it)`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop();
      void server.close();
    });
  }
  return 0;
}

runProgram(import.meta.url, main);
