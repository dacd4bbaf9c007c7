/** Finds entries by words. */
import MiniSearch from "minisearch";
import type { SearchEntry } from "../../scripts/docs/search-entry.js";
import { questionWords, searchWords } from "./search-words.js";

/** Finds entries for a question, best first. */
export type FindEntries = (question: string) => readonly SearchEntry[];

/** Results that a reader would look through. */
const MOST = 40;

/** Who asks in words wants a guide more often than a page on how the project is made. */
const WEIGHTS: Readonly<Record<string, number>> = { Guide: 1.5, Page: 0.6 };

/** Makes the index. It takes some milliseconds: wait until somebody searches. */
export function createSearch(entries: readonly SearchEntry[]): FindEntries {
  const index = new MiniSearch<SearchEntry & { readonly id: number }>({
    fields: ["title", "context", "text"],
    tokenize: searchWords,
    searchOptions: {
      tokenize: questionWords,
      boost: { title: 6, context: 2 },
      prefix: true,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(entries.map((entry, id) => ({ ...entry, id })));
  const ask = (question: string, combineWith: "AND" | "OR"): readonly SearchEntry[] =>
    index
      .search(question, { combineWith })
      .flatMap(({ id, score }) => {
        const entry = typeof id === "number" ? entries[id] : undefined;
        return entry === undefined
          ? []
          : [
              {
                entry,
                score: score * closeness(entry.title, question) * (WEIGHTS[entry.kind] ?? 1),
              },
            ];
      })
      .sort((one, other) => other.score - one.score)
      .map(({ entry }) => entry);
  return (question) => {
    const asked = question.trim().toLowerCase();
    // What has all the words comes first, then what has some of them.
    return [...new Set([...ask(asked, "AND"), ...ask(longWords(asked), "OR")])].slice(0, MOST);
  };
}

/** Short words, such as "how" and "a", stand nearly everywhere. */
function longWords(question: string): string {
  return questionWords(question)
    .filter((word) => word.length > 3)
    .join(" ");
}

/** What is named exactly so comes first, then what begins so. */
function closeness(title: string, asked: string): number {
  const name = title.toLowerCase();
  if (name === asked) return 100;
  return name.startsWith(asked) ? 4 : 1;
}
