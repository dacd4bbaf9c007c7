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
export interface BrunoWriter {
  writeRequest(content: BrunoRequest): string;
  writeFolder(content: BrunoFolder): string;
  writeEnvironment(content: BrunoEnvironment): string;
}

const require = createRequire(import.meta.url);

/** Loads the writers of Bruno's own library by their files: its index loads the grammars of the readers, for a second. */
export function loadBrunoWriter(): BrunoWriter {
  // They change what they are given, and indent empty lines.
  const writer = (name: string) => (content: object) => {
    const text = call(require(`@usebruno/lang/v2/src/${name}`), name, structuredClone(content));
    const lines = String(text).replaceAll(/[ \t]+$/gm, "");
    return `${lines.trimEnd()}\n`;
  };
  return {
    writeRequest: writer("jsonToBru"),
    writeFolder: writer("jsonToCollectionBru"),
    writeEnvironment: writer("jsonToEnv"),
  };
}

function call(method: unknown, name: string, value: unknown): unknown {
  if (typeof method !== "function") throw new Error(`@usebruno/lang has no ${name}.`);
  return Reflect.apply(method, undefined, [value]);
}
