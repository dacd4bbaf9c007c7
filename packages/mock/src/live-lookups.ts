import { catalogue, type Operation, type Outcome } from "@aisolution/openapi";
import { offeredAnswers, outcomeAnswer, type Answer } from "./answer.js";
import { BoundedMap } from "./bounded-map.js";
import { limits } from "./limits.js";
import { fullNumber, magicNumberKey, numberField } from "./magic-value.js";
import { stateKey } from "./state-key.js";

/** Sends the result of a lookup to the address that the caller gave. */
export type SendCallback = (address: string, values: Readonly<Record<string, string>>) => void;

/** Lookups of telephone numbers: the first answer is that the result is not there yet. */
export interface Lookups {
  /** Undefined for an operation that looks nothing up. */
  answer(
    operation: Operation,
    token: string,
    fields: ReadonlyMap<string, string>,
  ): Answer | undefined;
  reset(): void;
}

export function createLookups(sendCallback: SendCallback): Lookups {
  /** What was asked before, by token and number. Beyond the limit, what was asked longest ago is forgotten. */
  const asked = new BoundedMap<string, true>(limits.lookups);

  return {
    answer(operation, token, fields) {
      const field = numberField(operation);
      const callback = catalogue.callbacks.find(({ name }) => name === operation.callback);
      const pending = operation.outcomes.find(({ retry }) => retry === "poll");
      const [usual] = operation.outcomes;
      if (!field || !callback || !pending || !usual) return undefined;

      const given = fields.get(field) ?? "";
      const shown = fullNumber(operation, given);
      const messageOf = ({ example }: Outcome): object =>
        Object.assign({}, example.value.message, { [field]: shown });
      const tell = (outcome: Outcome, chosenBy: "state" | "value") =>
        outcomeAnswer(outcome, chosenBy, { message: messageOf(outcome) });

      const key = magicNumberKey(operation, given);
      const magic = operation.outcomes.find((outcome) => outcome.key === key);
      if (key !== undefined && magic?.failure !== undefined) return outcomeAnswer(magic, "value");
      if (key !== undefined && magic === undefined) {
        return offeredAnswers(operation)
          .find((answer) => answer.key === key)
          ?.make("value");
      }
      const only = magic?.onlyWith;
      const isSilent = only !== undefined && fields.get(only.field) !== only.equals;
      const result = isSilent ? pending : (magic ?? usual);

      const address = fields.get(callback.requestField) ?? "";
      if (address !== "") {
        // A result that never comes is never sent.
        if (result !== pending) sendCallback(address, callbackValues(messageOf(result), callback));
        return tell(pending, magic ? "value" : "state");
      }
      if (magic) return tell(result, "value");
      const lookup = stateKey(`${token}\n${shown}`);
      const isKnown = asked.has(lookup);
      asked.set(lookup, true);
      return tell(isKnown ? result : pending, "state");
    },
    reset() {
      asked.clear();
    },
  };
}

/** What a callback tells of a result: the parameters that the contract has. */
function callbackValues(
  message: object,
  { parameters }: (typeof catalogue.callbacks)[number],
): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value: unknown = Reflect.get(message, name);
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
