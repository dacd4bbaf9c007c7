/** The contract also works with the plain tools, as the guides say. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { catalogue } from "@aisolution/openapi";
import { expect, it } from "vitest";
import { repositoryRoot, run } from "./support/run.js";

const bin = (name: string) => `${repositoryRoot}node_modules/.bin/${name}`;

it("spectral lint takes the ruleset", async () => {
  const lint = await run(bin("spectral"), [
    "lint",
    "packages/openapi/openapi.json",
    "--ruleset",
    "openapi/lint/ruleset.js",
    "--fail-severity",
    "hint",
  ]);
  expect(lint).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("No results") });
});

/** Prism cannot choose a port by itself and tell it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

it("prism mock serves the bundle", async () => {
  const [operation] = catalogue.operations;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const port = String(await freePort());
  const prism = spawn(
    bin("prism"),
    ["mock", "--port", port, "--verboseLevel", "error", "packages/openapi/openapi.json"],
    { cwd: repositoryRoot, stdio: "ignore" },
  );
  try {
    const call = () =>
      fetch(`http://127.0.0.1:${port}${operation.path}?token=test`, {
        method: "POST",
        headers: { Prefer: "example=fail" },
        body: new URLSearchParams(operation.request.examples[0]?.value),
      }).catch(() => undefined);
    let response = await call();
    for (let tries = 0; response === undefined && tries < 100; tries += 1) {
      await wait(200);
      response = await call();
    }
    expect(await response?.json()).toMatchObject({ status: "FAIL" });
  } finally {
    prism.kill();
  }
});
