import { inspect } from "node:util";
import { marker } from "./fault-table.js";
import { jpeg } from "./pictures.js";

/** Has characters that are escaped in an address. */
export const token = "tok/9f+Secret=&4711";

export const picture = jpeg(600, 4711);

export const pictureText = Buffer.from(picture).toString("base64");

/** A number in an answer. */
export const markerNumber = 471_147_114;

/** What a form says about a person, by field. */
export const formValues: Readonly<Record<string, string>> = {
  person_id: "c0zyx0person0id04711",
  number: "7700900471",
  country: "Zyxland",
  callback: "https://hooks.example/zyx?secret=path&4711",
  servstatus: "y",
};

const escaped = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

const texts: readonly string[] = [
  token,
  marker,
  String(markerNumber),
  // One letter is in every text.
  ...Object.values(formValues).filter((value) => value.length > 1),
].flatMap((text) => [text, escaped(text), encodeURIComponent(text), JSON.stringify(text)]);

/** Part of a picture that cannot be chance. */
const windowLength = 12;

const windows = new Set(
  [pictureText, escaped(pictureText)].flatMap((text) =>
    Array.from({ length: text.length - windowLength + 1 }, (_, index) =>
      text.slice(index, index + windowLength),
    ),
  ),
);

/** Bytes as `util.inspect` prints them, here and there. */
const prints = Array.from({ length: 12 }, (_, index) =>
  picture.subarray(index * 8, index * 8 + 6),
).flatMap((bytes) => [
  bytes.join(", "),
  Buffer.from(bytes).toString("hex").replace(/..\B/g, "$& "),
]);

/** Finds the secrets in a text, and says where. */
export function secretsIn(text: string): readonly string[] {
  const found = [...texts, ...prints].filter((secret) => text.includes(secret));
  for (let index = 0; index + windowLength <= text.length; index += 1) {
    const part = text.slice(index, index + windowLength);
    if (windows.has(part)) found.push(part);
  }
  return found;
}

/**
 * All that people make of a value when they log it. With `showHidden`, what is not enumerable too; not with
 * `getters`, which runs code that the caller asks for by name (`source`).
 */
export function printed(value: unknown): string {
  const parts = [
    inspect(value, { depth: 10 }),
    inspect(value, { depth: 10, showHidden: true }),
    JSON.stringify(value),
    String(value),
  ];
  if (value instanceof Error) parts.push(value.message, value.stack ?? "", value.name);
  return parts.join("\n");
}
