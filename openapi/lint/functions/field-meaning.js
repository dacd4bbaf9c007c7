import { child, isNode, list } from "../document.js";

/**
 * Every field of a document says which attribute it holds, and its date rules agree with its date
 * formats. The form of `x-field` itself is a JSON Schema in `extension-schemas.js`.
 *
 * @param {unknown} schema
 * @param {unknown} _options
 * @param {{ path: (string | number)[] }} context
 */
export function fieldMeaning(schema, _options, context) {
  if (!isNode(schema) || !("x-document" in schema)) return [];
  const results = [];
  for (const [name, property] of Object.entries(child(schema, "properties"))) {
    const path = [...context.path, "properties", name];
    if (!isNode(property) || !("x-field" in property)) {
      results.push({
        message: `Field ${name} has no x-field. Say which attribute of the document it is.`,
        path,
      });
      continue;
    }
    const field = child(property, "x-field");
    const isDate = String(field["attribute"]).endsWith("Date");
    const date = child(field, "date");
    if (isDate !== "date" in field) {
      results.push({
        message: isDate
          ? `Field ${name} is a date without a format. Add x-field.date.formats.`
          : `Field ${name} has a date format, but ${String(field["attribute"])} is no date. Take x-field.date away.`,
        path: [...path, "x-field"],
      });
      continue;
    }
    if (
      (field["attribute"] === "sex") !== "values" in field &&
      field["attribute"] !== "nationality"
    ) {
      results.push({
        message: `Field ${name} must map printed values to F, M and X in x-field.values, and only a sex does.`,
        path: [...path, "x-field"],
      });
    }
    if ("noEnd" in date && field["attribute"] !== "expiryDate") {
      results.push({
        message: `Field ${name} is not a day of expiry, so it cannot be without an end. Take x-field.date.noEnd away.`,
        path: [...path, "x-field", "date"],
      });
    }
    if ("nameOrder" in field && field["attribute"] !== "fullName") {
      results.push({
        message: `Field ${name} is not a full name, so it has no order. Take x-field.nameOrder away.`,
        path: [...path, "x-field"],
      });
    }
    const formats = list(date["formats"]).map(String);
    const short = formats.some((format) => /(?<!y)yy(?!y)/.test(format));
    const months = Math.max(0, ...formats.map((format) => format.match(/M{3,4}/g)?.length ?? 0));
    if (short !== "twoDigitYear" in date) {
      results.push({
        message: short
          ? `Field ${name} has a two-digit year. Add x-field.date.twoDigitYear: past or nearest.`
          : `Field ${name} has no two-digit year. Take x-field.date.twoDigitYear away.`,
        path: [...path, "x-field", "date"],
      });
    }
    if (months !== list(date["languages"]).length) {
      results.push({
        message: `Field ${name} writes the month as a word ${String(months)} times and names ${String(list(date["languages"]).length)} languages. Name one language for each word.`,
        path: [...path, "x-field", "date"],
      });
    }
  }
  return results;
}
