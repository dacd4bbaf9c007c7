/** What the single words of the catalogue mean, in the words of the catalogue's own schema. */
import type { Billing, RequestField, Retry } from "@aisolution/openapi";
import { catalogueSchema } from "../catalogue/catalogue-schema.js";
import { child } from "../../openapi/lint/document.js";
import { readText } from "./reader.js";

/**
 * Reads a description that explains values: `` `a`: first meaning. `b`: second one. ``
 *
 * @returns the explanations by value, without their stops
 */
function explainedValues(description: string): ReadonlyMap<string, string> {
  const starts = [...description.matchAll(/`([\w-]+)`: /g)];
  return new Map(
    starts.map((match, index) => {
      const from = match.index + match[0].length;
      const text = description.slice(from, starts[index + 1]?.index).trim();
      return [match[1] ?? "", text.replace(/[.;]$/, "")];
    }),
  );
}

/**
 * The explanation of one value.
 *
 * @throws when the schema does not explain it: readers would meet a word that nothing explains
 */
export function explanation(description: string, value: string): string {
  const text = explainedValues(description).get(value);
  if (text === undefined) throw new Error(`The catalogue's schema does not explain "${value}".`);
  return text;
}

const { Billing: billingSchema, Retry: retrySchema } = catalogueSchema.$defs;

/** Whether a call with this outcome is charged, as a sentence. */
export function billingText(billing: Billing): string {
  return sentence(billing, billingSchema.description);
}

/** Whether the same call can be sent again, as a sentence. */
export function retryText(retry: Retry): string {
  return sentence(retry, retrySchema.description);
}

const kindDescription = readText(
  child(child(catalogueSchema.$defs.RequestField, "properties"), "kind"),
  "description",
  "RequestField.kind",
);

/** What is sent in a field of this kind: `a picture in base64`. */
export function kindText(kind: RequestField["kind"]): string {
  return explanation(kindDescription, kind);
}

/** The meanings of the values in a table of answers, in the order of the schema, as a list. */
export function legend(
  answers: readonly { readonly billing: Billing; readonly retry: Retry }[],
): string {
  const billings = answers.map((answer) => answer.billing);
  const retries = answers.map((answer) => answer.retry);
  const billing = inOrder(billingSchema.enum, billings).map(billingText);
  const retry = inOrder(retrySchema.enum, retries).map(retryText);
  return [`- **Billing.** ${billing.join(" ")}`, `- **Retry.** ${retry.join(" ")}`].join("\n");
}

/** Each value once, as the schema lists them. */
function inOrder<Value extends string>(
  order: readonly string[],
  values: readonly Value[],
): readonly Value[] {
  return [...new Set(values)].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

function sentence(value: string, description: string): string {
  return `\`${value}\`: ${explanation(description, value)}.`;
}
