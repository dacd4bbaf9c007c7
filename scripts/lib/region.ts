/** A part of a text that is made, between two comments. {@link replaceRegion} can fill it again. */
export function region(name: string, content: string): string {
  return `${startOf(name)}\n\n${content}\n\n${endOf(name)}`;
}

/** Says whether a text has the beginning of such a part. */
export function hasRegion(text: string, name: string): boolean {
  return text.includes(startOf(name));
}

/**
 * Replaces what stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`.
 *
 * @throws when the text does not have exactly one such region
 */
export function replaceRegion(text: string, name: string, content: string): string {
  const [before, rest, ...more] = text.split(startOf(name));
  const [, after, ...others] = rest?.split(endOf(name)) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`The text needs one region, from ${startOf(name)} to ${endOf(name)}.`);
  }
  return `${before}${region(name, content)}${after}`;
}

const startOf = (name: string): string => `<!-- generated:${name} -->`;
const endOf = (name: string): string => `<!-- /generated:${name} -->`;
