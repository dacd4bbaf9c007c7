/** The info string of a fenced code block: a language, then words such as `file=card.ts` or `output`. */
export interface Fence {
  readonly language: string;
  readonly words: readonly string[];
  /** Name of the file that the block is. */
  readonly file: string | undefined;
}

/** Reads an info string. */
export function readFence(info: string): Fence {
  const [language = "text", ...words] = info.split(/\s+/).filter((word) => word !== "");
  const file = words.find((word) => word.startsWith("file="))?.slice("file=".length);
  return { language, words, file };
}
