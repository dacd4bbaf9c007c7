import { createRequire } from "node:module";

/** Reads the files of a Bruno collection, as Bruno does. */
export interface BrunoReader {
  readRequest(text: string): unknown;
  readFolder(text: string): unknown;
  readEnvironment(text: string): unknown;
}

/** Loads the readers of Bruno's own library. */
export function loadBrunoReader(): BrunoReader {
  const library: unknown = createRequire(import.meta.url)("@usebruno/lang");
  const reader = (name: string) => {
    const method: unknown = Reflect.get(Object(library), name);
    if (typeof method !== "function") throw new Error(`@usebruno/lang has no ${name}.`);
    return (text: string): unknown => Reflect.apply(method, undefined, [text]);
  };
  return {
    readRequest: reader("bruToJsonV2"),
    readFolder: reader("collectionBruToJson"),
    readEnvironment: reader("bruToEnvJsonV2"),
  };
}
