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
const { data, error, response } = await client.recognizeGermanIdCard({ img }).catch(() => {
  console.error(`${baseUrl} does not answer. Is the mock running? Start it with: npm run mock`);
  process.exit(1);
});

if (error !== undefined) {
  console.error(`HTTP ${String(response.status)}: ${error.message}`);
  process.exitCode = 1;
} else {
  switch (data.status) {
    case "OK":
      console.log(`Card number:   ${data.message.CardNumber ?? "not read"}`);
      console.log(`Surname:       ${data.message.Surname ?? "not read"}`);
      console.log(`Given names:   ${data.message.GivenNames ?? "not read"}`);
      console.log(`Date of birth: ${data.message.DateOfBirth ?? "not read"}`);
      break;
    case "RETRY_LATER":
      console.error("The service is busy. Try again later.");
      process.exitCode = 1;
      break;
    default:
      console.error(`${data.status}: ${data.message}`);
      process.exitCode = 1;
  }
}
