import type { CallResult } from "./definition.js";
import type { AisolutionError } from "./errors/aisolution-error.js";
import { InputError } from "./errors/input-error.js";
import { isAisolutionError, type AnyAisolutionError } from "./errors/is-aisolution-error.js";
import { waitFor } from "./wait.js";

/** How far a batch has come. */
export interface BatchProgress {
  /** Inputs that have a result. */
  readonly done: number;
  /** Those of them that failed. */
  readonly failed: number;
  /** Number of inputs, where they are a list. */
  readonly total: number | undefined;
}

/** Options of `recognizeMany`. */
export interface BatchOptions<Input, Data, Failed extends AisolutionError> {
  /** Makes the call for an input. Hand `options` on: they carry the signal. */
  readonly call: (
    input: Input,
    options: { readonly signal: AbortSignal },
  ) => Promise<CallResult<Data, Failed>>;
  /** How many inputs are worked on at once. Default: 4. */
  readonly concurrency?: number;
  /** Ends the batch: no further input is taken, and the calls under way end. */
  readonly signal?: AbortSignal;
  /** Called after each result. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** A result with the input that it belongs to. */
export type BatchResult<Input, Data, Failed extends AisolutionError> = {
  readonly input: Input;
  /** Place of the input, from 0. */
  readonly index: number;
} & CallResult<Data, Failed | AnyAisolutionError>;

/**
 * Makes a call for each of many inputs, a few at a time. Results come as they are ready, each with its input;
 * a failure is a result like any other. An input is taken only when there is room for it, and room comes
 * when a result is taken: so the memory holds no more inputs and results than `concurrency`.
 *
 * To leave the loop, or to abort the signal, ends the calls under way.
 *
 * @example
 * const results = recognizeMany(files, {
 *   call: (file, options) =>
 *     client.identityCard.recognizeGermanIdCard({ img: fromFile(file) }, options),
 * });
 * for await (const { input, data, error } of results) {
 *   console.log(input, error ? error.message : data.Surname);
 * }
 *
 * @throws TypeError when `concurrency` is no number from 1 up; the signal's reason when it aborts; what
 *   the inputs throw
 */
export async function* recognizeMany<Input, Data, Failed extends AisolutionError>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: BatchOptions<Input, Data, Failed>,
): AsyncGenerator<BatchResult<Input, Data, Failed>, void> {
  const { call, concurrency = 4, signal, onProgress } = options;
  if (!(concurrency >= 1)) throw new TypeError("concurrency is no number from 1 up.");
  const total = Array.isArray(inputs) ? inputs.length : undefined;
  const stop = new AbortController();
  const abort = () => {
    stop.abort(signal?.reason);
  };
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  const source = iterate(inputs);
  const running = new Map<number, Promise<BatchResult<Input, Data, Failed>>>();
  let asked: Promise<IteratorResult<Input>> | undefined;
  let index = 0;
  let ended = false;
  let done = 0;
  let failed = 0;
  try {
    for (;;) {
      stop.signal.throwIfAborted();
      if (!ended && running.size < concurrency) asked ??= Promise.resolve(source.next());
      if (asked === undefined && running.size === 0) return;
      // A slow source of inputs does not hold results back.
      const results = [...running.values()];
      const first = Promise.race([...results, ...(asked === undefined ? [] : [asked])]);
      const event = await waitFor(first, stop.signal);
      if ("index" in event) {
        running.delete(event.index);
        done += 1;
        if (event.error !== undefined) failed += 1;
        onProgress?.({ done, failed, total });
        yield event;
      } else {
        asked = undefined;
        if (event.done === true) ended = true;
        else {
          running.set(index, work(event.value, index, call, stop.signal));
          index += 1;
        }
      }
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
    // Not waited for: a source that stalls would never end.
    if (!ended) Promise.resolve(source.return?.()).catch(() => undefined);
  }
}

function iterate<Input>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
): Iterator<Input> | AsyncIterator<Input> {
  return Symbol.asyncIterator in inputs
    ? inputs[Symbol.asyncIterator]()
    : inputs[Symbol.iterator]();
}

async function work<Input, Data, Failed extends AisolutionError>(
  input: Input,
  index: number,
  call: BatchOptions<Input, Data, Failed>["call"],
  signal: AbortSignal,
): Promise<BatchResult<Input, Data, Failed>> {
  try {
    return { input, index, ...(await call(input, { signal })) };
  } catch (source) {
    const error = isAisolutionError(source)
      ? source
      : new InputError("The call of this input failed before it was made", {
          operationId: "recognizeMany",
          attempts: 0,
          billing: "free",
          retryable: false,
          source,
        });
    return { input, index, data: undefined, error, response: undefined };
  }
}
