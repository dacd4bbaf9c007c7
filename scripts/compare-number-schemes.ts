/**
 * Compares the numbering schemes of the contract with python-stdnum and with stdnum of npm, over made-up numbers, and
 * explains each difference. Ends with 1 when one is not explained, or a reference is missing.
 */
import { UsageError, type CommandLine, type Given, type OptionTable } from "./lib/command-line.js";
import { runProgram } from "./lib/program.js";
import {
  compare,
  isAcceptedByStdnum,
  isAcceptedHere,
  makeNumbers,
  type Comparison,
} from "./number-schemes/compare.js";
import { askPythonStdnum } from "./number-schemes/python-stdnum.js";
import {
  comparedSchemes,
  contractSchemes,
  unknownToReferences,
  type ComparedScheme,
  type Reference,
} from "./number-schemes/schemes.js";

const commandLine = {
  command: "npx tsx scripts/compare-number-schemes.ts",
  summary:
    "Compares the numbering schemes of the contract with python-stdnum and with stdnum of npm.",
  options: {
    count: {
      type: "string",
      value: "NUMBER",
      default: "2000",
      description: "how many numbers of each scheme",
    },
    seed: {
      type: "string",
      value: "NUMBER",
      default: "1",
      description: "another seed gives other numbers",
    },
    python: {
      type: "string",
      value: "PROGRAM",
      default: "python3",
      description: "an interpreter that has python-stdnum",
    },
  },
} as const satisfies CommandLine<OptionTable>;

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  const schemes = comparedSchemes.map((scheme) => {
    const numbers = makeNumbers(scheme, readNumber(values.count), readNumber(values.seed));
    return { scheme, numbers, written: numbers.map(scheme.write ?? String) };
  });
  const { version, accepted } = await askPythonStdnum(
    values.python,
    Object.fromEntries(
      schemes.flatMap(({ scheme, written }) =>
        scheme.references
          .filter(({ from }) => from === "python-stdnum")
          .map(({ name }) => [name, written]),
      ),
    ),
  );
  console.log(`python-stdnum ${version}`);
  const unexplained = schemes.flatMap(({ scheme, numbers, written }) => {
    const here = numbers.map((number) => isAcceptedHere(scheme, number));
    return scheme.references.map((reference) => {
      const there =
        reference.from === "python-stdnum"
          ? (accepted.get(reference.name) ?? [])
          : written.map((number) => isAcceptedByStdnum(reference.name, number));
      const comparison = compare(numbers, here, there, reference);
      console.log(report(scheme, reference, comparison));
      return comparison.unexplained.length;
    });
  });
  for (const scheme of contractSchemes) {
    if (comparedSchemes.some((compared) => compared.scheme === scheme)) continue;
    const instead = Object.entries(unknownToReferences).find(([name]) => name === scheme)?.[1];
    if (instead === undefined) throw new Error(`${scheme} has no reference and no word about it.`);
    console.log(`${scheme}: neither library knows it; held against ${instead}.`);
  }
  return unexplained.every((count) => count === 0) ? 0 : 1;
}

function readNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`"${text}" must be a positive integer.`);
  return Number(text);
}

function report(
  { scheme }: ComparedScheme,
  { from, name }: Reference,
  { compared, acceptedHere, acceptedThere, explained, unexplained }: Comparison,
): string {
  return [
    `${scheme} and ${from} ${name}: ${String(compared)} numbers, accepted here ${String(acceptedHere)}, there ${String(acceptedThere)}.`,
    ...[...explained].map(
      ([{ because, accepted }, count]) =>
        `  ${String(count)} accepted only ${accepted}: ${because}`,
    ),
    ...(unexplained.length === 0
      ? []
      : [
          `  ${String(unexplained.length)} NOT EXPLAINED, for example ${unexplained.slice(0, 5).join(", ")}.`,
        ]),
  ].join("\n");
}

runProgram(import.meta.url, commandLine, main);
