/** Builds the documentation, serves it until Ctrl-C, and builds it again after each edit of the contract or a page. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { createDocsBuilder, docsFolder } from "./docs-build.js";
import { reloadScript } from "./docs/reload-script.js";
import { watchFolders } from "./docs/reload.js";
import { serveDocs } from "./docs/serve-docs.js";
import { errorText } from "./lib/error-text.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { contractFolder, repositoryRoot } from "./lib/paths.js";
import { listenError, readPort } from "./lib/port.js";
import { progress, runProgram } from "./lib/program.js";

/**
 * Served to whoever edits; the folder of the build has no script that asks for edits. Two programs that run at
 * once have a folder each. It goes at the end.
 */
const servedFolder = path.join(repositoryRoot, `.cache/docs-${String(process.pid)}`);

/** The contract and the pages, but not those of the packages, nor the programs that make the site. */
const editedFolders = [contractFolder, path.join(repositoryRoot, "docs")];

const commandLine = {
  command: "npm run docs --",
  summary: "Builds the documentation, serves it until Ctrl-C, and builds it again after each edit.",
  options: {
    port: {
      type: "string",
      value: "NUMBER",
      default: "8080",
      description: "port, 0 for a free one",
    },
  },
} as const satisfies CommandLine<OptionTable>;

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  const port = readPort(values.port);
  const builder = createDocsBuilder();
  // The port comes first: one that is in use is said at once.
  const server = await serveDocs({
    folder: servedFolder,
    port,
    build: () => builder.build({ folder: servedFolder, extraScript: reloadScript }),
  }).catch((error: unknown) => {
    throw listenError(error, port);
  });
  const close = async (): Promise<void> => {
    await server.close();
    await rm(servedFolder, { recursive: true, force: true });
  };
  const ended = new AbortController();
  ended.signal.addEventListener("abort", () => void close());
  // A build that is under way writes its files first. A second Ctrl-C does not wait.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      ended.abort();
    });
  }
  const build = (): Promise<void> =>
    server.build().finally(() => {
      progress("");
    });
  // A fault is mended by an edit, and so is no end of the program: the pages show it.
  const first = build().catch((error: unknown) => {
    console.error(errorText(error));
  });
  // The watch begins with the first build: what is edited meanwhile leads to a second.
  const stop = watchFolders(editedFolders, docsFolder, async () => {
    await first;
    await build();
    console.log("Built again.");
  });
  ended.signal.addEventListener("abort", stop);
  await first;
  if (!ended.signal.aborted) console.log(`Documentation on ${server.url} (Ctrl-C ends it)`);
  return 0;
}

runProgram(import.meta.url, commandLine, main);
