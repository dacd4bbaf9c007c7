import { isNode } from "../document.js";

/**
 * The named members are there. (The core function `truthy` has a rule for each member and a
 * message that does not say what to write.)
 *
 * @param {unknown} node
 * @param {{ members: string[] }} options
 * @param {{ path: (string | number)[] }} context
 */
export function present(node, { members }, context) {
  if (!isNode(node) || "$ref" in node) return [];
  return members
    .filter((member) => !(member in node))
    .map((member) => ({
      message: `${String(context.path.at(-1))} has no ${member}. Write one, in a whole sentence.`,
      path: context.path,
    }));
}
