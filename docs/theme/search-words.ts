/** How texts become words to look up. */

/** What stands between words. Marks belong to a letter: many Thai words have some. */
const BETWEEN = /[^\p{L}\p{M}\p{N}_-]+/u;

/**
 * Splits a text at spaces and signs. A name such as `DateOfBirth` or `IMAGE_INVALID_SIZE` gives itself and
 * its parts, so that it is found by the whole name and by "date of birth".
 */
export function searchWords(text: string): string[] {
  const names = questionWords(text);
  return names.flatMap((name) => {
    const parts = name
      .split(/[_-]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
      .filter((part) => part !== "");
    return parts.length > 1 ? [name, ...parts] : [name];
  });
}

/**
 * Words of a question: whole names only, so that every word of it must be found. A letter with a mark can be
 * written in two ways, which look the same.
 */
export function questionWords(text: string): string[] {
  return text
    .normalize("NFC")
    .split(BETWEEN)
    .filter((name) => name !== "");
}
