import { createRequire } from "node:module";

/** A pair of a list, as a parameter or a field of a form. */
export interface BrunoPair {
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

/** A parameter in the query. */
export interface BrunoParameter extends BrunoPair {
  readonly type: "query";
}

/** A file with a request. */
export interface BrunoRequest {
  readonly meta: { readonly name: string; readonly type: "http"; readonly seq: number };
  readonly http: {
    readonly method: string;
    readonly url: string;
    readonly body: "formUrlEncoded";
    readonly auth: "none";
  };
  readonly params: readonly BrunoParameter[];
  readonly headers: readonly BrunoPair[];
  readonly body: { readonly formUrlEncoded: readonly BrunoPair[] };
  readonly script?: { readonly res: string };
  readonly tests: string;
  readonly settings: { readonly encodeUrl: boolean };
  readonly docs: string;
  readonly examples: readonly BrunoExample[];
}

/** A request with its answer. */
export interface BrunoExample {
  readonly name: string;
  readonly description: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly params: readonly BrunoParameter[];
    readonly body: {
      readonly mode: "formUrlEncoded";
      readonly formUrlEncoded: readonly BrunoPair[];
    };
  };
  readonly response: {
    readonly headers: readonly BrunoPair[];
    readonly status: string;
    readonly statusText: string;
    readonly body: { readonly type: "json"; readonly content: string };
  };
}

/** The file of a collection or of a folder. */
export interface BrunoFolder {
  readonly meta?: { readonly name: string; readonly seq: number };
  readonly vars?: { readonly req: readonly BrunoPair[] };
  readonly script?: { readonly req: string };
  readonly docs: string;
}

/** The file of an environment. A secret has no value in it. */
export interface BrunoEnvironment {
  readonly variables: readonly (BrunoPair & { readonly secret: boolean })[];
}

/** Writes the files of a Bruno collection. */
export interface BrunoLanguage {
  writeRequest(content: BrunoRequest): string;
  writeFolder(content: BrunoFolder): string;
  writeEnvironment(content: BrunoEnvironment): string;
  /** The readers of the same library, to prove what was written. */
  readRequest(text: string): unknown;
  readFolder(text: string): unknown;
  readEnvironment(text: string): unknown;
}

/** Loads Bruno's own library for its language. */
export function loadBrunoLanguage(): BrunoLanguage {
  const library: unknown = createRequire(import.meta.url)("@usebruno/lang");
  const call = (name: string, value: unknown): unknown => {
    const method: unknown = Reflect.get(Object(library), name);
    if (typeof method !== "function") throw new Error(`@usebruno/lang has no ${name}.`);
    return Reflect.apply(method, library, [value]);
  };
  // The writers change what they are given, and indent empty lines.
  const write = (name: string, content: object): string =>
    `${String(call(name, structuredClone(content)))
      .replaceAll(/[ \t]+$/gm, "")
      .trimEnd()}\n`;
  return {
    writeRequest: (content) => write("jsonToBruV2", content),
    writeFolder: (content) => write("jsonToCollectionBru", content),
    writeEnvironment: (content) => write("envJsonToBruV2", content),
    readRequest: (text) => call("bruToJsonV2", text),
    readFolder: (text) => call("collectionBruToJson", text),
    readEnvironment: (text) => call("bruToEnvJsonV2", text),
  };
}
