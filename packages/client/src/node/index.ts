/** Pictures from files and streams, for Node, Deno and Bun. */
export { fromFile, type ReadOptions } from "./from-file.js";
export { fromStream, type ByteStream } from "./from-stream.js";
