/** Pictures from files and streams, for Node, Deno and Bun. */
export { fromFile } from "./from-file.js";
export { fromStream, type ByteStream } from "./from-stream.js";
export type { ReadOptions } from "./read-options.js";
