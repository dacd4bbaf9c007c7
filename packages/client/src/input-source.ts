/** Inputs, asked for one at a time and not waited for: a slow source does not hold results back. */
export interface InputSource<Input> {
  /** Asks for the next one, unless one is asked for already. */
  readonly ask: (onInput: () => void) => void;
  /** The input that has come. */
  readonly take: () => { readonly value: Input } | undefined;
  readonly isEnded: () => boolean;
  /** Throws what the source has thrown, if it has. */
  readonly throwFault: () => void;
  readonly close: () => void;
}

export function createInputSource<Input>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
): InputSource<Input> {
  const iterator =
    Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  let state: "idle" | "asked" | "ended" = "idle";
  let next: { readonly value: Input } | undefined;
  let fault: { readonly reason: unknown } | undefined;

  async function read(onInput: () => void): Promise<void> {
    try {
      const step = await iterator.next();
      if (step.done !== true) next = { value: step.value };
      state = step.done === true ? "ended" : "idle";
    } catch (reason) {
      fault = { reason };
      state = "ended";
    }
    onInput();
  }

  return {
    ask(onInput) {
      if (state !== "idle" || next) return;
      state = "asked";
      void read(onInput);
    },
    take() {
      const taken = next;
      next = undefined;
      return taken;
    },
    isEnded: () => state === "ended",
    throwFault() {
      if (fault) throw fault.reason;
    },
    close() {
      // Not waited for: a source that stalls would never end.
      if (state !== "ended") Promise.resolve(iterator.return?.()).catch(() => undefined);
    },
  };
}
