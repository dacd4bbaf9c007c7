/**
 * The forms of all names in the contract. Programs, addresses and files are made of them, in many languages, so a name is
 * what is a name in each. Texts are free: they are escaped wherever they go.
 *
 * The lint rule `contract-names` enforces the forms, and so does the catalogue's own schema.
 *
 * @typedef {keyof typeof nameForms} NameForm
 */
export const nameForms = {
  operationId: {
    pattern: "^[a-z][A-Za-z0-9]*$",
    words: "letters and digits, beginning with a small letter",
  },
  component: {
    pattern: "^[A-Za-z][A-Za-z0-9]*$",
    words: "letters and digits, beginning with a letter",
  },
  field: {
    pattern: "^[A-Za-z][A-Za-z0-9_]*$",
    words: "letters, digits and underscores, beginning with a letter",
  },
  parameter: {
    pattern: "^[A-Za-z][A-Za-z0-9_-]*$",
    words: "letters, digits, underscores and hyphens, beginning with a letter",
  },
  key: {
    pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
    words: "kebab case: small letters and digits, with single hyphens between them",
  },
  status: {
    pattern: "^[A-Z][A-Z0-9_]*$",
    words: "capital letters, digits and underscores, beginning with a letter",
  },
  path: {
    pattern: "^/v1(/[A-Za-z0-9_]+)+$",
    words: "/v1 and segments of letters, digits and underscores",
  },
  server: {
    pattern: "^https://[a-z0-9.-]+(:[0-9]+)?$",
    words: "https:// and a host in small letters, without a path",
  },
  mediaType: {
    pattern: "^[a-z]+/[a-z0-9.+-]+$",
    words: "a media type without parameters",
  },
  version: {
    pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$",
    words: "a version of Semantic Versioning",
  },
};

/**
 * What is wrong with a name, in a sentence; nothing where it is a name.
 *
 * @param {NameForm} form
 * @param {unknown} name
 * @param {string} what what it names, as "field"
 * @returns {string[]}
 */
export function nameFaults(form, name, what) {
  const { pattern, words } = nameForms[form];
  if (typeof name === "string" && new RegExp(pattern).test(name)) return [];
  const shown = name === undefined ? "Nothing" : JSON.stringify(name);
  return [`${shown} is not valid as ${what}. Use ${words}.`];
}
