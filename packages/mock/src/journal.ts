import { limits } from "./limits.js";
import type { ReceivedImage } from "./received-image.js";

/** What stands of a field: a picture by its facts, a text by its length only. */
export type JournalField =
  | {
      readonly kind: "image";
      readonly mediaType: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  | { readonly kind: "text"; readonly length: number };

/** A request that the mock received, without token, picture and text. */
export interface JournalEntry {
  /** 1 for the first request after the start or a reset. */
  readonly number: number;
  readonly method: string;
  /** Path without the query. Parts that no known path has are shown as `*`: they can hold a token or a name. */
  readonly path: string;
  readonly operationId?: string;
  /** Where the token was. */
  readonly tokenIn?: string;
  readonly code: number;
  /** Key of the answer. */
  readonly key: string;
  readonly chosenBy: string;
  readonly reason?: string;
  /** From the request to the answer, in milliseconds. */
  readonly duration: number;
  readonly fields: Readonly<Record<string, JournalField>>;
}

/** Says of the fields of a form what may be told. */
export function describeFields(
  fields: ReadonlyMap<string, string>,
  images: ReadonlyMap<string, ReceivedImage>,
): Record<string, JournalField> {
  return Object.fromEntries(
    [...fields].map(([name, value]): [string, JournalField] => {
      const image = images.get(name);
      if (image === undefined) return [name, { kind: "text", length: value.length }];
      const { mediaType, bytes, sha256 } = image;
      return [name, { kind: "image", mediaType, bytes: bytes.length, sha256 }];
    }),
  );
}

/** The last requests. */
export interface Journal {
  add(entry: Omit<JournalEntry, "number">): JournalEntry;
  entries(): readonly JournalEntry[];
  reset(): void;
}

/** @param limit how many are kept; the oldest go first */
export function createJournal(limit: number = limits.entries): Journal {
  let entries: JournalEntry[] = [];
  let count = 0;
  return {
    add(entry) {
      count += 1;
      const numbered = { number: count, ...entry };
      entries.push(numbered);
      if (entries.length > limit) entries = entries.slice(-limit);
      return numbered;
    },
    entries: () => [...entries],
    reset() {
      entries = [];
      count = 0;
    },
  };
}
