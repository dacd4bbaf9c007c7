import type { Bundle } from "./bundle-size.js";

/** What a bundle may have. */
export interface SizeRule {
  /** How the bundle is called in messages. */
  readonly name: string;
  /** The code that is bundled. */
  readonly code: string;
  /** The most bytes that it may have, minified and compressed. */
  readonly maxGzipBytes: number;
  /** Modules that must not be in it, as parts of their paths. */
  readonly without: readonly string[];
}

/** How many modules a message names. */
const shownModules = 5;

/** @returns what is wrong, in sentences; empty when nothing is */
export function sizeProblems(rule: SizeRule, bundle: Bundle): readonly string[] {
  const problems: string[] = [];
  if (bundle.gzipBytes > rule.maxGzipBytes) {
    const largest = [...bundle.modules]
      .sort(([, one], [, other]) => other - one)
      .slice(0, shownModules)
      .map(([name, bytes]) => `${name} (${String(bytes)})`);
    problems.push(
      `${rule.name} is ${String(bundle.gzipBytes)} bytes gzip, the budget is ${String(rule.maxGzipBytes)}. ` +
        `Make it smaller. Its largest modules, in bytes before gzip: ${largest.join(", ")}.`,
    );
  }
  for (const name of bundle.modules.keys()) {
    if (rule.without.some((part) => name.includes(part))) {
      problems.push(
        `${rule.name} brings ${name}, which it does not need. Find the import that leads there, and move it.`,
      );
    }
  }
  return problems;
}
