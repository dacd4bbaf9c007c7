import type { Callback, CallbackParameter, Catalogue } from "@aisolution/openapi";
import { docComment, docText, scriptValue } from "../lib/escape/script.js";
import { doNotEdit, type Target } from "../lib/target.js";

/** What the client's callback kit knows of each callback: its parameters, and a type of their values. */
export const clientCallbackTarget: Target = {
  name: "client callbacks",
  emit({ catalogue }) {
    const text = [
      `// ${doNotEdit}`,
      "",
      'import type { CallbackDescription } from "../callback/callback-description.js";',
      "",
      ...catalogue.callbacks.flatMap((callback) => [
        ...detailType(callback, catalogue),
        ...description(callback),
      ]),
    ].join("\n");
    return Promise.resolve([{ path: "packages/client/src/generated/callback.ts", text }]);
  },
};

/** The parameters as an object, with the documented values as types. */
function detailType(callback: Callback, catalogue: Catalogue): string[] {
  return [
    docComment([
      `What the service sends to the address in \`${callback.requestField}\`. The values are as they were sent.`,
      "",
      `@see openapi webhook \`${callback.name}\`, callback of \`${operationOf(callback, catalogue)}\``,
    ]),
    `export interface ${typeName(callback)} {`,
    ...callback.parameters.flatMap((parameter) => [
      docComment([docText(parameter.description)], "  "),
      `  readonly ${parameter.name}${parameter.required ? "" : "?"}: ${valueType(parameter)};`,
    ]),
    "}",
    "",
  ];
}

function description(callback: Callback): string[] {
  return [
    `/** The parameters of \`${callback.name}\`, in documented order. */`,
    `export const ${callback.name}Callback = {`,
    `  method: ${scriptValue(callback.method)},`,
    "  parameters: [",
    ...callback.parameters.map((parameter) => `    ${parameterText(parameter)},`),
    "  ],",
    "} as const satisfies CallbackDescription;",
    "",
  ];
}

function parameterText({ name, required, values, meaning }: CallbackParameter): string {
  const members = [
    `name: ${scriptValue(name)}`,
    `required: ${String(required)}`,
    ...(values === undefined ? [] : [`values: ${scriptValue(values)}`]),
    ...(meaning?.date === undefined ? [] : [`date: ${dateFormat(name, meaning.date.formats)}`]),
    ...(meaning?.attribute === "phoneNumber" ? ["phone: true"] : []),
  ];
  return `{ ${members.join(", ")} }`;
}

/** The kit reads one form of date; another one must be taught to it first. */
function dateFormat(name: string, formats: readonly string[]): string {
  if (formats.join() !== "yyyyMMdd") {
    throw new Error(`The callback kit of the client cannot read the date of ${name}.`);
  }
  return scriptValue("yyyyMMdd");
}

function valueType({ values }: CallbackParameter): string {
  return values === undefined ? "string" : values.map((value) => scriptValue(value)).join(" | ");
}

function typeName({ name }: Callback): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Callback`;
}

function operationOf({ name }: Callback, { operations }: Catalogue): string {
  const operation = operations.find(({ callback }) => callback === name);
  if (operation === undefined) throw new Error(`No operation has the callback ${name}.`);
  return operation.operationId;
}
