import { readFile } from "node:fs/promises";
import { readCard } from "./read-card";

test("reads a card", async () => {
  const image = await readFile("card.jpg");
  expect(await readCard(image, new Uint8Array(image))).toBe("1983-08-12 2 free");
});
