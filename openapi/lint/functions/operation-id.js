/**
 * An operationId is a verb of a closed list and a subject, in camelCase. SDKs and the command line
 * take their names from it, so a free-form name would reach every user.
 *
 * @param {unknown} operationId
 * @param {{ verbs: string[] }} options
 */
export function operationId(operationId, { verbs }) {
  const form = new RegExp(`^(${verbs.join("|")})([A-Z][a-z]+)+[A-Z]?$`);
  const compound =
    typeof operationId === "string" ? operationId.replaceAll("WhatsApp", "Whatsapp") : "";
  if (form.test(compound)) return [];
  return [
    {
      message: `operationId "${String(operationId)}" is not verb + subject in camelCase. Begin with one of ${verbs.join(", ")}, as in recognizeGermanIdCard.`,
    },
  ];
}
