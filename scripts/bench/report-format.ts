import { maxNoise } from "./statistics.js";

/** What follows the noise of a run. */
export function tooMuch(noise: number): string {
  return noise > maxNoise ? " The machine was too busy: measure again." : "";
}

/**
 * A table in Markdown.
 *
 * @param texts how many columns are text; the others are figures
 */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  texts = 1,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = heads.map((_head, index) => (index < texts ? "---" : "--:"));
  return [line(heads), line(rule), ...rows.map(line)].join("\n");
}

export function milliseconds(time: number): string {
  return time < 1 ? time.toFixed(4) : time.toFixed(2);
}

export function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? "not known" : Math.round(bytes / 1000).toString();
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
