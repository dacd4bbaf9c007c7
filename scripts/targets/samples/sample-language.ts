import type { SampleCall } from "./sample-call.js";

/** A language of the samples. A new one is a file beside this one, named in `../samples.ts`. */
export interface SampleLanguage {
  /** Its folder, and its name for programs. */
  readonly language: string;
  /** What a reader sees. */
  readonly label: string;
  /** What the highlighter of the reference calls it. */
  readonly lang: string;
  /** What starts a comment. */
  readonly comment: string;
  /** Path of a sample in the folder. */
  file(operationId: string): string;
  /** How to run a sample, in the folder. */
  command(operationId: string): string;
  source(call: SampleCall): string;
  /** Files that the samples share, by path in the folder. They get a header too. */
  readonly shared?: Readonly<Record<string, string>>;
}
