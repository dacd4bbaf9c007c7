import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";

/** A place in a source file of the contract. Line and column count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Pointer = readonly (string | number)[];

/**
 * Finds the source of a place in the bundle. The bundler names components after their files, so a
 * component is found by name; paths and webhooks are found through the table of contents.
 */
export class SourceMap {
  readonly #folder: string;
  readonly #documents = new Map<string, { document: Document; lines: LineCounter }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param pointer a place in the bundle */
  async locate(pointer: Pointer): Promise<SourceLocation> {
    const { file, rest } = await this.#source(pointer);
    return this.locateInFile(file, rest);
  }

  /** @param pointer a place in one source file */
  async locateInFile(file: string, pointer: Pointer): Promise<SourceLocation> {
    const { document, lines } = await this.#read(file);
    // The nearest ancestor that the file really has: what is missing has no line of its own.
    for (let length = pointer.length; length > 0; length -= 1) {
      const offset = keyOffset(document, pointer.slice(0, length));
      if (offset !== undefined) {
        const { line, col } = lines.linePos(offset);
        return { file, line, column: col };
      }
    }
    return { file, line: 1, column: 1 };
  }

  async #source(pointer: Pointer): Promise<{ file: string; rest: Pointer }> {
    const root = path.join(this.#folder, "openapi.yaml");
    const [section, first, second, ...rest] = pointer;
    if (section === "components" && second !== undefined) {
      const file = path.join(this.#folder, "components", String(first), `${String(second)}.yaml`);
      if (existsSync(file)) return { file, rest };
    }
    if ((section === "paths" || section === "webhooks") && first !== undefined) {
      const { document } = await this.#read(root);
      const reference = document.getIn([section, first, "$ref"]);
      if (typeof reference === "string") {
        const file = path.join(this.#folder, reference);
        if (existsSync(file)) return { file, rest: pointer.slice(2) };
      }
    }
    return { file: root, rest: pointer };
  }

  async #read(file: string): Promise<{ document: Document; lines: LineCounter }> {
    const known = this.#documents.get(file);
    if (known !== undefined) return known;
    const lines = new LineCounter();
    const document = parseDocument(await readFile(file, "utf8"), { lineCounter: lines });
    const read = { document, lines };
    this.#documents.set(file, read);
    return read;
  }
}

/** Offset of the key that the pointer ends in, or of the item where it ends in a list. */
function keyOffset(document: Document, pointer: Pointer): number | undefined {
  const parent = document.getIn(pointer.slice(0, -1), true);
  const key = pointer.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(
      (item) => isScalar(item.key) && String(item.key.value) === String(key),
    );
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const item = document.getIn(pointer, true);
  return typeof item === "object" && item !== null && "range" in item && Array.isArray(item.range)
    ? Number(item.range[0])
    : undefined;
}
