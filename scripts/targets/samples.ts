import type { Catalogue, Operation } from "@aisolution/openapi";
import { code } from "../lib/escape/markdown.js";
import { table } from "../lib/markdown.js";
import { doNotEdit, type GeneratedFile, type Target } from "../lib/target.js";
import { curl } from "./samples/curl.js";
import { go } from "./samples/go.js";
import { javascript } from "./samples/javascript.js";
import { python } from "./samples/python.js";
import { ruby } from "./samples/ruby.js";
import { sampleCall, tokenVariable } from "./samples/sample-call.js";
import type { SampleLanguage } from "./samples/sample-language.js";
import { typescript } from "./samples/typescript.js";

/** All languages, in the order in which readers see them. */
const languages = [curl, javascript, typescript, python, ruby, go] as const;

/** A program that makes one call. */
export interface CodeSample {
  readonly language: (typeof languages)[number]["language"];
  /** What a reader sees. */
  readonly label: string;
  /** What the highlighter of the reference calls the language. */
  readonly lang: string;
  /** Path of its file from the root of the repository. */
  readonly path: string;
  /** The whole program. Its file has a header more, which readers do not need. */
  readonly source: string;
}

const folder = "docs/samples";

/** A runnable program for each operation and language, and how to run them. */
export const samplesTarget: Target = {
  name: "samples",
  emit({ catalogue }) {
    const samples = catalogue.operations.flatMap((operation) => codeSamples(operation, catalogue));
    return Promise.resolve([
      { path: `${folder}/README.md`, text: readme(catalogue) },
      ...languages.flatMap(sharedFiles),
      ...samples.map((sample) => ({
        path: sample.path,
        text: withHeader(sample.source, commentOf(sample.language)),
      })),
    ]);
  },
};

/** The samples of an operation, one for each language. */
export function codeSamples(operation: Operation, catalogue: Catalogue): readonly CodeSample[] {
  const call = sampleCall(operation, catalogue);
  return languages.map((language) => ({
    language: language.language,
    label: language.label,
    lang: language.lang,
    path: `${folder}/${language.language}/${language.file(operation.operationId)}`,
    source: language.source(call),
  }));
}

function commentOf(name: CodeSample["language"]): string {
  return languages.find(({ language }) => language === name)?.comment ?? "";
}

/** A line that names the interpreter stays the first one. */
function withHeader(source: string, comment: string): string {
  const first = /^#!.*\n/.exec(source)?.[0] ?? "";
  return `${first}${comment} ${doNotEdit}\n\n${source.slice(first.length)}`;
}

function sharedFiles({ language, comment, shared = {} }: SampleLanguage): GeneratedFile[] {
  return Object.entries(shared).map(([file, text]) => ({
    path: `${folder}/${language}/${file}`,
    text: withHeader(text, comment),
  }));
}

function readme(catalogue: Catalogue): string {
  const calls = catalogue.operations.map((operation) => sampleCall(operation, catalogue));
  const pictures = calls.flatMap(({ fields }) =>
    fields.flatMap((field) => (field.kind === "picture" ? [code(field.file)] : [])),
  );
  const rows = languages.map(({ language, label, command }) => [
    label,
    code(`${language}/`),
    code(command(calls[0]?.operationId ?? "")),
  ]);
  return `<!-- ${doNotEdit} -->

# Code samples

A program for each operation and language. It prints \`status\`, then \`message\`; the one for curl prints the answer as it is.
All but curl end with exit code 1 when the status is not that of a success. Calls may be charged.
The programs stand in \`${folder}\` of the repository; the reference shows each beside its operation.

- The token comes from the environment variable \`${tokenVariable}\`. No sample prints it.
- A picture comes from the current folder: ${[...new Set(pictures)].join(", ")}.
- To call [the mock](../guides/testing-with-the-mock.md) instead, put its address in the sample, in the place of \`${catalogue.server}\`.

${table([["Language", "Folder", "How to run one there"], ...rows])}

The TypeScript samples need [\`@aisolution/client\`](../../packages/client), the others nothing but their language.
`;
}
