import { child, isNode, resolve } from "../document.js";
import { conditionHolds, outcomesOf, successContent } from "../outcomes.js";

/**
 * Every outcome of the response union has one example under its own key, no example stands without
 * an outcome, and each example really shows its outcome. The mock, the documentation and the tests
 * choose outcomes by these keys.
 *
 * @param {unknown} operation
 * @param {unknown} _options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function outcomeExamples(operation, _options, context) {
  const document = context.document.data;
  const outcomes = outcomesOf(document, operation);
  const examples = child(successContent(operation), "examples");
  const path = [...context.path, "responses", "200", "content", "application/json", "examples"];
  const results = [];
  const keys = outcomes.map(({ key }) => key);
  for (const key of keys) {
    if (!(key in examples)) {
      results.push({
        message: `Outcome "${key}" has no example. Add one under the key ${key}.`,
        path,
      });
    }
  }
  for (const key of Object.keys(examples)) {
    if (!keys.includes(key)) {
      results.push({
        message: `Example "${key}" belongs to no outcome. Use one of ${keys.join(", ")}, or add the outcome to the response union.`,
        path: [...path, key],
      });
    }
  }
  for (const outcome of outcomes) {
    if (!(outcome.key in examples)) continue;
    const value = child(resolve(document, examples[outcome.key]), "value");
    // The first variant that holds is the one that applies.
    const applies = outcomes.find(
      ({ status, variant }) =>
        status === value["status"] &&
        (variant === undefined || conditionHolds(child(variant, "when"), value["message"])),
    );
    if (!isNode(value) || applies?.key !== outcome.key) {
      results.push({
        message: `Example "${outcome.key}" shows ${applies ? `the outcome "${applies.key}"` : "no documented outcome"}. Give it the status ${outcome.status}${outcome.variant ? " and a message that meets the condition of its variant" : ""}.`,
        path: [...path, outcome.key],
      });
    }
  }
  return results;
}
