/** A version as Semantic Versioning 2 has it, for example of the tag `v1.2.3-rc.1`. */
export interface Version {
  /** Without the letter `v`. */
  readonly text: string;
  /** Major, minor, patch. */
  readonly numbers: readonly number[];
  /** `["rc", "1"]`; none in a release. */
  readonly prerelease: readonly string[];
}

const number = "(0|[1-9][0-9]*)";
const identifier = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
const form = new RegExp(
  `^v?(${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?)$`,
);

/**
 * Reads `1.2.3` or `v1.2.3-rc.1`.
 *
 * @returns nothing for any other text; build metadata (`+…`) is refused too, since it has no order
 */
export function parseVersion(text: string): Version | undefined {
  const [, whole, major, minor, patch, prerelease] = form.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return {
    text: whole,
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease?.split(".") ?? [],
  };
}

/** Orders versions from the oldest to the newest. A prerelease stands before its release. */
export function compareVersions(left: Version, right: Version): number {
  for (const [index, value] of left.numbers.entries()) {
    const difference = value - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  const [before, after] = [left.prerelease, right.prerelease];
  if (before.length === 0 || after.length === 0) return after.length - before.length;
  for (const [index, value] of before.entries()) {
    const difference = compareIdentifiers(value, after[index]);
    if (difference !== 0) return difference;
  }
  return before.length - after.length;
}

/** Numbers by value and before words; words by their characters. A missing one comes first. */
function compareIdentifiers(left: string, right: string | undefined): number {
  if (right === undefined) return 1;
  const [isNumber, otherIsNumber] = [left, right].map((text) => /^[0-9]+$/.test(text));
  if (isNumber === true && otherIsNumber === true) return Number(left) - Number(right);
  if (isNumber !== otherIsNumber) return isNumber === true ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}
