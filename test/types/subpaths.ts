/** What the subpaths of the client promise to TypeScript. */
import { createClient } from "@aisolution/client";
import {
  buildWhatsAppDetailCallbackRequest,
  createCallbackHandler,
  createDuplicateGuard,
  createNodeCallbackHandler,
  parseWhatsAppDetailCallback,
  type CallbackRepairKind,
  type DuplicateStore,
  type UnmatchedRequest,
  type WhatsAppDetailCallback,
} from "@aisolution/client/callback";
import express from "express";
import { fromFile, fromStream } from "@aisolution/client/node";
import { fitImage } from "@aisolution/client/sharp";
import type { WhatsAppDetail } from "@aisolution/types";
import http from "node:http";

/** What a callback brings is what the call itself would have answered. */
export const detail = (callback: WhatsAppDetailCallback): WhatsAppDetail => callback;

export function narrow(address: string): string {
  const callback = parseWhatsAppDetailCallback(address);
  if (!callback.ok) return callback.problems.map(({ message }) => message).join(" ");
  switch (callback.detail.whatsapp) {
    case "yes":
      return callback.detail.signature ?? "";
    case "no":
    case "checking":
    case "unavailable":
      return "";
  }
}

export function repairs(address: string): readonly CallbackRepairKind[] {
  const callback = parseWhatsAppDetailCallback(address);
  return callback.ok ? callback.repaired.map(({ repair }) => repair) : [];
}

export async function serve(store: DuplicateStore): Promise<Response> {
  const options = {
    secretPath: "/whatsapp/1c9e8f0b2d7a46f3",
    duplicates: createDuplicateGuard({ store }),
    onDetail: async ({ number }: WhatsAppDetailCallback): Promise<void> => {
      await Promise.resolve(number);
    },
    onUnmatched: ({ reason, isCallback }: UnmatchedRequest): readonly [string, boolean] => [
      reason,
      isCallback,
    ],
  };
  const handler = createNodeCallbackHandler(options);
  http.createServer(handler);
  express().use(handler).use("/hooks", handler).get("/hooks/:secret", handler);
  const request = buildWhatsAppDetailCallbackRequest("https://example.com/", {
    number: "+447700900123",
    whatsapp: "no",
  });
  return createCallbackHandler(options)(request);
}

export async function pictures(): Promise<void> {
  const client = createClient({ token: "TOKEN" });
  const { body } = await fetch("https://example.com/card.jpg");
  await client.identityCard.recognizeGermanIdCard({ img: fromFile("card.jpg") });
  await client.identityCard.recognizeGermanIdCard({ img: fromStream(process.stdin) });
  if (body !== null) await client.identityCard.recognizeGermanIdCard({ img: fromStream(body) });
  await client.identityCard.recognizeGermanIdCard({
    img: await fitImage(fromFile(new URL("file:///card.heic"))),
  });
}
