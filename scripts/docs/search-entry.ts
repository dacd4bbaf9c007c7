/** What search can find. The site's program reads the same form: see docs/theme/search-entries.ts. */
export interface SearchEntry {
  /** What a reader looks for: a heading, or a name of the API. */
  readonly title: string;
  /** What kind of thing it is, as the result says. */
  readonly kind: string;
  /** Where it stands: a page, an operation. */
  readonly context: string;
  /** Address from the root of the site. */
  readonly url: string;
  /** More words that lead here. */
  readonly text: string;
}
