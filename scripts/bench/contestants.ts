/**
 * Who is measured. All do the same: bytes to base64, into a form, by POST with the token in the query, the
 * envelope of the answer parsed, its message returned. Each library is used as its own guide shows, with
 * its own defaults; retries are off. The text of the form is made in the quickest usual way for all.
 */
import { createClient } from "@aisolution/client";
import axios, { type AxiosInstance } from "axios";
import ky from "ky";
import { ofetch } from "ofetch";
import createFetchClient from "openapi-fetch";
import { nodeBase64 } from "./node-base64.js";

export interface Contestant {
  readonly name: string;
  /** Sends a picture, and returns the message of the answer. */
  readonly recognize: (image: Uint8Array<ArrayBuffer>) => Promise<unknown>;
}

/** Name of what is measured for. */
export const clientName = "@aisolution/client";
/** Name of the baseline. */
export const baselineName = "raw fetch";
/** The baseline a second time: what differs between the two is noise. */
export const baselineAgainName = "raw fetch, again";
/** What programs without a library often do. It is no library, so it is only told. */
export const slowBaselineName = "raw fetch with URLSearchParams";
/** Names of the others; axios comes with both of its adapters. */
export const peerNames = [
  "openapi-fetch",
  "ky",
  "ofetch",
  "axios (http)",
  "axios (fetch)",
] as const;

const path = "/v1/de_ocr/general";
const token = "BENCHMARK-TOKEN";
const headers = { "Content-Type": "application/x-www-form-urlencoded" };

/** @param baseUrl scheme, host and port, and maybe a path, without a slash at the end */
export function createContestants(baseUrl: string): readonly Contestant[] {
  return [
    { name: baselineName, recognize: rawFetch(baseUrl, quickForm) },
    { name: baselineAgainName, recognize: rawFetch(baseUrl, quickForm) },
    { name: clientName, recognize: withClient(baseUrl) },
    { name: "openapi-fetch", recognize: withOpenapiFetch(baseUrl) },
    { name: "ky", recognize: withKy(baseUrl) },
    { name: "ofetch", recognize: withOfetch(baseUrl) },
    { name: "axios (http)", recognize: withAxios(axios.create({ baseURL: baseUrl, headers })) },
    {
      name: "axios (fetch)",
      recognize: withAxios(axios.create({ baseURL: baseUrl, headers, adapter: "fetch" })),
    },
    { name: slowBaselineName, recognize: rawFetch(baseUrl, slowForm) },
  ];
}

type Recognize = Contestant["recognize"];

function withClient(baseUrl: string): Recognize {
  const client = createClient({ baseUrl, token });
  return async (img) => {
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img });
    if (error) throw error;
    return data;
  };
}

function rawFetch(baseUrl: string, encode: (image: Uint8Array) => string): Recognize {
  const address = `${baseUrl}${path}?${new URLSearchParams({ token }).toString()}`;
  return async (image) => {
    const response = await fetch(address, { method: "POST", headers, body: encode(image) });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return messageOf(await response.json());
  };
}

interface Paths {
  [path]: {
    post: {
      parameters: { query: { token: string } };
      requestBody: { content: { "application/x-www-form-urlencoded": { img: Uint8Array } } };
      responses: { 200: { content: { "application/json": unknown } } };
    };
  };
}

function withOpenapiFetch(baseUrl: string): Recognize {
  const client = createFetchClient<Paths>({ baseUrl, headers });
  return async (img) => {
    const { data, response } = await client.POST(path, {
      params: { query: { token } },
      body: { img },
      bodySerializer: (form) => quickForm(form.img),
    });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return messageOf(data);
  };
}

function withKy(baseUrl: string): Recognize {
  const client = ky.create({ prefixUrl: baseUrl, headers, retry: 0 });
  const route = path.slice(1);
  return async (image) => {
    const options = { searchParams: { token }, body: quickForm(image) };
    return messageOf(await client.post(route, options).json());
  };
}

function withOfetch(baseUrl: string): Recognize {
  const client = ofetch.create({ baseURL: baseUrl, headers, retry: 0 });
  return async (image) => {
    const options = { method: "POST", query: { token }, body: quickForm(image) };
    return messageOf(await client<unknown>(path, options));
  };
}

function withAxios(client: AxiosInstance): Recognize {
  return async (image) => {
    // Without `proxy: false` a proxy of the environment would be asked.
    const options = { params: { token }, proxy: false } as const;
    return messageOf((await client.post<unknown>(path, quickForm(image), options)).data);
  };
}

function quickForm(image: Uint8Array): string {
  const text = nodeBase64(image).replaceAll("+", "%2B").replaceAll("/", "%2F");
  return `img=${text.replaceAll("=", "%3D")}`;
}

function slowForm(image: Uint8Array): string {
  return new URLSearchParams({ img: nodeBase64(image) }).toString();
}

function messageOf(envelope: unknown): unknown {
  if (typeof envelope === "object" && envelope !== null && "status" in envelope) {
    if (envelope.status === "OK" && "message" in envelope) return envelope.message;
  }
  throw new Error("The answer is no success.");
}
