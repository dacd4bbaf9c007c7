/** What stands behind the backticks of a code block: a language, then words such as `file=card.ts` or `output`. */
export interface FenceInfo {
  readonly language: string;
  /** Without `file=`. */
  readonly words: readonly string[];
  /** Name of the file that the block is. */
  readonly file: string | undefined;
}

/** Reads what stands behind the backticks. */
export function readFenceInfo(info: string): FenceInfo {
  const [language = "text", ...words] = info.split(/\s+/).filter((word) => word !== "");
  const isFile = (word: string): boolean => word.startsWith("file=");
  return {
    language,
    words: words.filter((word) => !isFile(word)),
    file: words.find(isFile)?.slice("file=".length),
  };
}
