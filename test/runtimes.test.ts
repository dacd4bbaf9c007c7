/** The client in every runtime: the same suite, against a service on this machine. */
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildSuite } from "./runtimes/build.js";
import { differences } from "./runtimes/differences.js";
import { runtimes, type Runtime } from "./runtimes/runtimes.js";
import { closedOrigin, startService, type LocalServer } from "./runtimes/server.js";
import { checks, picture, type CheckResult } from "./runtimes/suite.js";

const names = Object.keys(checks);

let folder: string;
let service: LocalServer;
let query: string;

beforeAll(async () => {
  [folder, service] = await Promise.all([buildSuite(), startService()]);
  const file = path.join(folder, "card.png");
  await writeFile(file, picture(5000));
  const refused = await closedOrigin();
  query = new URLSearchParams({ origin: service.origin, refused, file }).toString();
});

afterAll(async () => {
  await Promise.all([service.close(), rm(folder, { recursive: true, force: true })]);
});

describe.each(Object.entries<Runtime>(runtimes))("%s", (name, { program, remedy, runSuite }) => {
  if (program === undefined)
    console.warn(`${name} is missing (${remedy}): the client is not tested in it.`);

  describe.skipIf(program === undefined)("the suite", () => {
    let results: readonly CheckResult[] = [];

    beforeAll(async () => {
      results = JSON.parse(await runSuite(program ?? "", { folder, query }));
    });

    it("ran every check", () => {
      expect(results.map(({ check }) => check)).toEqual(names);
    });

    it.each(names)("%s", (check) => {
      const result = results.find((each) => each.check === check);
      const difference = differences.find(
        (each) => each.check === check && each.runtimes.some((runtime) => runtime === name),
      );
      if (difference === undefined) expect(result?.failure).toBeNull();
      else expect(result?.failure, difference.reason).toMatch(difference.instead);
    });
  });
});

it("lists differences of checks that there are", () => {
  expect(names).toEqual(expect.arrayContaining(differences.map(({ check }) => check)));
});
