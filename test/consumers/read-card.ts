/**
 * A user's program. The same text is compiled as an ES module and as CommonJS, so it has neither
 * top-level `await` nor `import.meta`.
 */
import { createClient, isAisolutionError, type ImageInput } from "@aisolution/client";
import { parseWhatsAppDetailCallback } from "@aisolution/client/callback";
import { fromFile } from "@aisolution/client/node";
import { fitImage } from "@aisolution/client/sharp";
import { normalize } from "@aisolution/documents";
import { startMock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import type { GermanIdCard } from "@aisolution/types";

/** Calls a mock of its own: the first call fails, the second is answered with a card. */
export async function readCard(first: ImageInput, second: ImageInput): Promise<string> {
  const mock = await startMock({ port: 0 });
  try {
    const client = createClient({ token: "test", baseUrl: mock.url });
    mock.next("recognizeGermanIdCard", "fail", "ok");
    const { error: failure } = await client.identityCard.recognizeGermanIdCard({ img: first });
    if (!isAisolutionError(failure, "RecognitionError")) throw failure ?? new Error("No failure");
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: second });
    if (error) throw error;
    const card: GermanIdCard = data;
    const { birthDate } = normalize("recognizeGermanIdCard", card);
    return [birthDate?.value, mock.requests().length, failure.billing].join(" ");
  } finally {
    await mock.close();
  }
}

/** What the other subpaths have, for a project that imports all of them. */
export const others = {
  operations: catalogue.operations.length,
  callback: parseWhatsAppDetailCallback,
  fromFile,
  fitImage,
};
