/** A text of the wrong answers that no report may show, as if it were a person's. */
export const privateText = "NOBODY SHALL READ THIS";

/** Bodies that the contract does not have for a card, and what a test script has to say of each. */
export const wrongAnswers: readonly (readonly [body: string, fault: RegExp])[] = [
  [`{"status":"NEW_STATUS","message":"${privateText}"}`, /^status is NEW_STATUS\. Documented for /],
  [`{"status":"OK","message":"${privateText}"}`, /^message: .*message is not of the type object/],
  [
    `{"status":"OK","message":{"Surname":["${privateText}"]}}`,
    /^message: .*Surname is not of the type string/,
  ],
  [
    `{"status":"FAIL","message":{"Surname":"${privateText}"}}`,
    /^message: .*not of the type string/,
  ],
  [`{"message":"${privateText}"}`, /^status is no text\. /],
  [`<html>${privateText}</html>`, /^status is no text\. /],
  ["null", /^status is no text\. /],
];
