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
  const limit = Math.max(2, Math.floor(word.length / 3));
  let nearest: string | undefined;
  let least = Infinity;
  for (const name of known) {
    const candidate = name.toLowerCase();
    const distance = editDistance(word, candidate);
    // `timeoutMs` for `timeout`, and `url` for `baseUrl`.
    const isPart = word.length > 2 && (candidate.includes(word) || word.includes(candidate));
    if (distance < least && (isPart || distance <= limit)) [nearest, least] = [name, distance];
  }
  return nearest;
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
