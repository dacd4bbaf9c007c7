import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isNode } from "../../openapi/lint/document.js";
import { contractChanges } from "./contract-changes.js";
import type { Node } from "./reader.js";

const bundle = new URL("../../packages/openapi/openapi.json", import.meta.url);

/** The real contract, new at each call. */
function contract(): Node {
  const document: unknown = JSON.parse(readFileSync(bundle, "utf8"));
  if (!isNode(document)) throw new Error("The bundle is not an object.");
  return document;
}

type Keys = readonly (string | number)[];
type Edit = (document: Node) => void;

/** Throws where there is nothing, so that no edit misses its place. */
function find(document: Node, keys: Keys): Node | unknown[] {
  const found = keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isNode(value) ? value[key] : undefined;
  }, document);
  if (isNode(found) || Array.isArray(found)) return found;
  throw new Error(`The contract has nothing at ${keys.join(".")}.`);
}

function change(keys: Keys, edit: (parent: Node | unknown[], key: string | number) => void): Edit {
  return (document) => {
    edit(find(document, keys.slice(0, -1)), keys.at(-1) ?? "");
  };
}

const set = (keys: Keys, value: unknown) =>
  change(keys, (parent, key) => {
    if (Array.isArray(parent)) parent[Number(key)] = structuredClone(value);
    else parent[key] = structuredClone(value);
  });

const drop = (...keys: Keys) =>
  change(keys, (parent, key) => {
    if (!(key in parent)) throw new Error(`The contract has nothing at ${keys.join(".")}.`);
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  });

const push = (keys: Keys, ...values: readonly unknown[]): Edit => {
  return (document) => {
    const found = find(document, keys);
    if (!Array.isArray(found)) throw new Error(`${keys.join(".")} is not a list.`);
    found.push(...values);
  };
};

const both =
  (...edits: readonly Edit[]): Edit =>
  (document) => {
    for (const edit of edits) edit(document);
  };

const reverse =
  (...keys: Keys): Edit =>
  (document) => {
    const found = find(document, keys);
    if (Array.isArray(found)) found.reverse();
  };

/** A copy of what stands at one place, at another. */
const copy =
  (from: Keys, to: Keys): Edit =>
  (document) => {
    set(to, structuredClone(find(document, from)))(document);
  };

const schema = (...keys: Keys) => ["components", "schemas", ...keys];
const german = ["paths", "/v1/de_ocr/general"];
const post = (...keys: Keys) => [...german, "post", ...keys];
const answer = (...keys: Keys) => post("responses", "200", "content", "application/json", ...keys);
const webhook = (...keys: Keys) => ["webhooks", "whatsAppDetail", "get", ...keys];
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const cards = "components.schemas.CardImageRequest";
const lookup = "components.schemas.WhatsAppDetailRequest";
const germanCard = "components.schemas.GermanIdCard";
const germanUnion = "components.schemas.GermanIdCardResponse";
const comparison = "components.schemas.FaceComparison";
const germanPost = "paths./v1/de_ocr/general.post";
const germanAnswer = `${germanPost}.responses.200.content.application/json`;

/**
 * Name, edit, and severity and place of every change that the report must have: no more, no less.
 * The last edit is made in both versions, where the contract has nothing to begin with.
 */
type Case = readonly [string, Edit, readonly string[], Edit?];

const requests: readonly Case[] = [
  [
    "one more part of a schema",
    set(schema("CardImageRequest", "allOf"), [reference("FaceImageRequest")]),
    [`breaking ${cards}.allOf.FaceImageRequest`],
  ],
  [
    "a part of a schema that is gone",
    drop(...schema("CardImageRequest", "allOf", 0)),
    [`compatible ${cards}.allOf.FaceImageRequest`],
    set(schema("CardImageRequest", "allOf"), [reference("FaceImageRequest")]),
  ],
  [
    "one more shape",
    push(schema("CardImageRequest", "oneOf"), reference("FaceImageRequest")),
    [`compatible ${cards}.oneOf.FaceImageRequest`],
    set(schema("CardImageRequest", "oneOf"), [{ title: "Nothing" }]),
  ],
  [
    "a limit by pattern of names that is lower",
    set(schema("CardImageRequest", "patternProperties", "^x", "maxLength"), 1),
    [`breaking ${cards}.patternProperties.^x.maxLength`],
    set(schema("CardImageRequest", "patternProperties"), {
      "^x": { type: "string", maxLength: 2 },
    }),
  ],
  [
    "unknown fields",
    set(schema("CardImageRequest", "additionalProperties"), true),
    [`compatible ${cards}.additionalProperties`],
    set(schema("CardImageRequest", "additionalProperties"), false),
  ],
  [
    "a field of any value that has a type now",
    set(schema("CardImageRequest", "properties", "any"), { type: "string" }),
    [`breaking ${cards}.properties.any`],
    set(schema("CardImageRequest", "properties", "any"), true),
  ],
  [
    "an optional parameter that becomes required, for all methods of a path",
    set([...german, "parameters", 0, "required"], true),
    ["breaking paths./v1/de_ocr/general.parameters.query.lang.required"],
    set([...german, "parameters"], [{ name: "lang", in: "query" }]),
  ],
  [
    "a required parameter that is a component",
    set(post("parameters"), [{ $ref: "#/components/parameters/WhatsAppNumberParameter" }]),
    [`breaking ${germanPost}.parameters.query.number`],
  ],
  [
    "a new optional field",
    set(schema("CardImageRequest", "properties", "lang"), { type: "string" }),
    [`compatible ${cards}.properties.lang`],
  ],
  [
    "a new required field",
    both(
      set(schema("CardImageRequest", "properties", "lang"), { type: "string" }),
      push(schema("CardImageRequest", "required"), "lang"),
    ),
    [`breaking ${cards}.required.lang`, `compatible ${cards}.properties.lang`],
  ],
  [
    "a field that becomes required",
    push(schema("WhatsAppDetailRequest", "required"), "country"),
    [`breaking ${lookup}.required.country`],
  ],
  [
    "a field that is no longer required",
    drop(...schema("WhatsAppDetailRequest", "required", 0)),
    [`compatible ${lookup}.required.number`],
  ],
  [
    "a field that is gone",
    drop(...schema("WhatsAppDetailRequest", "properties", "callback")),
    [`breaking ${lookup}.properties.callback`],
  ],
  [
    "a lower limit in a component that 18 pictures share",
    set(schema("Image", "maxLength"), 1000),
    ["breaking components.schemas.Image.maxLength"],
  ],
  [
    "a higher limit",
    set(schema("Image", "maxLength"), 9_999_999),
    ["compatible components.schemas.Image.maxLength"],
  ],
  [
    "a limit that is gone",
    drop(...schema("Image", "maxLength")),
    ["compatible components.schemas.Image.maxLength"],
  ],
  [
    "a new pattern",
    set(schema("WhatsAppDetailRequest", "properties", "number", "pattern"), "^[0-9]+$"),
    [`breaking ${lookup}.properties.number.pattern`],
  ],
  [
    "another type",
    set(schema("DeleteFaceRequest", "properties", "person_id", "type"), "integer"),
    ["breaking components.schemas.DeleteFaceRequest.properties.person_id.type"],
  ],
  [
    "a type that may be null too",
    set(schema("DeleteFaceRequest", "properties", "person_id", "type"), ["null", "string"]),
    ["compatible components.schemas.DeleteFaceRequest.properties.person_id.type"],
  ],
  [
    "another encoding of pictures",
    set(schema("Image", "contentEncoding"), "base64url"),
    ["breaking components.schemas.Image.contentEncoding"],
  ],
  [
    "one more value",
    push(schema("WhatsAppDetailRequest", "properties", "servstatus", "enum"), "n"),
    [`compatible ${lookup}.properties.servstatus.enum.n`],
  ],
  [
    "a value for another",
    set(schema("WhatsAppDetailRequest", "properties", "servstatus", "enum", 0), "1"),
    [
      `breaking ${lookup}.properties.servstatus.enum.y`,
      `compatible ${lookup}.properties.servstatus.enum.1`,
    ],
  ],
  [
    "a list of values where all were accepted",
    set(schema("WhatsAppDetailRequest", "properties", "country", "enum"), ["PH"]),
    [`breaking ${lookup}.properties.country.enum`],
  ],
  [
    "all values where a list was",
    drop(...schema("WhatsAppDetailRequest", "properties", "servstatus", "enum")),
    [`compatible ${lookup}.properties.servstatus.enum`],
  ],
  [
    "no more unknown fields",
    set(schema("CardImageRequest", "additionalProperties"), false),
    [`breaking ${cards}.additionalProperties`],
  ],
  [
    "a body that may be left out",
    set(["components", "requestBodies", "CardImageBody", "required"], false),
    ["compatible components.requestBodies.CardImageBody.required"],
  ],
  [
    "another media type",
    both(
      copy(
        [
          "components",
          "requestBodies",
          "CardImageBody",
          "content",
          "application/x-www-form-urlencoded",
        ],
        ["components", "requestBodies", "CardImageBody", "content", "multipart/form-data"],
      ),
      drop(
        "components",
        "requestBodies",
        "CardImageBody",
        "content",
        "application/x-www-form-urlencoded",
      ),
    ),
    [
      "breaking components.requestBodies.CardImageBody.content.application/x-www-form-urlencoded",
      "compatible components.requestBodies.CardImageBody.content.multipart/form-data",
    ],
  ],
  [
    "a new optional parameter",
    set(post("parameters"), [{ name: "lang", in: "query", schema: { type: "string" } }]),
    [`compatible ${germanPost}.parameters.query.lang`],
  ],
  [
    "a new required parameter",
    set(post("parameters"), [{ name: "lang", in: "query", required: true }]),
    [`breaking ${germanPost}.parameters.query.lang`],
  ],
];

const answers: readonly Case[] = [
  [
    "a type that is never null",
    set(schema("GermanIdCard", "properties", "Surname", "type"), "string"),
    [`compatible ${germanCard}.properties.Surname.type`],
    set(schema("GermanIdCard", "properties", "Surname", "type"), ["null", "string"]),
  ],
  [
    "types in another order",
    reverse(...schema("GermanIdCard", "properties", "Surname", "type")),
    [],
    set(schema("GermanIdCard", "properties", "Surname", "type"), ["null", "string"]),
  ],
  [
    "types in another order, and one more",
    set(schema("GermanIdCard", "properties", "Surname", "type"), ["string", "integer", "null"]),
    [`breaking ${germanCard}.properties.Surname.type`],
    set(schema("GermanIdCard", "properties", "Surname", "type"), ["null", "string"]),
  ],
  [
    "any text where a list of values was",
    drop(...schema("FaceComparison", "properties", "result", "enum")),
    [`breaking ${comparison}.properties.result.enum`],
  ],
  [
    "a list of values where any text was",
    set(schema("GermanIdCard", "properties", "Nationality", "enum"), ["DEUTSCH"]),
    [`compatible ${germanCard}.properties.Nationality.enum`],
  ],
  [
    "unknown fields",
    drop(...schema("GermanIdCard", "additionalProperties")),
    [`breaking ${germanCard}.additionalProperties`],
    set(schema("GermanIdCard", "additionalProperties"), false),
  ],
  [
    "a part of a schema that is gone",
    drop(...schema("GermanIdCard", "allOf", 0)),
    [`breaking ${germanCard}.allOf.DutchIdCard`],
    set(schema("GermanIdCard", "allOf"), [reference("DutchIdCard")]),
  ],
  [
    "a new field",
    set(schema("GermanIdCard", "properties", "Height"), { type: "string" }),
    [`compatible ${germanCard}.properties.Height`],
  ],
  [
    "a field that is gone",
    drop(...schema("GermanIdCard", "properties", "Surname")),
    [`breaking ${germanCard}.properties.Surname`],
  ],
  [
    "a required field that is gone",
    both(
      drop(...schema("FaceComparison", "properties", "similarity")),
      drop(...schema("FaceComparison", "required", 0)),
    ),
    [`breaking ${comparison}.properties.similarity`],
  ],
  [
    "a field that can be missing",
    drop(...schema("FaceComparison", "required", 0)),
    [`breaking ${comparison}.required.similarity`],
  ],
  [
    "a field that is always there",
    set(schema("GermanIdCard", "required"), ["Surname"]),
    [`compatible ${germanCard}.required.Surname`],
  ],
  [
    "another type",
    set(schema("GermanIdCard", "properties", "Surname", "type"), "integer"),
    [`breaking ${germanCard}.properties.Surname.type`],
  ],
  [
    "a type that may be null too",
    set(schema("GermanIdCard", "properties", "Surname", "type"), ["string", "null"]),
    [`breaking ${germanCard}.properties.Surname.type`],
  ],
  [
    "null or a text where null was",
    set(schema("PersonIdNotExist", "properties", "message", "type"), ["string", "null"]),
    ["breaking components.schemas.PersonIdNotExist.properties.message.type"],
  ],
  [
    "another constant in a component that unions share",
    set(schema("RetryLater", "properties", "status", "const"), "LATER"),
    ["breaking components.schemas.RetryLater.properties.status.const"],
  ],
  [
    "a new pattern",
    set(schema("GermanIdCard", "properties", "Surname", "pattern"), "^[A-Z]+$"),
    [`compatible ${germanCard}.properties.Surname.pattern`],
  ],
  [
    "a higher limit",
    set(schema("FaceComparison", "properties", "similarity", "maximum"), 1000),
    [`breaking ${comparison}.properties.similarity.maximum`],
  ],
  [
    "a lower limit",
    set(schema("FaceComparison", "properties", "similarity", "maximum"), 1),
    [`compatible ${comparison}.properties.similarity.maximum`],
  ],
  [
    "a new value",
    push(schema("FaceComparison", "properties", "result", "enum"), "MAYBE"),
    [`compatible ${comparison}.properties.result.enum.MAYBE`],
  ],
  [
    "a value that is gone",
    drop(...schema("FaceComparison", "properties", "result", "enum", 2)),
    [`breaking ${comparison}.properties.result.enum.NOT SURE`],
  ],
  [
    "values in another order",
    reverse(...schema("FaceComparison", "properties", "result", "enum")),
    [],
  ],
  [
    "a constant that becomes a list",
    both(
      drop(...schema("RecognitionFail", "properties", "status", "const")),
      set(schema("RecognitionFail", "properties", "status", "enum"), ["FAIL", "FAILED"]),
    ),
    ["compatible components.schemas.RecognitionFail.properties.status.enum.FAILED"],
  ],
  [
    "a new outcome",
    push(schema("GermanIdCardResponse", "oneOf"), reference("InvalidFaceNum")),
    [`compatible ${germanUnion}.oneOf.InvalidFaceNum`],
  ],
  [
    "an outcome that is gone",
    drop(...schema("GermanIdCardResponse", "oneOf", 1)),
    [`breaking ${germanUnion}.oneOf.RecognitionFail`],
  ],
  ["outcomes in another order", reverse(...schema("GermanIdCardResponse", "oneOf")), []],
  [
    "a document that readers do not know",
    push(
      schema("ThaiDocumentSuccess", "properties", "message", "oneOf"),
      reference("GermanIdCard"),
    ),
    ["breaking components.schemas.ThaiDocumentSuccess.properties.message.oneOf.GermanIdCard"],
  ],
  [
    "a field of items that is gone",
    drop(...schema("FaceMatch", "properties", "confidence")),
    ["breaking components.schemas.FaceMatch.properties.confidence"],
  ],
  [
    "items of any kind",
    drop(...schema("SearchFacesSuccess", "properties", "message", "items")),
    ["breaking components.schemas.SearchFacesSuccess.properties.message.items"],
  ],
  [
    "a new field that is always there",
    both(
      set(schema("FaceMatch", "properties", "group_id"), { type: "string" }),
      push(schema("FaceMatch", "required"), "group_id"),
    ),
    ["compatible components.schemas.FaceMatch.properties.group_id"],
  ],
  [
    "an HTTP status that is gone",
    drop(...post("responses", "503")),
    [`breaking ${germanPost}.responses.503`],
  ],
  [
    "a new HTTP status",
    set(post("responses", "422"), { $ref: "#/components/responses/BadRequest" }),
    [`compatible ${germanPost}.responses.422`],
  ],
  [
    "a header that is gone",
    drop("components", "responses", "TooManyRequests", "headers", "Retry-After"),
    ["breaking components.responses.TooManyRequests.headers.Retry-After"],
  ],
  [
    "another type of a header",
    set(["components", "headers", "RetryAfter", "schema", "type"], "integer"),
    ["breaking components.headers.RetryAfter.schema.type"],
  ],
];

const operations: readonly Case[] = [
  ["nothing", () => undefined, []],
  ["a path that is gone", drop(...german), ["breaking paths./v1/de_ocr/general"]],
  [
    "a path with another name",
    both(copy(german, ["paths", "/v2/de_ocr/general"]), drop(...german)),
    ["breaking paths./v1/de_ocr/general", "compatible paths./v2/de_ocr/general"],
  ],
  [
    "a new operation",
    copy(post(), [...german, "get"]),
    ["compatible paths./v1/de_ocr/general.get"],
  ],
  [
    "another operationId",
    set(post("operationId"), "readGermanIdCard"),
    [`breaking ${germanPost}.operationId`],
  ],
  ["no operationId", drop(...post("operationId")), [`breaking ${germanPost}.operationId`]],
  [
    "a text and a server of a path",
    both(
      set([...german, "summary"], "German cards."),
      set([...german, "servers"], [{ url: "https://de.example" }]),
    ),
    [
      "compatible paths./v1/de_ocr/general.servers.https://de.example",
      "documentation paths./v1/de_ocr/general.summary",
    ],
  ],
  [
    "another dialect and a new extension of the contract",
    both(set(["jsonSchemaDialect"], "https://example"), set(["x-audience"], "public")),
    ["compatible x-audience", "documentation jsonSchemaDialect"],
  ],
  ["another tag", set(post("tags"), ["face"]), [`documentation ${germanPost}.tags`]],
  ["a deprecation", set(post("deprecated"), true), [`compatible ${germanPost}.deprecated`]],
  [
    "another server",
    set(["servers", 0, "url"], "https://api.example"),
    ["breaking servers.https://api.aisolution.credit", "compatible servers.https://api.example"],
  ],
  ["one way less to send the token", drop("security", 0), ["breaking security.token"]],
  [
    "one way more to send the token",
    push(["security"], { bearer: [] }),
    ["compatible security.bearer"],
  ],
  [
    "both ways at once",
    set(["security"], [{ token: [], authorization: [] }]),
    [
      "breaking security.token",
      "breaking security.authorization",
      "compatible security.authorization and token",
    ],
  ],
  [
    "one way less for one operation",
    set(post("security"), [{ token: [] }]),
    [`breaking ${germanPost}.security.authorization`],
  ],
  [
    "no token at all",
    set(["security"], []),
    ["compatible security.token", "compatible security.authorization"],
  ],
  [
    "a token where none was needed",
    drop(...webhook("security")),
    [
      "breaking webhooks.whatsAppDetail.get.security.token",
      "breaking webhooks.whatsAppDetail.get.security.authorization",
    ],
  ],
  [
    "another place of the token",
    set(["components", "securitySchemes", "token", "in"], "cookie"),
    ["breaking components.securitySchemes.token.in"],
  ],
  [
    "a parameter that the webhook no longer sends",
    drop(...webhook("parameters", 5)),
    ["breaking webhooks.whatsAppDetail.get.parameters.query.avatar"],
  ],
  [
    "a parameter that webhook and callback always send",
    set(["components", "parameters", "WhatsAppAvatarParameter", "required"], true),
    ["compatible components.parameters.WhatsAppAvatarParameter.required"],
  ],
  [
    "a parameter that webhook and callback can leave out",
    set(["components", "parameters", "WhatsAppConclusionParameter", "required"], false),
    ["breaking components.parameters.WhatsAppConclusionParameter.required"],
  ],
  [
    "a callback that is gone",
    drop(
      "paths",
      "/v1/gliswadetail",
      "post",
      "callbacks",
      "whatsAppDetail",
      "{$request.body#/callback}",
    ),
    ["breaking paths./v1/gliswadetail.post.callbacks.whatsAppDetail.{$request.body#/callback}"],
  ],
  [
    "a member that no rule knows",
    set(post("produces"), ["application/json"]),
    [`breaking ${germanPost}.produces`],
  ],
];

const names: readonly Case[] = [
  [
    "a schema that holds itself and gets another name",
    both(
      copy(schema("FaceMatch"), schema("FaceHit")),
      drop(...schema("FaceMatch")),
      set(schema("FaceHit", "properties", "next"), reference("FaceHit")),
      set(schema("SearchFacesSuccess", "properties", "message", "items"), reference("FaceHit")),
      set(
        schema("SearchFacesDetectFailed", "properties", "message", "items"),
        reference("FaceHit"),
      ),
    ),
    ["breaking components.schemas.FaceMatch", "compatible components.schemas.FaceHit"],
    set(schema("FaceMatch", "properties", "next"), reference("FaceMatch")),
  ],
  [
    "a component that travels both ways",
    set(schema("WhatsAppNumber", "maxLength"), 20),
    ["breaking components.schemas.WhatsAppNumber.maxLength"],
    set(schema("WhatsAppDetailRequest", "properties", "number"), reference("WhatsAppNumber")),
  ],
  [
    "two places that go from one component to another",
    both(
      set(schema("GermanIdCard", "properties", "Surname"), reference("WhatsAppAvatar")),
      set(schema("GermanIdCard", "properties", "GivenNames"), reference("WhatsAppAvatar")),
    ),
    [
      `compatible ${germanCard}.properties.Surname.enum`,
      `compatible ${germanCard}.properties.GivenNames.enum`,
      `documentation ${germanCard}.properties.Surname.title`,
      `documentation ${germanCard}.properties.Surname.description`,
      `documentation ${germanCard}.properties.GivenNames.title`,
      `documentation ${germanCard}.properties.GivenNames.description`,
    ],
    both(
      set(schema("GermanIdCard", "properties", "Surname"), reference("WhatsAppSignature")),
      set(schema("GermanIdCard", "properties", "GivenNames"), reference("WhatsAppSignature")),
    ),
  ],
  [
    "a schema with another name",
    both(
      copy(schema("GermanIdCard"), schema("GermanCard")),
      drop(...schema("GermanIdCard")),
      set(schema("GermanIdCardSuccess", "properties", "message"), reference("GermanCard")),
    ),
    [`breaking ${germanCard}`, "compatible components.schemas.GermanCard"],
  ],
  [
    "a schema that becomes a component",
    both(
      copy(schema("FaceComparison", "properties", "result"), schema("FaceComparisonResult")),
      set(schema("FaceComparison", "properties", "result"), reference("FaceComparisonResult")),
    ),
    ["compatible components.schemas.FaceComparisonResult"],
  ],
  [
    "a status that gets a schema of its own",
    both(
      copy(schema("RetryLater"), schema("GermanRetryLater")),
      set(schema("GermanRetryLater", "x-billing"), "charge"),
      set(schema("GermanIdCardResponse", "oneOf", 6), reference("GermanRetryLater")),
    ),
    [
      `breaking ${germanUnion}.oneOf.RetryLater.x-billing`,
      "compatible components.schemas.GermanRetryLater",
    ],
  ],
  [
    "a component with another name that is no schema",
    both(
      copy(["components", "responses", "Gone"], ["components", "responses", "Removed"]),
      set(post("responses", "410"), { $ref: "#/components/responses/Removed" }),
    ),
    [],
  ],
];

const meanings: readonly Case[] = [
  [
    "retry from never to ask",
    set(schema("RecognitionFail", "x-retry"), "ask"),
    ["compatible components.schemas.RecognitionFail.x-retry"],
  ],
  [
    "picture limits that are gone",
    drop(...schema("Image", "x-image")),
    ["compatible components.schemas.Image.x-image"],
  ],
  [
    "billing from free to charge",
    set(schema("RetryLater", "x-billing"), "charge"),
    ["breaking components.schemas.RetryLater.x-billing"],
  ],
  [
    "billing from charge to free",
    set(schema("GermanIdCardSuccess", "x-billing"), "free"),
    ["breaking components.schemas.GermanIdCardSuccess.x-billing"],
  ],
  [
    "billing that was unknown",
    set(["components", "responses", "NotFound", "x-billing"], "free"),
    ["compatible components.responses.NotFound.x-billing"],
  ],
  [
    "retry from never to backoff",
    set(schema("RecognitionFail", "x-retry"), "backoff"),
    ["breaking components.schemas.RecognitionFail.x-retry"],
  ],
  [
    "retry from never to poll",
    set(schema("RecognitionFail", "x-retry"), "poll"),
    ["breaking components.schemas.RecognitionFail.x-retry"],
  ],
  [
    "retry from backoff to never",
    set(schema("RetryLater", "x-retry"), "never"),
    ["compatible components.schemas.RetryLater.x-retry"],
  ],
  [
    "retry of an HTTP status",
    set(["components", "responses", "NotFound", "x-retry"], "backoff"),
    ["breaking components.responses.NotFound.x-retry"],
  ],
  [
    "a callback that no longer forbids a second call",
    drop(...schema("WhatsAppDetailRequest", "properties", "callback", "x-retry")),
    [`breaking ${lookup}.properties.callback.x-retry`],
  ],
  [
    "another attribute",
    set(schema("GermanIdCard", "properties", "Surname", "x-field", "attribute"), "fullName"),
    [`breaking ${germanCard}.properties.Surname.x-field.attribute`],
  ],
  [
    "no meaning",
    drop(...schema("GermanIdCard", "properties", "Surname", "x-field")),
    [`breaking ${germanCard}.properties.Surname.x-field`],
  ],
  [
    "a new meaning",
    set(schema("FaceComparison", "properties", "result", "x-field"), { attribute: "sex" }),
    [`compatible ${comparison}.properties.result.x-field`],
  ],
  [
    "one more date format, before the others",
    set(schema("GermanIdCard", "properties", "DateOfBirth", "x-field", "date", "formats"), [
      "yyyy-MM-dd",
      "dd.MM.yyyy",
    ]),
    [`compatible ${germanCard}.properties.DateOfBirth.x-field.date.formats.yyyy-MM-dd`],
  ],
  [
    "another date format",
    set(
      schema("GermanIdCard", "properties", "DateOfBirth", "x-field", "date", "formats", 0),
      "MM.dd.yyyy",
    ),
    [
      `breaking ${germanCard}.properties.DateOfBirth.x-field.date.formats.dd.MM.yyyy`,
      `compatible ${germanCard}.properties.DateOfBirth.x-field.date.formats.MM.dd.yyyy`,
    ],
  ],
  [
    "another form of a number",
    set(schema("GermanIdCard", "properties", "CardNumber", "x-field", "number", "form"), "^.*$"),
    [`breaking ${germanCard}.properties.CardNumber.x-field.number.form`],
  ],
  [
    "no check digit",
    drop(...schema("GermanIdCard", "properties", "CardNumber", "x-field", "number", "checkDigit")),
    [`breaking ${germanCard}.properties.CardNumber.x-field.number.checkDigit`],
  ],
  [
    "one more printed value",
    push(schema("DutchIdCard", "properties", "Gender", "x-field", "values", "F"), "Female"),
    ["compatible components.schemas.DutchIdCard.properties.Gender.x-field.values.F.Female"],
  ],
  [
    "a normalised value that is gone",
    drop(...schema("DutchIdCard", "properties", "Gender", "x-field", "values", "X")),
    ["breaking components.schemas.DutchIdCard.properties.Gender.x-field.values.X"],
  ],
  [
    "another kind of document",
    set(schema("GermanIdCard", "x-document", "type"), "voter-card"),
    [`breaking ${germanCard}.x-document.type`],
  ],
  [
    "a lower picture limit",
    set(schema("Image", "x-image", "maxBytes"), 1_000_000),
    ["breaking components.schemas.Image.x-image.maxBytes"],
  ],
  [
    "a higher picture limit",
    set(schema("Image", "x-image", "maxBytes"), 4_000_000),
    ["compatible components.schemas.Image.x-image.maxBytes"],
  ],
  [
    "a lower size up to which the answer is quick",
    set(schema("Image", "x-image", "recommendedBytes"), 100_000),
    ["breaking components.schemas.Image.x-image.recommendedBytes"],
  ],
  [
    "a picture format that is gone",
    drop(...schema("Image", "x-image", "mediaTypes", 0)),
    ["breaking components.schemas.Image.x-image.mediaTypes.image/jpeg"],
  ],
  [
    "one more picture format",
    push(schema("Image", "x-image", "mediaTypes"), "image/webp"),
    ["compatible components.schemas.Image.x-image.mediaTypes.image/webp"],
  ],
  [
    "picture limits where none were",
    set(schema("DeleteFaceRequest", "properties", "person_id", "x-image"), { maxBytes: 1 }),
    ["breaking components.schemas.DeleteFaceRequest.properties.person_id.x-image"],
  ],
  [
    "a note on what is assumed",
    set(schema("Image", "x-assumed"), "Other words."),
    ["documentation components.schemas.Image.x-assumed"],
  ],
];

const retryLater = "components.schemas.FaceComparisonRetryLater.x-variants";
const detail = "components.schemas.WhatsAppDetailSuccess.x-variants";

const variants: readonly Case[] = [
  [
    "a new one that is not sent again",
    push(schema("RetryLater", "x-variants"), { key: "closed", retry: "never" }),
    ["compatible components.schemas.RetryLater.x-variants.closed"],
    set(schema("RetryLater", "x-variants"), [{ key: "busy" }]),
  ],
  [
    "a new one that is sent again",
    push(schema("RecognitionFail", "x-variants"), { key: "busy", retry: "backoff" }),
    ["breaking components.schemas.RecognitionFail.x-variants.busy"],
    set(schema("RecognitionFail", "x-variants"), [{ key: "closed" }]),
  ],
  [
    "a new one before the others",
    change(schema("RetryLater", "x-variants"), (parent) => {
      if (!Array.isArray(parent)) parent["x-variants"] = [{ key: "closed" }, { key: "busy" }];
    }),
    ["compatible components.schemas.RetryLater.x-variants.closed"],
    set(schema("RetryLater", "x-variants"), [{ key: "busy" }]),
  ],
  [
    "one that is gone",
    drop(...schema("FaceComparisonRetryLater", "x-variants", 0)),
    [`breaking ${retryLater}.imageb-face-detect-failed`],
  ],
  [
    "a new one that bills as its status did",
    push(schema("FaceComparisonSuccess", "x-variants"), {
      key: "twins",
      description: "The persons are twins.",
      when: { property: "result", equals: "TWINS" },
    }),
    ["compatible components.schemas.FaceComparisonSuccess.x-variants.twins"],
  ],
  [
    "a new one that bills otherwise",
    push(schema("FaceComparisonSuccess", "x-variants"), {
      key: "twins",
      description: "The persons are twins.",
      when: { property: "result", equals: "TWINS" },
      billing: "free",
    }),
    ["breaking components.schemas.FaceComparisonSuccess.x-variants.twins"],
  ],
  [
    "another condition",
    set(schema("WhatsAppDetailSuccess", "x-variants", 2, "when", "equals"), "pending"),
    [`breaking ${detail}.checking.when.equals`],
  ],
  [
    "billing that comes from the schema now",
    drop(...schema("WhatsAppDetailSuccess", "x-variants", 2, "billing")),
    [`breaking ${detail}.checking.billing`],
  ],
  [
    "billing that says what held before",
    set(schema("WhatsAppDetailSuccess", "x-variants", 0, "billing"), "charge"),
    [],
  ],
  [
    "billing that comes from the schema now, and is the same",
    drop(...schema("WhatsAppDetailSuccess", "x-variants", 0, "billing")),
    [],
    set(schema("WhatsAppDetailSuccess", "x-variants", 0, "billing"), "charge"),
  ],
  [
    "retry from the schema, which is never",
    drop(...schema("WhatsAppDetailSuccess", "x-variants", 2, "retry")),
    [`compatible ${detail}.checking.retry`],
  ],
  [
    "retry from the schema, which is backoff",
    drop(...schema("FaceComparisonRetryLater", "x-variants", 0, "retry")),
    [`breaking ${retryLater}.imageb-face-detect-failed.retry`],
  ],
  [
    "retry from poll to never",
    set(schema("WhatsAppDetailSuccess", "x-variants", 2, "retry"), "never"),
    [`compatible ${detail}.checking.retry`],
  ],
  [
    "another order",
    reverse(...schema("FaceComparisonRetryLater", "x-variants")),
    [`breaking ${retryLater}`],
  ],
  [
    "another text",
    set(schema("WhatsAppDetailSuccess", "x-variants", 0, "description"), "There is one."),
    [`documentation ${detail}.registered.description`],
  ],
];

const texts: readonly Case[] = [
  [
    "a description of a component that 18 unions share",
    set(schema("RetryLater", "description"), "Try again."),
    ["documentation components.schemas.RetryLater.description"],
  ],
  [
    "a description of an answer that 19 operations share",
    set(["components", "responses", "NotFound", "description"], "Nothing is here."),
    ["documentation components.responses.NotFound.description"],
  ],
  [
    "a description of a union",
    set(schema("GermanIdCardResponse", "description"), "The answers."),
    [`documentation ${germanUnion}.description`],
  ],
  [
    "a description beside a reference",
    set(schema("CardImageRequest", "properties", "img", "description"), "Picture."),
    [`documentation ${cards}.properties.img.description`],
  ],
  [
    "a title and an example of a field",
    both(
      set(schema("RetryLater", "title"), "LATER"),
      set(schema("RetryLater", "properties", "message", "examples", 0), "Later."),
    ),
    [
      "documentation components.schemas.RetryLater.title",
      "documentation components.schemas.RetryLater.properties.message.examples",
    ],
  ],
  [
    "a summary of an operation",
    set(post("summary"), "Read a German identity card."),
    [`documentation ${germanPost}.summary`],
  ],
  [
    "the version and the description of the contract",
    both(set(["info", "version"], "2.0.0"), set(["info", "description"], "An API.")),
    ["documentation info.version", "documentation info.description"],
  ],
  [
    "a value of an example",
    set(
      ["components", "examples", "GermanIdCardSuccessExample", "value", "message", "Surname"],
      "MUSTERFRAU",
    ),
    ["documentation components.examples.GermanIdCardSuccessExample.value"],
  ],
  [
    "another example under the same key",
    set(answer("examples", "fail"), { $ref: "#/components/examples/WhatsAppDetailFailExample" }),
    [
      `documentation ${germanAnswer}.examples.fail.summary`,
      `documentation ${germanAnswer}.examples.fail.value`,
    ],
  ],
  [
    "an example key of an answer that is gone",
    drop(...answer("examples", "fail")),
    [`breaking ${germanAnswer}.examples.fail`],
  ],
  [
    "a new example key of an answer",
    set(answer("examples", "other"), { $ref: "#/components/examples/RecognitionFailExample" }),
    [`compatible ${germanAnswer}.examples.other`],
  ],
  [
    "a new example key of a request",
    set(
      [
        ...["components", "requestBodies", "CardImageBody", "content"],
        ...["application/x-www-form-urlencoded", "examples", "other"],
      ],
      { $ref: "#/components/examples/ImageRequestExample" },
    ),
    [
      "documentation components.requestBodies.CardImageBody.content.application/x-www-form-urlencoded.examples.other",
    ],
  ],
  [
    "an example key of a request that is gone",
    drop(
      ...["components", "requestBodies", "CardImageBody", "content"],
      ...["application/x-www-form-urlencoded", "examples", "small-jpeg"],
    ),
    [
      "documentation components.requestBodies.CardImageBody.content.application/x-www-form-urlencoded.examples.small-jpeg",
    ],
  ],
];

/** Every scalar below a place, but for what names or links something. */
function leaves(value: unknown, keys: Keys): Keys[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...keys, index]));
  if (!isNode(value)) return ["$ref", "name", "in"].includes(String(keys.at(-1))) ? [] : [keys];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...keys, key]));
}

/** Each component, path and webhook of the real contract, with its leaves. */
function parts(document: Node): { place: string; leaves: Keys[] }[] {
  const sections = Object.keys(find(document, ["components"])).map((key) => ["components", key]);
  return [...sections, ["paths"], ["webhooks"]].flatMap((section) =>
    Object.entries(find(document, section)).map(([name, value]) => ({
      place: [...section, name].join("."),
      leaves: leaves(value, [...section, name]),
    })),
  );
}

describe("contractChanges", () => {
  it("sees each leaf of each part of the contract", () => {
    const before = contract();
    const all = parts(before);
    expect(all.length).toBeGreaterThan(150);
    for (let round = 0; all.some((part) => part.leaves.length > round); round += 1) {
      const after = contract();
      const touched = all.filter((part) => {
        const leaf = part.leaves[round];
        if (leaf !== undefined) set(leaf, "something else")(after);
        return leaf !== undefined;
      });
      const places = contractChanges(before, after).map(({ place }) => place);
      const missed = touched.filter(
        ({ place }) => !places.some((found) => found.startsWith(`${place}.`)),
      );
      expect(missed.map((part) => part.leaves[round]?.join("."))).toEqual([]);
    }
  });

  it.each([
    [
      drop(...schema("GermanIdCard", "properties", "Surname")),
      "was removed: readers lose this field.",
    ],
    [
      drop(...schema("WhatsAppDetailRequest", "properties", "callback")),
      "was removed: callers can no longer use this field.",
    ],
    [
      push(schema("WhatsAppDetailRequest", "required"), "country"),
      "is required now: calls without it fail.",
    ],
    [
      push(schema("GermanIdCardResponse", "oneOf"), reference("InvalidFaceNum")),
      "was added: readers that do not know this outcome take it as a failure.",
    ],
    [
      drop(...answer("examples", "fail")),
      "was removed: tests that ask the mock for it (Prefer: example=…) fail.",
    ],
    [
      set(schema("RetryLater", "x-billing"), "charge"),
      'changed from "free" to "charge": callers pay otherwise.',
    ],
    [
      set(schema("RecognitionFail", "x-retry"), "backoff"),
      'changed from "never" to "backoff": programs would send the call again.',
    ],
    [
      set(schema("Image", "maxLength"), 1000),
      "changed from 2796204 to 1000: calls that were accepted can fail.",
    ],
    [
      set(schema("GermanIdCard", "properties", "Surname", "type"), "integer"),
      'changed from "string" to "integer": readers can meet other values than before.',
    ],
    [
      set(post("operationId"), "readGermanIdCard"),
      'changed from "recognizeGermanIdCard" to "readGermanIdCard": SDK methods and commands have its name.',
    ],
    [
      push(schema("FaceComparisonSuccess", "x-variants"), { key: "twins", billing: "free" }),
      'was added, and for its answers billing changed from "charge" to "free": callers pay otherwise.',
    ],
    [
      drop(...schema("FaceComparison", "properties", "result", "enum", 2)),
      "was removed: readers lose this value.",
    ],
    [
      push(schema("FaceComparison", "properties", "result", "enum"), "MAYBE"),
      "was added: readers meet a value that they may not know.",
    ],
    [
      set(post("responses", "422"), { $ref: "#/components/responses/BadRequest" }),
      "was added: readers that do not know this answer take it as a failure.",
    ],
    [
      set(["components", "securitySchemes", "token", "in"], "cookie"),
      'changed from "query" to "cookie": callers must send it in another way.',
    ],
    [set(["info", "version"], "2.0.0"), "was edited."],
    [drop("info", "summary"), "was removed."],
    [set(["info", "x-unknown"], "x".repeat(100)), "was added."],
    [set(post("x-unknown"), "x".repeat(100)), `was added as "${"x".repeat(58)}….`],
  ])("says what a change does (%#)", (edit, text) => {
    const [before, after] = [contract(), contract()];
    edit(after);
    expect(contractChanges(before, after).map((found) => found.text)).toEqual([text]);
  });

  it("says what a type that is gone does", () => {
    const [before, after] = [contract(), contract()];
    set(schema("Unused"), { type: "string" })(before);
    expect(contractChanges(before, after)).toEqual([
      {
        severity: "breaking",
        place: "components.schemas.Unused",
        text: "was removed: code that names this type fails.",
      },
    ]);
  });

  it("leaves both documents as they are, and reports the worst first", () => {
    const [before, after] = [contract(), contract()];
    set(["info", "version"], "2.0.0")(after);
    set(schema("CardImageRequest", "properties", "lang"), { type: "string" })(after);
    drop(...german)(after);
    const [copyBefore, copyAfter] = [structuredClone(before), structuredClone(after)];
    expect(contractChanges(before, after).map(({ severity }) => severity)).toEqual([
      "breaking",
      "compatible",
      "documentation",
    ]);
    expect(before).toEqual(copyBefore);
    expect(after).toEqual(copyAfter);
  });

  const groups: readonly (readonly [string, readonly Case[]])[] = [
    ["requests", requests],
    ["answers", answers],
    ["operations", operations],
    ["names", names],
    ["meanings", meanings],
    ["variants", variants],
    ["texts", texts],
  ];

  describe.each(groups)("in %s", (_group, cases) => {
    for (const [name, edit, want, start] of cases) {
      it(`judges ${name}`, () => {
        const [before, after] = [contract(), contract()];
        start?.(before);
        start?.(after);
        edit(after);
        const found = contractChanges(before, after);
        expect(found.map(({ severity, place }) => `${severity} ${place}`)).toEqual(want);
      });
    }
  });
});
