/** What runs in the browser: it is bundled, and the page calls `measureInBrowser`. */
import { seededRandom } from "@aisolution/client";
import { createEncoders, searchParamsEncoder } from "./encoders.js";
import { measureEncoders } from "./measure-encoders.js";
import { sampleImage } from "./sample-image.js";

interface BrowserResult {
  readonly base64: string;
  readonly series: readonly (readonly [string, readonly number[]])[];
}

async function measureInBrowser(bytes: number, rounds: number): Promise<BrowserResult> {
  const image = sampleImage(bytes);
  const native = hasToBase64(image);
  const encoders = [
    ...createEncoders(native ? nativeBase64 : btoaBase64),
    // The way of browsers without `toBase64`.
    ...(native ? [searchParamsEncoder("btoa and URLSearchParams", btoaBase64)] : []),
  ];
  const options = { rounds, random: seededRandom(bytes), onRound: () => Promise.resolve() };
  return {
    base64: native ? "Uint8Array.prototype.toBase64" : "btoa",
    series: [...(await measureEncoders(encoders, image, options))],
  };
}

interface Base64Bytes {
  toBase64(): string;
}

/** New in browsers, and not yet in the types. */
function hasToBase64(image: object): image is Base64Bytes {
  return "toBase64" in image && typeof image.toBase64 === "function";
}

function nativeBase64(image: Uint8Array): string {
  if (!hasToBase64(image)) throw new Error("toBase64 is missing.");
  return image.toBase64();
}

function btoaBase64(image: Uint8Array): string {
  let text = "";
  // More arguments than this are too many for one call.
  for (let at = 0; at < image.length; at += 0x8000) {
    text += String.fromCharCode(...image.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

Object.assign(globalThis, { measureInBrowser });
