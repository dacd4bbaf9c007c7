/** What a single difference of the contract means to those who call and those who read. */

/** `breaking` asks a reader or a caller to change a program; `documentation` asks nobody. */
export type Severity = "breaking" | "compatible" | "documentation";

/** Callers send, readers read. */
export type Direction = "sent" | "read";

/** A place of the contract in both versions, and which way its values travel. */
export interface Spot<Value = unknown> {
  readonly place: string;
  readonly before: Value;
  readonly after: Value;
  readonly direction: Direction;
}

/** What can come and go. A part is a branch of `allOf`, a shape a branch without a status. */
export type Noun =
  | ("server" | "path" | "operation" | "webhook" | "callback" | "security scheme" | "type")
  | ("parameter" | "request body" | "answer" | "header" | "media type" | "example" | "schema")
  | ("field" | "value" | "outcome" | "shape" | "part");

/** How bad a difference is, and what it does, as the end of a sentence. */
export interface Judgment {
  readonly severity: Severity;
  readonly text: string;
}

export const breaking = (text: string): Judgment => ({ severity: "breaking", text });
export const compatible = (text: string): Judgment => ({ severity: "compatible", text });

export function documentation({ before, after }: Pick<Spot, "before" | "after">): Judgment {
  const change = before === undefined ? "added" : after === undefined ? "removed" : "edited";
  return { severity: "documentation", text: `was ${change}.` };
}

export function lost(noun: Noun, direction: Direction): Judgment {
  if (noun === "type") return breaking("was removed: code that names this type fails.");
  if (noun === "part" && direction === "sent") return compatible("was removed.");
  if (noun === "example") {
    return direction === "sent"
      ? { severity: "documentation", text: "was removed." }
      : breaking("was removed: tests that ask the mock for it (Prefer: example=…) fail.");
  }
  return direction === "sent"
    ? breaking(`was removed: callers can no longer use this ${noun}.`)
    : breaking(`was removed: readers lose this ${noun}.`);
}

export function gained(noun: Noun, direction: Direction, required: boolean): Judgment {
  if (noun === "type") return compatible("was added.");
  if (noun === "example") {
    return direction === "sent"
      ? { severity: "documentation", text: "was added." }
      : compatible("was added: tests can ask the mock for it.");
  }
  if (direction === "sent") {
    return required || noun === "part"
      ? breaking("was added and is required: calls without it fail.")
      : compatible(`was added: callers may use this ${noun}.`);
  }
  switch (noun) {
    case "shape":
      return breaking("was added: readers meet a shape that they do not know.");
    case "outcome":
    case "answer":
      return compatible(`was added: readers that do not know this ${noun} take it as a failure.`);
    case "value":
      return compatible("was added: readers meet a value that they may not know.");
    default:
      return compatible(`was added: readers may use this ${noun}.`);
  }
}

export function requirement(required: boolean, direction: Direction): Judgment {
  if (direction === "sent") {
    return required
      ? breaking("is required now: calls without it fail.")
      : compatible("is no longer required.");
  }
  return required
    ? compatible("is always there now.")
    : breaking("is no longer always there: readers cannot rely on it.");
}

/** Tighter limits concern those who send, looser ones those who read. */
export function limitChange(spot: Spot, tighter: boolean): Judgment {
  const breaks = tighter === (spot.direction === "sent");
  return breaks ? replacement(spot) : compatible(`${verb(spot)}.`);
}

export function replacement(spot: Spot): Judgment {
  return spot.direction === "sent"
    ? breaking(`${verb(spot)}: calls that were accepted can fail.`)
    : breaking(`${verb(spot)}: readers can meet other values than before.`);
}

export function memberChange(key: string, spot: Spot): Judgment {
  switch (key) {
    case "deprecated":
      return compatible(`${verb(spot)}.`);
    case "operationId":
      return breaking(`${verb(spot)}: SDK methods and commands have its name.`);
    case "type":
    case "in":
    case "name":
    case "scheme":
      return breaking(`${verb(spot)}: callers must send it in another way.`);
    case "contentEncoding":
    case "contentMediaType":
      return breaking(`${verb(spot)}: the text holds its data in another way.`);
    default:
      return breaking(`${verb(spot)}: no rule says that this is safe.`);
  }
}

/** What is said for the first time breaks nothing, if nobody pays or sends more than before. */
export function meaningChange(key: string, spot: Spot): Judgment {
  const { before, after } = spot;
  const judged = (safe: boolean, reason: string) =>
    safe ? compatible(`${verb(spot)}.`) : breaking(`${verb(spot)}: ${reason}.`);
  switch (key) {
    case "x-retry":
    case "retry":
      return judged(
        after === "never" || after === "ask",
        after === undefined
          ? "programs cannot tell whether to send the call again"
          : "programs would send the call again",
      );
    case "x-billing":
    case "billing":
      return judged(before === undefined || before === "unknown", "callers pay otherwise");
    case "x-image":
      return judged(after === undefined, "pictures that were accepted are refused");
    case "maxBytes":
      return judged(Number(after) > Number(before), "pictures that were accepted are refused");
    case "x-accepts":
      // The pattern beside it is judged by itself.
      return judged(true, "");
    case "recommendedBytes":
      return judged(Number(after) > Number(before), "pictures that were quick are slow");
    default:
      return judged(before === undefined, "programs that act on it do something else");
  }
}

export function verb({ before, after }: Spot): string {
  if (before === undefined) return isPlain(after) ? `was added as ${shown(after)}` : "was added";
  if (after === undefined) return "was removed";
  if (!isPlain(before) || !isPlain(after)) return "changed";
  return `changed from ${shown(before)} to ${shown(after)}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
