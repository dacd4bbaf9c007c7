/**
 * Reads a picture of a German identity card from disk and prints its fields.
 *
 *   npm run mock                                          # in one terminal
 *   npx tsx packages/client/examples/recognize-card.ts    # in another
 *
 * Arguments: the picture, and the address of the server. Without them it takes the specimen card
 * beside this file and the mock. The token comes from AISOLUTION_TOKEN; the mock takes any.
 */
import { readFile } from "node:fs/promises";
import { createClient } from "@aisolution/client";

const [
  picture = new URL("./specimen-card.jpg", import.meta.url),
  baseUrl = "http://127.0.0.1:4010",
] = process.argv.slice(2);

const client = createClient({ token: process.env["AISOLUTION_TOKEN"] ?? "test", baseUrl });

const img = await readFile(picture);
const { data, error } = await client.identityCard.recognizeGermanIdCard({ img });

if (error === undefined) {
  console.log(`Card number:   ${data.CardNumber ?? "not read"}`);
  console.log(`Surname:       ${data.Surname ?? "not read"}`);
  console.log(`Given names:   ${data.GivenNames ?? "not read"}`);
  console.log(`Date of birth: ${data.DateOfBirth ?? "not read"}`);
} else {
  process.exitCode = 1;
  console.error(error.message);
  switch (error.name) {
    case "ConnectionError":
      console.error(`${baseUrl} does not answer. Is the mock running? Start it with: npm run mock`);
      break;
    case "RecognitionError":
      console.error("Take another picture: sharp, upright, the whole card.");
      break;
    default:
      console.error(error.retryable ? "Try again later." : "The same call would fail again.");
  }
}
