import { nameForms, type NameForm } from "../../openapi/lint/names.js";
import { extensionSchemas } from "../../openapi/lint/extension-schemas.js";

const text = { type: "string", minLength: 1 } as const;
const flag = { type: "boolean" } as const;

/** A name of which programs, addresses and files are made. */
function name(form: NameForm, description?: string): object {
  const { pattern } = nameForms[form];
  return { ...(description === undefined ? {} : { description }), type: "string", pattern };
}

/** A closed object: every member is known, and required unless it is listed as optional. */
function closed(
  title: string,
  description: string,
  properties: Record<string, object>,
  optional: readonly string[] = [],
): object {
  return {
    title,
    description,
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

function listOf(definition: string, description: string): object {
  return { description, type: "array", items: { $ref: `#/$defs/${definition}` } };
}

/** JSON Schema of `catalogue.json`. The types of the catalogue are generated from it. */
export const catalogueSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Catalogue",
  description: "The neutral model of the API that every generated target takes.",
  $ref: "#/$defs/Catalogue",
  $defs: {
    Billing: extensionSchemas["x-billing"],
    Retry: extensionSchemas["x-retry"],
    Failure: extensionSchemas["x-failure"],
    Cause: extensionSchemas["x-cause"],
    DocumentMeaning: extensionSchemas["x-document"],
    FieldMeaning: extensionSchemas["x-field"],
    ImageLimits: extensionSchemas["x-image"],
    Condition: extensionSchemas["x-variants"].items.properties.when,
    Catalogue: closed(
      "Catalogue",
      "The whole API.",
      {
        $schema: { ...text, description: "Where its JSON Schema is. Only the JSON file has it." },
        contract: closed("Contract", "Which contract this was made from.", {
          title: text,
          version: name("version"),
          sha256: {
            description: "Hash of the contract's source files.",
            type: "string",
            pattern: "^[0-9a-f]{64}$",
          },
        }),
        server: name("server", "Scheme and host, without a path."),
        authentication: listOf("Authentication", "Places for the token. Any one will do."),
        image: { $ref: "#/$defs/ImageLimits" },
        families: listOf("Family", "Groups of operations, in documented order."),
        operations: listOf("Operation", "All operations, in documented order."),
        messages: listOf("Message", "Objects that outcomes carry as `message` or as its items."),
        httpErrors: listOf("HttpError", "Answers outside HTTP 200."),
        callbacks: listOf("Callback", "Requests that the service sends to its caller."),
      },
      ["$schema"],
    ),
    Authentication: closed(
      "Authentication",
      "A place for the token.",
      {
        scheme: name("component", "Name of the security scheme."),
        in: { type: "string", enum: ["query", "header"] },
        parameter: name("parameter", "Name of the query parameter or of the header."),
        description: text,
        assumed: { ...text, description: "Why the contract only assumes this place." },
      },
      ["assumed"],
    ),
    Family: closed("Family", "A group of operations.", {
      name: name("key"),
      title: text,
      description: text,
    }),
    Operation: closed(
      "Operation",
      "One operation.",
      {
        operationId: name("operationId"),
        method: { const: "POST", type: "string" },
        path: name("path"),
        family: name("key", "Name of its family."),
        summary: text,
        description: text,
        request: { $ref: "#/$defs/Request" },
        response: name("component", "Name of the schema of the answer under HTTP 200."),
        outcomes: listOf("Outcome", "Outcomes under HTTP 200; the first that applies is the one."),
        httpErrors: {
          description: "HTTP statuses of the other answers.",
          type: "array",
          items: { type: "integer" },
        },
        callback: name("operationId", "Name of the callback that a call can ask for."),
      },
      ["callback"],
    ),
    Request: closed("Request", "The form that an operation takes.", {
      schema: name("component", "Name of the schema."),
      contentType: name("mediaType"),
      description: text,
      fields: listOf("RequestField", "Fields in documented order."),
      examples: listOf("RequestExample", "Documented calls."),
    }),
    RequestField: closed(
      "Request field",
      "One field of a form. Every value is sent as text.",
      {
        name: name("field"),
        kind: {
          description:
            "`image`: a picture in base64. `text`: any text. `url`: an absolute address. `choice`: one of `values`.",
          type: "string",
          enum: ["image", "text", "url", "choice"],
        },
        required: flag,
        description: text,
        minLength: { type: "integer" },
        maxLength: { type: "integer" },
        pattern: {
          description:
            "Regular expression that a text must match. Of a picture, `kind` says enough.",
          type: "string",
          format: "regex",
        },
        accepts: {
          ...text,
          description: 'What the pattern accepts, in words that go on from "accepts only".',
        },
        values: { type: "array", items: text },
        examples: { type: "array", items: text },
        retry: {
          description: "`never`: a call with this field must not be sent twice.",
          $ref: "#/$defs/Retry",
        },
      },
      ["minLength", "maxLength", "pattern", "accepts", "values", "examples", "retry"],
    ),
    RequestExample: closed("Request example", "A form with values.", {
      key: name("key"),
      summary: text,
      value: {
        type: "object",
        propertyNames: name("field"),
        additionalProperties: { type: "string" },
      },
    }),
    Outcome: closed(
      "Outcome",
      "One documented outcome of an operation.",
      {
        key: name("key", "Name of the outcome in kebab case, and key of its example."),
        status: name("status", "Value of `status`."),
        schema: name("component", "Name of the schema of the whole answer."),
        description: text,
        when: {
          description: "Where several outcomes share a status: when this one applies.",
          $ref: "#/$defs/Condition",
        },
        billing: { $ref: "#/$defs/Billing" },
        retry: { $ref: "#/$defs/Retry" },
        failure: {
          description: "Which kind of failure it is. Only a success has none.",
          $ref: "#/$defs/Failure",
        },
        cause: {
          description: "The caller's mistake that brings it, where there is just one kind.",
          $ref: "#/$defs/Cause",
        },
        failedImage: name("field", "Request field whose picture failed."),
        onlyWith: extensionSchemas["x-variants"].items.properties.onlyWith,
        assumed: { ...flag, description: "Whether the contract assumes this outcome." },
        message: { $ref: "#/$defs/MessageShape" },
        example: closed("Outcome example", "An answer with this outcome.", {
          summary: text,
          value: closed("Envelope", "The whole answer.", {
            status: name("status"),
            message: { description: "Shape as in `message` of the outcome." },
          }),
        }),
      },
      ["when", "failure", "cause", "failedImage", "onlyWith"],
    ),
    MessageShape: closed(
      "Message shape",
      "What `message` is.",
      {
        kind: {
          type: "string",
          enum: ["object", "array", "empty-array", "string", "null"],
        },
        name: name("component", "Name of the object, or of the array's items."),
      },
      ["name"],
    ),
    Message: closed(
      "Message",
      "An object in an answer.",
      {
        name: name("component"),
        title: text,
        description: text,
        document: {
          description: "Which document it describes, if any.",
          $ref: "#/$defs/DocumentMeaning",
        },
        fields: listOf("MessageField", "Fields in documented order."),
      },
      ["document"],
    ),
    MessageField: closed(
      "Message field",
      "One field of an object in an answer. An empty string means that nothing was read.",
      {
        name: name("field"),
        type: { type: "string", enum: ["string", "number", "integer"] },
        required: { ...flag, description: "Whether the field is always there." },
        description: text,
        values: { description: "All documented values.", type: "array", items: text },
        minimum: { type: "number" },
        maximum: { type: "number" },
        secret: { ...flag, description: "Whether the value is a credential." },
        meaning: { $ref: "#/$defs/FieldMeaning" },
      },
      ["values", "minimum", "maximum", "meaning"],
    ),
    HttpError: closed(
      "HTTP error",
      "An answer outside HTTP 200.",
      {
        code: { description: "HTTP status.", type: "integer" },
        name: name("component", "Name of the response component."),
        description: text,
        billing: { $ref: "#/$defs/Billing" },
        retry: { $ref: "#/$defs/Retry" },
        failure: { $ref: "#/$defs/Failure" },
        assumed: { ...flag, description: "Whether the contract assumes this answer." },
        retryAfter: { ...flag, description: "Whether the answer can have a `Retry-After` header." },
        retryAfterExample: { ...text, description: "Example of that header." },
        key: name("key", "Key of the example."),
        example: closed("HTTP error body", "The body.", { status: name("status"), message: text }),
      },
      ["retryAfterExample"],
    ),
    Callback: closed("Callback", "A request that the service sends to its caller.", {
      name: name("operationId"),
      operationId: name("operationId"),
      method: { const: "GET", type: "string" },
      requestField: name("field", "Request field that holds the address."),
      summary: text,
      description: text,
      parameters: listOf("CallbackParameter", "Query parameters in documented order."),
    }),
    CallbackParameter: closed(
      "Callback parameter",
      "A query parameter.",
      {
        name: name("field"),
        required: flag,
        description: text,
        values: { description: "All documented values.", type: "array", items: text },
        example: text,
        meaning: { $ref: "#/$defs/FieldMeaning" },
      },
      ["values", "meaning"],
    ),
  },
};
