/*
 * What a value is, whatever realm it comes from. A test runner with its own globals, an iframe or a `vm` context has
 * classes of its own, so `instanceof` says no to values that are as good as any.
 */

/**
 * The class of a value and nothing of what it holds, as in `Array`, `Undefined`, `FormData`.
 */
export function typeOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** A view of the same bytes, of this realm; undefined where the value does not consist of bytes. */
export function toBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isBuffer(value) ? new Uint8Array(value) : undefined;
}

function isBuffer(value: unknown): value is ArrayBufferLike {
  return typeOf(value).endsWith("ArrayBuffer");
}

/** A Blob or a File. */
export function isBlob(value: unknown): value is Blob {
  return /^(Blob|File)$/.test(typeOf(value));
}

/** Reads a Blob. Those of jsdom have no `arrayBuffer` of their own. */
export async function blobBytes(blob: Blob): Promise<Uint8Array> {
  if (hasMethod(blob, "arrayBuffer")) return new Uint8Array(await blob.arrayBuffer());
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = reject;
    reader.readAsArrayBuffer(blob);
  });
  return toBytes(reader.result) ?? new Uint8Array();
}

/** A stream of the Streams standard. */
export function isWebStream(value: unknown): value is ReadableStream<unknown> {
  return hasMethod(value, "getReader");
}

/** A Node stream, a generator, or another source of values. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return hasMethod(value, Symbol.asyncIterator);
}

/** Something that is ended by a call, as a Node stream is. */
export function isDestroyable(value: object): value is { destroy(): unknown } {
  return hasMethod(value, "destroy");
}

function hasMethod(value: unknown, name: string | symbol): boolean {
  return typeof Reflect.get(Object(value), name) === "function";
}
