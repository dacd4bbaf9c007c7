/**
 * Types of the AI Solution API. Every schema of the contract has a type of its name:
 * `GermanIdCard` (fields), `GermanIdCardSuccess` (answer with fields), `GermanIdCardResponse` (all
 * answers), `CardImageRequest` (form). `paths` is what openapi-fetch takes.
 */
export type * from "./generated/openapi.js";

/**
 * The answers of a union that have one status.
 *
 * @example
 * type Recognised = AnswerWith<GermanIdCardResponse, "OK">; // GermanIdCardSuccess
 */
export type AnswerWith<
  Answer extends { status: string },
  Status extends Answer["status"],
> = Extract<Answer, { status: Status }>;
