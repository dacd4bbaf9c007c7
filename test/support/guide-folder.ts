/** The folder in which the blocks of a guide run. */
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../scripts/lib/paths.js";
import { production } from "./guide-addresses.js";
import type { Step } from "./guide-blocks.js";

/**
 * Makes the folder that stands for the root of the reader's clone, and beside it one for scripts and outputs.
 *
 * @param steps pictures are made where a step needs them
 */
export async function prepareFolders(
  { folder, workFolder }: { readonly folder: string; readonly workFolder: string },
  steps: readonly Step[],
): Promise<void> {
  for (const made of [folder, workFolder]) {
    await rm(made, { recursive: true, force: true });
    await mkdir(made, { recursive: true });
  }
  for (const link of ["packages", "openapi", "docs"]) {
    await symlink(path.join(repositoryRoot, link), path.join(folder, link));
  }
  const specimen = await readFile(
    path.join(repositoryRoot, "packages/client/examples/specimen-card.jpg"),
  );
  const names = [
    "card.jpg",
    "card-back.jpg",
    "selfie.jpg",
    "holding.jpg",
    "face-1.jpg",
    "face-2.jpg",
  ];
  for (const name of names) {
    // The mock tells faces apart by their bytes. What follows the end of a JPEG is not shown.
    const picture = name === "card.jpg" ? specimen : Buffer.concat([specimen, Buffer.from(name)]);
    await writeFile(path.join(folder, name), picture);
  }
  if (steps.some(({ fence }) => fence.text.includes("photo.jpg"))) {
    const { largePhoto } = await import("./large-photo.js");
    await writeFile(path.join(folder, "photo.jpg"), await largePhoto());
  }
  // Not the configuration of this repository, which has its own folders of tests.
  await writeFile(path.join(folder, "vitest.config.mjs"), "export default {};\n");
  await writeFile(path.join(workFolder, "to-the-mock.mjs"), toTheMock);
  await mkdir(path.join(workFolder, "bin"));
  await writeFile(path.join(workFolder, "bin/npx"), quickNpx, { mode: 0o755 });
  await writeFile(path.join(workFolder, "state"), "");
  await writeFile(path.join(workFolder, "cwd"), folder);
}

/** Sends the calls of Node programs that name no address to the mock, and lets none leave this machine. */
const toTheMock = `
const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = String(input instanceof Request ? input.url : input)
    .replace(${JSON.stringify(production)}, process.env.GUIDE_MOCK_URL);
  if (!["127.0.0.1", "localhost"].includes(new URL(url).hostname)) {
    throw new TypeError("A guide may not call another machine.");
  }
  return fetch(input instanceof Request ? new Request(url, input) : url, init);
};
`;

/**
 * Starts a program of this repository as npx does, a second sooner, and never looks for one elsewhere. What `tsx`
 * would compile has been compiled already, which saves most of its time.
 */
const quickNpx = `#!/bin/sh
program=$1
shift
if [ "$program" = tsx ] && [ -f "\${1%.ts}.js" ]; then
  compiled="\${1%.ts}.js"
  shift
  exec node "$compiled" "$@"
fi
exec "${path.join(repositoryRoot, "node_modules/.bin")}/$program" "$@"
`;
