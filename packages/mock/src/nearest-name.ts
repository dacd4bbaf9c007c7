/** A longer text is no mistyped name. */
const longest = 64;

/** @returns the known name that was probably meant; undefined where none is near */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  if (text.length > longest) return undefined;
  const near = names
    .map((name) => ({ name, distance: distance(text.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= Math.max(2, Math.floor(one.name.length / 3)));
  return near.sort((a, b) => a.distance - b.distance)[0]?.name;
}

/** How many characters must be put in, taken out or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_value, index) => index);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
