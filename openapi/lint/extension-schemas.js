/**
 * The form of every `x-` extension of the contract, as JSON Schema 2020-12.
 *
 * The lint rules enforce it, and the catalogue's own schema is built on it. What each extension
 * means stands in `openapi/README.md`.
 */

import { nameForms } from "./names.js";

const fieldName = { type: "string", pattern: nameForms.field.pattern };

const condition = {
  title: "Condition",
  description:
    "Tells when a variant applies: by a property of `message`, or by a pattern on a `message` that is a string.",
  oneOf: [
    {
      type: "object",
      required: ["property", "equals"],
      additionalProperties: false,
      properties: {
        property: fieldName,
        equals: { type: "string", minLength: 1 },
      },
    },
    {
      type: "object",
      required: ["pattern"],
      additionalProperties: false,
      properties: { pattern: { type: "string", format: "regex", minLength: 1 } },
    },
  ],
};

const billing = {
  title: "Billing",
  description:
    "`charge`: the call is charged. `free`: the call is not charged. `unknown`: the source does not say; only where it ties no outcome to the answer.",
  type: "string",
  enum: ["charge", "free", "unknown"],
};

const failure = {
  title: "Failure",
  description:
    "`recognition`: the document could not be read. `image`: the picture is not acceptable. `face`: the face is missing or does not do. `not-found`: what the call names does not exist. `request`: a parameter is wrong. `unavailable`: the service cannot answer now. `authentication`: the token does not do. `rate-limit`: too many calls. `http`: any other HTTP error.",
  type: "string",
  enum: [
    "recognition",
    "image",
    "face",
    "not-found",
    "request",
    "unavailable",
    "authentication",
    "rate-limit",
    "http",
  ],
};

const cause = {
  title: "Cause",
  description:
    "The caller's mistake that brings this outcome. `parameter`: a field is missing or empty, or has a wrong value. `image-format`: the text is no base64, or the picture has another format. `image-size`: the picture has too many bytes. `person-id`: the group has no such person.",
  type: "string",
  enum: ["parameter", "image-format", "image-size", "person-id"],
};

const retry = {
  title: "Retry",
  description:
    "`never`: the outcome is final. `backoff`: nothing was done, send the same call again after a wait. `poll`: the call was right, its result comes later. `ask`: the call may have been done and charged, so only the caller can decide.",
  type: "string",
  enum: ["never", "backoff", "poll", "ask"],
};

const date = {
  title: "Date meaning",
  description: "How a date is written.",
  type: "object",
  required: ["formats"],
  additionalProperties: false,
  properties: {
    formats: {
      description: "Unicode date patterns (UTS 35). `MMM/MMM` is one month in two languages.",
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^(d{1,2}|M{2,4}|yy|yyyy|[ ./-])+$" },
    },
    calendar: {
      description:
        "Gregorian where it is not said. `gregorian`: years as in most countries. `buddhist`: years are 543 higher; before 2484 (1941) they began on 1 April.",
      type: "string",
      enum: ["gregorian", "buddhist"],
    },
    languages: {
      description:
        "Languages of the month names, as BCP 47 tags. With `MMM/MMM` the first tag is for the first month.",
      type: "array",
      minItems: 1,
      items: { type: "string", pattern: "^[a-z]{2}$" },
    },
    twoDigitYear: {
      description:
        "`past`: the latest such year that is not after today. `nearest`: the year nearest to today, before or after it.",
      type: "string",
      enum: ["past", "nearest"],
    },
    noEnd: {
      description:
        "What stands in place of a date where the document is valid without an end. Case, spaces and the number and kind of dashes make no difference.",
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", minLength: 1 },
    },
  },
};

const number = {
  title: "Number meaning",
  description: "How a number is built.",
  type: "object",
  required: ["scheme", "form"],
  additionalProperties: false,
  properties: {
    scheme: {
      description: "Name of the numbering scheme: country, then name.",
      type: "string",
      pattern: "^[a-z]{2}(-[a-z]+)+$",
    },
    ignore: {
      description:
        "Characters to take out before anything is tested. A space and a hyphen stand for every kind of space and dash.",
      type: "string",
      minLength: 1,
    },
    form: {
      description: "Regular expression that the whole number must match.",
      type: "string",
      format: "regex",
      pattern: "^\\^.*\\$$",
    },
    neverIssued: {
      description:
        "Regular expressions of numbers that have the form, but are never given to anybody.",
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", format: "regex", minLength: 1 },
    },
    checkDigit: {
      description: "One character is a check digit: the last, or the one at `place`.",
      type: "object",
      required: ["algorithm"],
      additionalProperties: false,
      properties: {
        algorithm: {
          description:
            "`icao-7-3-1`: ICAO Doc 9303 part 3, section 4.9. `mod-11-thai`: weights 13 to 2. `mod-11-german-licence`: weights 9 to 1, letters from 10 (`A`) to 35 (`Z`), `X` for a remainder of ten. `curp`: base 37, weights 18 to 2.",
          type: "string",
          enum: ["icao-7-3-1", "verhoeff", "luhn", "mod-11-thai", "mod-11-german-licence", "curp"],
        },
        place: {
          description:
            "Where the check digit stands, counted from 1; it covers what stands before it. The last place where it is not said.",
          type: "integer",
          minimum: 2,
        },
        span: {
          description:
            "How many letters and digits at the end of the number the check digit is computed over, itself included. All where it is not said.",
          type: "integer",
          minimum: 2,
        },
        length: {
          description: "The check digit is there only when the number has this many characters.",
          type: "integer",
          minimum: 2,
        },
      },
    },
    structure: {
      description: "The number holds a birth date and more in a known structure.",
      type: "string",
      enum: ["personnummer", "nik", "curp"],
    },
  },
};

const field = {
  title: "Field meaning",
  description: "Which attribute of a document a message field holds, and how it is written.",
  type: "object",
  required: ["attribute"],
  additionalProperties: false,
  properties: {
    attribute: {
      type: "string",
      enum: [
        "address",
        "addressCity",
        "addressCommunityUnit",
        "addressDistrict",
        "addressLocalityCode",
        "addressMunicipalityCode",
        "addressNeighbourhoodUnit",
        "addressRegion",
        "addressRegionCode",
        "addressVillage",
        "birthDate",
        "birthPlace",
        "bloodType",
        "cardAccessNumber",
        "documentNumber",
        "documentTypeName",
        "downloadDate",
        "expiryDate",
        "fatherName",
        "fullName",
        "givenNames",
        "height",
        "issueDate",
        "issuePlace",
        "issuingAuthority",
        "licenceCategories",
        "maritalStatus",
        "maternalSurname",
        "nationality",
        "occupation",
        "paternalSurname",
        "personalNumber",
        "phoneNumber",
        "postalCode",
        "registrationDate",
        "religion",
        "serialNumber",
        "sex",
        "statusUpdateDate",
        "surname",
        "virtualNumber",
        "voterNumber",
      ],
    },
    date,
    number,
    values: {
      description: "Normalised value (sex `F`, `M`, `X`; country by ISO 3166-1) to printed values.",
      type: "object",
      minProperties: 1,
      propertyNames: { pattern: "^[A-Z]{1,2}$" },
      additionalProperties: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: { type: "string", minLength: 1 },
      },
    },
    script: { description: "Script by ISO 15924.", type: "string", enum: ["Latn", "Thai"] },
    titles: {
      description: "Titles that can stand before the name.",
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", minLength: 1 },
    },
    nameOrder: {
      description:
        "Order of a full name; not known where it is not said. `given-first`: given names, then surnames. `surname-first`: surnames, then given names.",
      type: "string",
      enum: ["given-first", "surname-first"],
    },
    label: { description: "Printed label before the value.", type: "string", minLength: 1 },
    separator: { description: "Separates the items of a list.", type: "string", minLength: 1 },
    unit: { description: "Unit of a length.", type: "string", enum: ["cm", "m"] },
  },
};

const document = {
  title: "Document meaning",
  description: "Which document a message describes.",
  type: "object",
  required: ["type", "country"],
  additionalProperties: false,
  properties: {
    type: { type: "string", enum: ["identity-card", "driving-licence", "tax-card", "voter-card"] },
    country: {
      description: "Issuing country by ISO 3166-1 alpha-2.",
      type: "string",
      pattern: "^[A-Z]{2}$",
    },
    side: {
      description: "Not there where one picture shows the whole document.",
      type: "string",
      enum: ["front", "back"],
    },
  },
};

const image = {
  title: "Image limits",
  description: "Which pictures the service accepts.",
  type: "object",
  required: ["mediaTypes", "maxBytes", "recommendedBytes"],
  additionalProperties: false,
  properties: {
    mediaTypes: {
      description: "Accepted formats.",
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^image/[a-z]+$" },
    },
    maxBytes: {
      description: "Greatest size in bytes, before base64.",
      type: "integer",
      minimum: 1,
    },
    recommendedBytes: {
      description: "Size in bytes up to which the answer is quick.",
      type: "integer",
      minimum: 1,
    },
  },
};

const variants = {
  title: "Variants",
  description:
    "Outcomes that share one status. The first variant whose condition holds applies; the values of the schema itself hold for the rest.",
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    required: ["key", "description", "when"],
    additionalProperties: false,
    properties: {
      key: {
        description: "Name of the outcome, and key of its example.",
        type: "string",
        pattern: "^[a-z]+(-[a-z]+)*$",
      },
      description: { type: "string", minLength: 1 },
      when: condition,
      billing,
      retry,
      failure,
      failedImage: {
        description: "Request field whose picture failed.",
        ...fieldName,
      },
      onlyWith: {
        description: "The request field and its value without which this outcome does not come.",
        type: "object",
        required: ["field", "equals"],
        additionalProperties: false,
        properties: {
          field: fieldName,
          equals: { type: "string", minLength: 1 },
        },
      },
      assumed: { description: "The source does not show this variant.", const: true },
    },
  },
};

/** JSON Schemas by extension name. */
export const extensionSchemas = {
  "x-accepts": {
    title: "Accepted text",
    description:
      'What the `pattern` of a request field accepts, in words that go on from "accepts only".',
    type: "string",
    pattern: "^[a-z].*[^.]$",
  },
  "x-assumed": {
    title: "Assumed",
    description: "The source does not say this; the contract assumes it. A text says what exactly.",
    oneOf: [{ const: true }, { type: "string", pattern: "^[A-Z].*\\.$" }],
  },
  "x-billing": billing,
  "x-cause": cause,
  "x-document": document,
  "x-failure": failure,
  "x-field": field,
  "x-image": image,
  "x-retry": retry,
  "x-secret": {
    title: "Secret",
    description: "The value is a credential: keep it out of logs.",
    const: true,
  },
  "x-variants": variants,
};
