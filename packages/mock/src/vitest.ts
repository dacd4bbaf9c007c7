import { test as base } from "vitest";
import { startMock, type Mock } from "./start-mock.js";

/**
 * Vitest's `test` with a fixture `mock`: a mock of its own for each test that asks for it, on a free port.
 *
 * @example
 * test("reads a card", async ({ mock }) => {
 *   const client = createClient({ token: "test", baseUrl: mock.url });
 *   mock.next("recognizeGermanIdCard", "retry-later", "ok");
 * });
 */
export const test = base.extend<{ readonly mock: Mock }>({
  // Vitest reads the names of the fixtures that this one needs from the pattern.
  mock: async ({}, use) => {
    const mock = await startMock({ port: 0 });
    await use(mock);
    await mock.close();
  },
});
