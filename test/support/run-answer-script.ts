import { runInNewContext } from "node:vm";
import { expect } from "vitest";

/** A test of a script, as it ended. */
export interface ScriptTest {
  readonly test: string;
  /** Undefined where it passed. */
  readonly fault: string | undefined;
}

/**
 * Runs the test script of a collection without its program, which is slow, on one answer.
 *
 * @param globals makes what the script sees from the functions that it calls for a test and an expectation
 */
export function runAnswerScript(
  script: string,
  globals: (test: (name: string, check: () => void) => void, expectation: typeof expect) => object,
): readonly ScriptTest[] {
  const tests: ScriptTest[] = [];
  const test = (name: string, check: () => void): void => {
    try {
      check();
      tests.push({ test: name, fault: undefined });
    } catch (error) {
      tests.push({ test: name, fault: error instanceof Error ? error.message : "no error" });
    }
  };
  runInNewContext(script, { ...globals(test, expect) });
  return tests;
}
