/** A longer text is not a mistyped name, and comparing it takes time. */
const longestName = 64;

/**
 * Finds the name that somebody most likely meant.
 *
 * @returns undefined where no known name is near
 * @example
 * nearestName("baseURL", ["baseUrl", "token"]); // "baseUrl"
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given.length > longestName) return undefined;
  const word = given.toLowerCase();
  let nearest: string | undefined;
  let limit = Math.max(2, Math.floor(word.length / 3));
  for (const name of known) {
    const distance = distanceOf(word, name.toLowerCase());
    if (distance > limit) continue;
    nearest = name;
    // Only a nearer one takes its place.
    limit = distance - 1;
  }
  return nearest;
}

function distanceOf(word: string, name: string): number {
  // `timeoutMs` for `timeout`, and `url` for `baseUrl`.
  const isPart = word.length > 2 && (name.includes(word) || word.includes(name));
  return isPart ? Number(word !== name) : editDistance(word, name);
}

/** Letters to insert, remove or replace (Levenshtein distance). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_zero, place) => place);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let place = 0; place < to.length; place += 1) {
      const replaced = (row[place] ?? 0) + Number(letter !== to[place]);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
