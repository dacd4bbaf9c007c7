/** A type that a project cannot find is `any`, and allows everything. So each package refuses something here. */
import type { AisolutionClient } from "@aisolution/client";
import { parseWhatsAppDetailCallback } from "@aisolution/client/callback";
import { fromFile } from "@aisolution/client/node";
import { fitImage } from "@aisolution/client/sharp";
import { normalize } from "@aisolution/documents";
import { startMock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import type { GermanIdCard } from "@aisolution/types";

export async function misuse(client: AisolutionClient, card: GermanIdCard): Promise<void> {
  // @ts-expect-error There is no such operation.
  await client.identityCard.recognizeNothing({});
  // @ts-expect-error There is no such path.
  await client.http.POST("/v1/nothing", {});
  // @ts-expect-error There is no such result.
  void parseWhatsAppDetailCallback("/").nothing;
  // @ts-expect-error There is no such member.
  void fromFile("card.jpg").nothing;
  // @ts-expect-error There is no such option.
  await fitImage("", { nothing: true });
  // @ts-expect-error There is no such operation.
  normalize("recognizeNothing", {});
  // @ts-expect-error There is no such option.
  await startMock({ nothing: true });
  // @ts-expect-error There is no such member.
  void catalogue.nothing;
  // @ts-expect-error There is no such field.
  void card.nothing;
}
