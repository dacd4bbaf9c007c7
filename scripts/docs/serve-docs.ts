/** The server of `npm run docs`: whatever becomes of a build, every page waits for the next one. */
import { errorText } from "../lib/error-text.js";
import { serveFolder } from "../lib/static-server.js";
import { createReload } from "./reload.js";
import { waitingPage } from "./waiting-page.js";

/** A server of the documentation that is running. */
export interface DocsServer {
  readonly url: string;
  /**
   * Builds, and tells the open pages of the end: they are loaded again, or show the fault. After a fault, what was
   * built before is still served.
   *
   * @throws what the build throws
   */
  build(): Promise<void>;
  /** Ends the server. A build that is under way writes its files first. */
  close(): Promise<void>;
}

/**
 * Serves a folder, from which nothing has to be there yet.
 *
 * @param options.build writes the site into the folder
 * @throws with the code `EADDRINUSE` when the port is in use
 */
export async function serveDocs(options: {
  readonly folder: string;
  readonly port: number;
  readonly build: () => Promise<unknown>;
}): Promise<DocsServer> {
  const reload = createReload();
  let isBuilt = false;
  let building: Promise<unknown> = Promise.resolve();
  const server = await serveFolder({
    folder: options.folder,
    port: options.port,
    missingPage: () => waitingPage(isBuilt, reload.fault),
    answer: (request, response) => reload.answer(request, response),
  });
  return {
    url: server.url,
    async build() {
      try {
        await (building = options.build());
      } catch (error) {
        reload.fail(errorText(error));
        throw error;
      }
      isBuilt = true;
      reload.send();
    },
    async close() {
      await Promise.allSettled([server.close(), building]);
    },
  };
}
