/** One fault, one line: linters report the same fault for each branch of a union, and for each reference to its place. */
import type { FoundProblem, Problem } from "./problem.js";

/** Said of a value that fits no branch of a union. What each branch misses is reported beside it. */
const UNION = /must match exactly one schema in oneOf|must match a schema in anyOf/;

/** Said of the members by which branches are told apart, by every branch but one. */
const CONSTANT = "must be equal to constant";

/** Rules of Spectral that find the same as one of Redocly, which has run before. */
const twins: Readonly<Record<string, string>> = {
  "oas3-valid-media-example": "no-invalid-media-type-examples",
  "oas3-valid-schema-example": "no-invalid-schema-examples",
};

/** Leaves each fault once, at the place where it can be mended. The order stays. */
export function withoutEchoes(found: readonly FoundProblem[]): readonly Problem[] {
  let problems = distinct(found);
  // From the inside to the outside: what an inner union leaves is a complaint of the outer one.
  const unions = problems
    .filter(({ message }) => UNION.test(message))
    .sort((left, right) => right.pointer.length - left.pointer.length);
  for (const union of unions) problems = mergeUnion(problems, union);
  return withoutTwins(distinct(problems)).map(({ pointer: _pointer, ...problem }) => problem);
}

function distinct(problems: readonly FoundProblem[]): readonly FoundProblem[] {
  const seen = new Map<string, FoundProblem>();
  for (const problem of problems) {
    const key = JSON.stringify([placeOf(problem), problem.rule, problem.message]);
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}

function placeOf({ file, line, column }: Problem): string {
  return `${file}:${String(line)}:${String(column)}`;
}

function mergeUnion(
  problems: readonly FoundProblem[],
  union: FoundProblem,
): readonly FoundProblem[] {
  const inside = problems.filter((problem) => isInside(problem, union));
  if (inside.length === 0) return problems;
  // A branch that was left at a member of a member is the one that was meant: the others fail before.
  const deeper = inside.filter(({ pointer }) => pointer.length > union.pointer.length + 1);
  const kept = deeper.length > 0 ? deeper : [merged(union, inside)];
  const echoes = new Set<FoundProblem>([union, ...inside]);
  const first = problems.findIndex((problem) => echoes.has(problem));
  const others = problems.filter((problem) => !echoes.has(problem));
  return [...others.slice(0, first), ...kept, ...others.slice(first)];
}

function isInside({ file, rule, pointer }: FoundProblem, union: FoundProblem): boolean {
  return (
    file === union.file &&
    rule === union.rule &&
    pointer.length > union.pointer.length &&
    union.pointer.every((key, index) => String(pointer[index]) === String(key))
  );
}

/** Nobody can say which branch was meant: one line says what all of them miss. */
function merged(union: FoundProblem, inside: readonly FoundProblem[]): FoundProblem {
  const texts = new Set(inside.map(({ message }) => message.replace(/^.*?schema: |\.$/g, "")));
  const place = inside.find(({ message }) => !message.includes(CONSTANT)) ?? inside[0] ?? union;
  const head = union.message.replace(/\.(?: None of .*)?$|\. None of .*$/, "");
  return { ...place, message: `${head}: ${[...texts].join("; ")}.` };
}

function withoutTwins(problems: readonly FoundProblem[]): readonly FoundProblem[] {
  const places = new Set(problems.map((problem) => `${placeOf(problem)} ${problem.rule}`));
  return problems.filter((problem) => {
    const twin = twins[problem.rule];
    return twin === undefined || !places.has(`${placeOf(problem)} ${twin}`);
  });
}
