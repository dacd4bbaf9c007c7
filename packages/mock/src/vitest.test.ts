import { createClient } from "@aisolution/client";
import { expect } from "vitest";
import { test } from "./vitest.js";

const picture = "/9j/4AAQ";

test("each test has a mock of its own", async ({ mock }) => {
  const client = createClient({ token: "test", baseUrl: mock.url, throwOnError: true });
  await client.face.addFace({ img: picture });
  expect(await client.face.searchFaces({ img: picture })).toHaveLength(1);
});

test("and so knows nothing of another test", async ({ mock }) => {
  const client = createClient({ token: "test", baseUrl: mock.url, throwOnError: true });
  expect(await client.face.searchFaces({ img: picture })).toEqual([]);
  expect(mock.requests()).toHaveLength(1);
});
