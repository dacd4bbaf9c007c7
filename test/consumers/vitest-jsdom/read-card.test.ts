import { readFile } from "node:fs/promises";
import { createClient } from "@aisolution/client";
import { test } from "@aisolution/mock/vitest";
import { expect } from "vitest";
import { readCard } from "./read-card.js";

test("reads a card", async () => {
  expect(document.createElement("p").tagName).toBe("P");
  const image = await readFile("card.jpg");
  expect(await readCard(image, new Uint8Array(image))).toBe("1983-08-12 2 free");
});

test("has a mock of its own", async ({ mock }) => {
  const client = createClient({ token: "test", baseUrl: mock.url, throwOnError: true });
  const image = await readFile("card.jpg");
  await client.identityCard.recognizeGermanIdCard({ img: image });
  expect(mock.requests()).toHaveLength(1);
});
