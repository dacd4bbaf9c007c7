/**
 * The Spectral ruleset of the house. It runs on the bundle, because Spectral's own OpenAPI rules
 * do not understand path files. `npm run spec:lint` runs it after Redocly, which reads the source.
 *
 * Every rule that is off says why.
 */
import { oas3_1 } from "@stoplight/spectral-formats";
import { schema as matchesSchema } from "@stoplight/spectral-functions";
import owasp from "@stoplight/spectral-owasp-ruleset";
import { oas } from "@stoplight/spectral-rulesets";
import { extensionSchemas } from "./extension-schemas.js";
import { callbackTwin } from "./functions/callback-twin.js";
import { contractNames } from "./functions/contract-names.js";
import { fieldMeaning } from "./functions/field-meaning.js";
import { formContentType } from "./functions/form-content-type.js";
import { httpErrors } from "./functions/http-errors.js";
import { imageLimits } from "./functions/image-limits.js";
import { knownExtensions } from "./functions/known-extensions.js";
import { operationId } from "./functions/operation-id.js";
import { operationSecurity } from "./functions/operation-security.js";
import { outcomeExamples } from "./functions/outcome-examples.js";
import { outcomeMeaning } from "./functions/outcome-meaning.js";
import { present } from "./functions/present.js";
import { requestFields } from "./functions/request-fields.js";
import { responseUnion } from "./functions/response-union.js";
import { sentence } from "./functions/sentence.js";

/** Operations that the caller sends to the service. */
const inbound = "$.paths[*][get,put,post,delete,options,head,patch,trace]";
/** Operations that the service sends to the caller. */
const outbound = ["$.paths[*][*].callbacks[*][*][*]", "$.webhooks[*][*]"];

const extensionRules = Object.fromEntries(
  Object.entries(extensionSchemas).map(([name, schema]) => [
    `${name}-form`,
    {
      description: `${name} has the form that openapi/README.md gives.`,
      message: `${name}: {{error}}. openapi/README.md shows the form.`,
      severity: "error",
      resolved: false,
      given: `$..['${name}']`,
      then: { function: matchesSchema, functionOptions: { dialect: "draft2020-12", schema } },
    },
  ]),
);

// Spectral loads rulesets by their default export.
export default {
  formats: [oas3_1],
  extends: [
    [oas, "recommended"],
    [owasp, "recommended"],
  ],
  rules: {
    // The source names no person or address to contact.
    "info-contact": "off",
    // The API has the token in the query, in every `curl` sample of the source.
    "owasp:api2:2023-no-api-keys-in-url": "off",
    // The source documents no CORS headers; the contract cannot promise them.
    "owasp:api8:2023-define-cors-origin": "off",
    // The source documents no rate limit, so no header for one.
    "owasp:api4:2023-rate-limit": "off",
    // There is one server, and it is public.
    "owasp:api9:2023-inventory-access": "off",
    // In answers these would invent limits that real answers can break. `request-fields` asks them
    // of requests.
    "owasp:api4:2023-string-limit": "off",
    "owasp:api4:2023-string-restricted": "off",
    "owasp:api4:2023-integer-format": "off",
    "owasp:api4:2023-integer-limit": "off",
    "owasp:api4:2023-array-limit": "off",

    ...onlyInbound([
      "owasp:api4:2023-rate-limit-responses-429",
      "owasp:api8:2023-define-error-responses-401",
      "owasp:api8:2023-define-error-responses-500",
      "owasp:api8:2023-define-error-validation",
    ]),

    "operation-id": {
      description: "operationIds follow the grammar verb + subject.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: `${inbound}.operationId`,
      then: {
        function: operationId,
        functionOptions: { verbs: ["recognize", "compare", "add", "search", "delete", "get"] },
      },
    },
    "callback-operation-id": {
      description: "What the service sends is received.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: outbound.map((path) => `${path}.operationId`),
      then: { function: operationId, functionOptions: { verbs: ["receive"] } },
    },
    "known-extensions": {
      description: "Extensions are those that openapi/README.md describes.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$",
      then: {
        function: knownExtensions,
        // Redoc shows x-displayName; the generator writes x-generated.
        functionOptions: {
          names: [...Object.keys(extensionSchemas), "x-displayName", "x-generated"],
        },
      },
    },
    "contract-names": {
      description: "Names are names in all languages.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$",
      then: { function: contractNames },
    },
    "callback-twin": {
      description: "A callback and its webhook say the same.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$",
      then: { function: callbackTwin },
    },
    "http-errors": {
      description: "Answers outside HTTP 200 are shared by all operations.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$",
      then: { function: httpErrors },
    },
    "image-limits": {
      description: "The limits of pictures agree.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$.components.schemas[*]",
      then: { function: imageLimits },
    },
    "response-union": {
      description: "Answers under HTTP 200 are unions on status.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: responseUnion },
    },
    "outcome-examples": {
      description: "One example for each outcome.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: outcomeExamples },
    },
    "outcome-meaning": {
      description: "Every outcome has x-billing and x-retry.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: outcomeMeaning },
    },
    "field-meaning": {
      description: "Every field of a document has its meaning.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$.components.schemas[*]",
      then: { function: fieldMeaning },
    },
    "form-content-type": {
      description: "Requests are URL-encoded forms.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: formContentType },
    },
    "operation-security": {
      description: "Every operation has its security.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: operationSecurity, functionOptions: { direction: "in" } },
    },
    "callback-security": {
      description: "What the service sends carries no token.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: outbound,
      then: { function: operationSecurity, functionOptions: { direction: "out" } },
    },
    "request-fields": {
      description: "Pictures use the shared schema, strings are bounded.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: inbound,
      then: { function: requestFields },
    },
    "text-present": {
      description: "Summaries and descriptions are there.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: [inbound, ...outbound],
      then: { function: present, functionOptions: { members: ["summary", "description"] } },
    },
    "schema-text-present": {
      description: "Schemas have a title and a description.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$.components.schemas[*]",
      then: { function: present, functionOptions: { members: ["title", "description"] } },
    },
    "example-summary-present": {
      description: "Examples have a summary.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$.components.examples[*]",
      then: { function: present, functionOptions: { members: ["summary"] } },
    },
    "description-present": {
      description: "Everything that a reader meets has a description.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: [
        "$.info",
        "$.tags[*]",
        "$.servers[*]",
        "$.components.schemas[*].properties[*]",
        "$.components[parameters,responses,requestBodies,securitySchemes,headers][*]",
        "$.paths[*][*].parameters[*]",
      ],
      then: { function: present, functionOptions: { members: ["description"] } },
    },
    "summary-sentence": {
      description: "Summaries are sentences.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: [
        `${inbound}.summary`,
        ...outbound.map((path) => `${path}.summary`),
        "$.components.examples[*].summary",
        "$.info.summary",
      ],
      then: { function: sentence, functionOptions: { summary: true } },
    },
    "description-sentence": {
      description: "Descriptions are sentences.",
      message: "{{error}}",
      severity: "error",
      resolved: false,
      given: "$..[?(@property === 'description' && @.constructor.name === 'String')]",
      then: { function: sentence },
    },
    ...extensionRules,
  },
};

/**
 * The receiver of a callback is the user's own server, which owes nobody these answers: the rules
 * hold for what the service answers.
 *
 * @param {string[]} names
 */
function onlyInbound(names) {
  return Object.fromEntries(
    names.map((name) => [name, { ...owasp.rules[name], given: `${inbound}.responses` }]),
  );
}
