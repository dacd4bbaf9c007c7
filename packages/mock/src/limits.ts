const mebibyte = 1024 * 1024;

/**
 * What the mock and the proxy take and keep at most, whoever calls them and whatever they answer. The page on the
 * mock has these numbers; a test holds it against them.
 */
export const limits = {
  /** Bytes of one body. Two images at their limit take 7.4 MB as ordinary files, and less than this. */
  bodyBytes: 12 * mebibyte,
  /** Bytes of a body over its limit that are still read and dropped, so that the client gets to see the answer. */
  droppedBytes: 48 * mebibyte,
  /** Bytes of all bodies that one server holds at one time. */
  heldBytes: 512 * mebibyte,
  /** Requests that one server works on at one time. */
  requests: 10_000,
  /** Fields of one form. */
  formFields: 1000,
  /** Requests that the mock lists, and exchanges that the proxy lists. */
  entries: 1000,
  /** Mismatches of one exchange. */
  mismatches: 100,
  /** Items of an array that are held against a schema. */
  checkedItems: 10_000,
  /** Characters of what is said about a request to another document. */
  reason: 1000,
  /** Callbacks that are listed. */
  callbacks: 1000,
  /** Callbacks that wait or are being sent. */
  callbacksUnderWay: 10_000,
  /** Answers that wait for one operation. */
  queuedAnswers: 1000,
  /** Characters of all own answers that wait, written as JSON. */
  ownAnswers: 16 * mebibyte,
  /** Tokens that have a face group. */
  faceGroups: 1000,
  /** Faces in all groups. */
  faces: 100_000,
  /** Lookups, each of a token and a number. */
  lookups: 10_000,
  /** Tokens whose calls are counted for the rate limit. */
  rateLimitedTokens: 10_000,
  /** Bytes of all files of another document. */
  documentBytes: 8 * mebibyte,
  documentFiles: 1000,
  /** How deep the values of a document are nested, with all that its references stand for. */
  documentDepth: 400,
  /** Values of a document, with all that its YAML aliases and its references stand for. */
  documentValues: 1_000_000,
  /** YAML aliases in one file of a document. */
  documentAliases: 1000,
} as const;
