import type { Catalogue, HttpError, Operation, Outcome } from "@aisolution/openapi";
import type { AnyAisolutionError } from "../../packages/client/src/errors/is-aisolution-error.js";
import { imageFields } from "../lib/image-fields.js";
import { code, prose } from "../lib/escape/markdown.js";
import { table } from "../lib/markdown.js";
import { assumedText, characters, formatsText, sizeText } from "../lib/operation-text.js";
import type { Target } from "../lib/target.js";
import { errorClasses } from "./client.js";

const folder = "docs/guides";

/** The tables of the guides on errors, pictures and authentication. */
export const guidesTarget: Target = {
  name: "guides",
  emit({ catalogue }) {
    return Promise.resolve([
      {
        path: `${folder}/errors.md`,
        region: "error-classes",
        text: classTable(catalogue),
      },
      {
        path: `${folder}/errors.md`,
        region: "http-statuses",
        text: httpTable(catalogue),
      },
      {
        path: `${folder}/images.md`,
        region: "image-limits",
        text: limitTable(catalogue),
      },
      {
        path: `${folder}/images.md`,
        region: "image-outcomes",
        text: pictureOutcomes(catalogue),
      },
      {
        path: `${folder}/authentication.md`,
        region: "token-places",
        text: tokenPlaces(catalogue),
      },
    ]);
  },
};

type ErrorName = AnyAisolutionError["name"];

interface Advice {
  readonly when: string;
  readonly then: string;
}

/** What each class means to the program that meets it. The compiler holds the list complete. */
const classAdvice: Readonly<Record<ErrorName, Advice>> = {
  RecognitionError: {
    when: "The document could not be read.",
    then: "Ask for another picture: sharp, upright, the whole card.",
  },
  ImageError: {
    when: "The picture has another format, or too many bytes. `attempts: 0`: the client found it, and nothing was sent.",
    then: "[Make the picture fit](images.md#make-a-picture-smaller-with-fitimage).",
  },
  FaceError: {
    when: "No face, or not the number of faces that is needed. `image` says on which picture, where it is known.",
    then: "Ask for another picture of the face.",
  },
  NotFoundError: {
    when: "What the call names is not there.",
    then: "Look at your own records: it was deleted, or never added.",
  },
  InvalidRequestError: {
    when: "The service refused a parameter, or could not read the request.",
    then: "Correct the call. The same one fails again.",
  },
  UnavailableError: {
    when: "The service cannot answer now.",
    then: "Try again later where `retryable` is true. `attempts` says how often the client has tried.",
  },
  AuthenticationError: {
    when: "The token was refused.",
    then: "[Look at the token](authentication.md#http-401-and-403).",
  },
  RateLimitError: {
    when: "There were too many calls.",
    then: "Wait for `retryAfter` milliseconds, if it is there. Make fewer calls at once (`concurrency`, `minInterval`).",
  },
  HttpError: {
    when: "The answer has any other HTTP status. A redirect is one: the client does not follow it.",
    then: "See [the statuses](#every-http-status).",
  },
  ConnectionError: {
    when: 'No answer came. `billing: "free"`: it is certain that nothing was sent.',
    then: 'Look at the network and at `baseUrl`. With `billing: "unknown"`, decide whether a second charge is worse than no result.',
  },
  TimeoutError: {
    when: 'The call did not end within `timeout` or `deadline`. With `billing: "unknown"` it may have been done and charged.',
    then: "Decide as for `ConnectionError`. Smaller pictures are quicker.",
  },
  AbortError: {
    when: "Your `signal` ended the call.",
    then: 'Nothing: you asked for it. With `billing: "unknown"` a request was under way.',
  },
  ResponseFormatError: {
    when: "The answer is not a JSON envelope, or far too long.",
    then: "Look at `baseUrl` and for a proxy between you and the service.",
  },
  UnknownOutcomeError: {
    when: "The answer has a `status` that the contract does not know.",
    then: "Do not send the call again. Report the `status`: the service has changed.",
  },
  InputError: {
    when: "The arguments of the call are wrong. Nothing was sent.",
    then: "Correct the form, the options or the file. The message says what is wrong.",
  },
};

/** All classes, in the order of `classAdvice`, with the answers that bring them. */
function classTable({ operations, httpErrors }: Catalogue): string {
  const outcomes = operations.flatMap((operation) => operation.outcomes);
  return table([
    ["Class", "When", "Answers", "What to do"],
    ...Object.entries(classAdvice).map(([name, { when, then }]) => {
      const isOfClass = ({ failure }: Outcome | HttpError): boolean =>
        failure !== undefined && errorClasses[failure] === name;
      const statuses = new Set(outcomes.filter(isOfClass).map(({ status }) => code(status)));
      const codes = httpErrors.filter(isOfClass).map((error) => String(error.code));
      const answers = [...statuses, ...(codes.length > 0 ? [`HTTP ${codes.join(", ")}`] : [])];
      return [code(name), when, answers.join(", "), then];
    }),
  ]);
}

/** What to do about each answer outside HTTP 200, by its name in the contract. */
const httpAdvice: Readonly<Record<string, string>> = {
  BadRequest: "Send a form in the body, as the reference shows it. The mock says what is wrong.",
  Unauthorized: "[Look at the token](authentication.md#http-401-and-403).",
  Forbidden: "Ask the provider which calls your token allows.",
  NotFound: "Compare the path and `baseUrl` with the reference.",
  MethodNotAllowed: "Send a POST.",
  NotAcceptable: "Send no `Accept` header, or `application/json`.",
  Gone: "Look for a newer contract, or ask the provider.",
  ImATeapot: "Nothing is known about it. Ask the provider.",
  TooManyRequests: "Wait as long as `Retry-After` says, then make fewer calls at once.",
  InternalServerError: "The call may have been charged: decide whether to send it again.",
  ServiceUnavailable: "Wait as long as `Retry-After` says.",
};

function httpTable({ httpErrors }: Catalogue): string {
  return table([
    ["HTTP", "What it means", "Class", "Sent again by the client", "What to do"],
    ...httpErrors.map((error) => {
      const advice = httpAdvice[error.name];
      if (advice === undefined) throw new Error(`There is no advice for HTTP error ${error.name}.`);
      return [
        String(error.code),
        prose(error.description),
        code(errorClasses[error.failure]),
        sentAgain(error),
        advice,
      ];
    }),
  ]);
}

function sentAgain({ retry, retryAfter, code: status }: HttpError): string {
  // The client asks a token function for another token, and so sends a call that its retry does not allow.
  if (status === 401) return "once, where `token` is a function";
  if (retry === "ask") return "only with `uncertain: true`";
  if (retry !== "backoff") return "no";
  return retryAfter ? "with `Retry-After`" : "yes";
}

function limitTable({ image, operations }: Catalogue): string {
  const fields = operations.flatMap(imageFields);
  const lengths = new Set(fields.map(({ maxLength }) => maxLength));
  const [length, ...others] = lengths;
  if (length === undefined || others.length > 0) {
    throw new Error("The guide knows one limit for the base64 of all pictures.");
  }
  return table([
    ["Limit", "Value"],
    ["Formats", formatsText(image.mediaTypes)],
    ["Largest picture", sizeText(image.maxBytes)],
    ["The same in base64", characters(length)],
    ["Quick up to", sizeText(image.recommendedBytes)],
  ]);
}

/** The outcomes that say something about a picture, with the operations that do not have them. */
function pictureOutcomes({ operations }: Catalogue): string {
  const withPicture = operations.filter((operation) => imageFields(operation).length > 0);
  const found = new Map<string, Outcome>();
  for (const { outcomes } of withPicture) {
    for (const outcome of outcomes) {
      const isMeant = outcome.failure === "image" || outcome.failure === "recognition";
      if (isMeant && !found.has(outcome.key)) found.set(outcome.key, outcome);
    }
  }
  return table([
    ["`status`", "What it means", "Billing", "Found before it is sent", "Never means this in"],
    ...[...found.values()].map(({ key, status, description, billing, cause, failure }) => {
      const isOther = ({ outcomes }: Operation): boolean =>
        !outcomes.some((outcome) => outcome.key === key && outcome.failure === failure);
      return [
        code(status),
        prose(description),
        code(billing),
        cause === undefined ? "no" : "yes, by the client",
        names(withPicture.filter(isOther)),
      ];
    }),
  ]);
}

function names(operations: readonly Operation[]): string {
  return operations.map(({ operationId }) => code(operationId)).join(", ");
}

function tokenPlaces({ authentication }: Catalogue): string {
  return table([
    ["Place", "How", "What the contract says"],
    ...authentication.map(({ in: place, parameter, ...text }) => [
      place === "query" ? "query" : "header",
      code(place === "query" ? `?${parameter}=TOKEN` : `${parameter}: TOKEN`),
      assumedText(text),
    ]),
  ]);
}
