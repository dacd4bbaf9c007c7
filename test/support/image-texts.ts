/**
 * Texts that people send as an image, and what becomes of each: the client and the mock read the same table.
 *
 * The mock gets what was sent as it is, so it refuses some texts that the client would have put right.
 */
export interface ImageText {
  readonly text: string;
  /** What the client does: it sends the image, or refuses with this problem. */
  readonly client: "sent" | "input" | "format";
  /** What the mock says of the text as it is: the cause of its refusal by the contract (`x-cause`). */
  readonly mock: "accepted" | "image-format";
  /** What the refusals say. */
  readonly hint?: RegExp;
}

/** The start of a JPEG that has plus signs and slashes, and is no image that anybody could look at. */
export const imageBytes = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 0xfb, 0xef, 0xbe, 0xe0, 0],
);

const base64 = Buffer.from(imageBytes).toString("base64");
const unpadded = base64.replace(/=+$/, "");
const percentEncoded = encodeURIComponent(base64);

/** A BMP of one pixel: both headers, and four bytes. */
export const bitmapBytes = Uint8Array.from([
  ...[0x42, 0x4d, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0],
  ...[40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0],
  ...Array<number>(24).fill(0),
  ...[255, 255, 255, 0],
]);

const bitmap = (bytes: readonly number[] | Uint8Array) => Buffer.from(bytes).toString("base64");

export const imageTexts: Readonly<Record<string, ImageText>> = {
  "standard base64": { text: base64, client: "sent", mock: "accepted" },
  "base64 without padding": { text: unpadded, client: "sent", mock: "accepted" },
  "base64 with line feeds": {
    text: `${base64.slice(0, 8)}\n${base64.slice(8)}\n`,
    client: "sent",
    mock: "image-format",
    hint: /line breaks/,
  },
  "base64 with CRLF": {
    text: `${base64.slice(0, 8)}\r\n${base64.slice(8)}\r\n`,
    client: "sent",
    mock: "image-format",
    hint: /line breaks/,
  },
  "white space around base64": {
    text: ` ${base64}\n`,
    client: "sent",
    mock: "image-format",
  },
  "plus signs that became spaces": {
    text: base64.replaceAll("+", " "),
    client: "input",
    mock: "image-format",
    hint: /spaces.*\+.*%2B|spaces.*%2B/,
  },
  "a space between two lines": {
    text: `${base64.slice(0, 8)} \n${base64.slice(8)}`,
    client: "input",
    mock: "image-format",
    hint: /spaces/,
  },
  "padding that does not complete a multiple of four": {
    text: "/9j/4AAQSkZJRg=",
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "padding of three": {
    text: "/9j/4AAQSkZJR===",
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "padding after a whole text": {
    text: "/9j/4AAQSkZJ==",
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "padding in the middle": {
    text: `/9j/4A==${base64}`,
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "a length that base64 cannot have": {
    text: "/9j/4AAQSkZJR",
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  base64url: {
    text: base64.replaceAll("+", "-").replaceAll("/", "_"),
    client: "input",
    mock: "image-format",
    hint: /base64url/,
  },
  "a character that base64 does not have": {
    text: `${base64.slice(0, 8)}!${base64.slice(9)}`,
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "a data: URL": {
    text: `data:image/jpeg;base64,${base64}`,
    client: "sent",
    mock: "image-format",
    hint: /data: URL/,
  },
  "a data: URL with a parameter": {
    text: `data:image/jpeg;name=card.jpg;base64,${base64}`,
    client: "sent",
    mock: "image-format",
    hint: /data: URL/,
  },
  "a data: URL that is percent-encoded": {
    text: `data:image/jpeg;base64,${percentEncoded}`,
    client: "sent",
    mock: "image-format",
    hint: /data: URL/,
  },
  "a data: URL with a lost plus": {
    text: `data:image/jpeg;base64,${base64.replaceAll("+", " ")}`,
    client: "input",
    mock: "image-format",
    hint: /spaces|data: URL/,
  },
  "a data: URL with a broken escape": {
    text: `data:image/jpeg;base64,${base64.slice(0, 4)}%ZZ`,
    client: "input",
    mock: "image-format",
  },
  "base64 that is percent-encoded twice": {
    text: percentEncoded,
    client: "input",
    mock: "image-format",
    hint: /not base64/,
  },
  "a bitmap": { text: bitmap(bitmapBytes), client: "sent", mock: "accepted" },
  "the letters BM alone": {
    text: bitmap([0x42, 0x4d]),
    client: "format",
    mock: "image-format",
  },
  "a text that begins with BM": {
    text: Buffer.from("BMW 3 series, first registered in 2019").toString("base64"),
    client: "format",
    mock: "image-format",
  },
  "a path": {
    text: "scans/card.jpg",
    client: "input",
    mock: "image-format",
    hint: /path/,
  },
  "an address": {
    text: "https://example.com/card.jpg",
    client: "input",
    mock: "image-format",
    hint: /address/,
  },
};
