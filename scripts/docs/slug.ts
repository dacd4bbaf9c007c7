/**
 * The anchor of a heading, as GitHub makes it: lower case, hyphens for spaces, no punctuation. So the
 * same links work there and in the site.
 *
 * @param heading the text that a reader sees, without marks
 * @param taken anchors of the page so far; the new one is added
 */
export function headingSlug(heading: string, taken: Set<string>): string {
  const base = heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
  let slug = base;
  for (let count = 1; taken.has(slug); count += 1) slug = `${base}-${String(count)}`;
  taken.add(slug);
  return slug;
}
