import {
  checkOptions,
  functionOption,
  type OptionRules,
  countOption,
  signalOption,
} from "@aisolution/options";
import type { CallResult } from "./definition.js";
import type { AisolutionError } from "./errors/aisolution-error.js";
import { InputError } from "./errors/input-error.js";
import { isAisolutionError, type AnyAisolutionError } from "./errors/is-aisolution-error.js";
import { createInputSource } from "./input-source.js";
import { notify } from "./notify.js";
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

const batchRules: OptionRules<BatchOptions<unknown, unknown, AisolutionError>> = {
  call: { ...functionOption, isRequired: true },
  concurrency: countOption,
  signal: signalOption,
  onProgress: functionOption,
};

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
 * @throws TypeError for an option that cannot be used; the signal's reason when it aborts; what the inputs throw, after
 *   the results of the calls under way
 */
export async function* recognizeMany<Input, Data, Failed extends AisolutionError>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: BatchOptions<Input, Data, Failed>,
): AsyncGenerator<BatchResult<Input, Data, Failed>, void> {
  checkOptions(batchRules, options);
  const { call, concurrency = 4, signal, onProgress } = options;
  const total = Array.isArray(inputs) ? inputs.length : undefined;
  const stop = new AbortController();
  const abort = () => {
    stop.abort(signal?.reason);
  };
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();

  const source = createInputSource(inputs);
  /** Results that wait to be taken. A call that ended leaves nothing else behind. */
  const results: BatchResult<Input, Data, Failed>[] = [];
  let running = 0;
  let index = 0;
  let done = 0;
  let failed = 0;
  /** Called when an input or a result has come. */
  let wake = (): void => undefined;

  async function start(input: Input): Promise<void> {
    const place = index;
    index += 1;
    running += 1;
    const result = await work(input, place, call, stop.signal);
    running -= 1;
    results.push(result);
    wake();
  }

  try {
    for (;;) {
      stop.signal.throwIfAborted();
      if (running + results.length < concurrency)
        source.ask(() => {
          wake();
        });
      const input = source.take();
      const result = results.shift();
      if (input) void start(input.value);
      if (result) {
        done += 1;
        if (result.error !== undefined) failed += 1;
        notify(onProgress, { done, failed, total });
        yield result;
      } else if (!input) {
        if (source.isEnded() && running === 0) {
          source.throwFault();
          return;
        }
        // Nothing was told since the last look, because no other code ran.
        await waitFor(new Promise<void>((resolve) => (wake = resolve)), stop.signal);
      }
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
    source.close();
  }
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
