import { expect, it } from "vitest";
import { compare, isAcceptedByStdnum, makeNumbers } from "./compare.js";
import { askPythonStdnum } from "./python-stdnum.js";
import {
  comparedSchemes,
  contractSchemes,
  unknownToReferences,
  type Reference,
} from "./schemes.js";

const reference: Reference = {
  from: "python-stdnum",
  name: "xx.test",
  differences: [
    {
      because: "Threes are new.",
      accepted: "here",
      applies: (number) => number.startsWith("3"),
    },
  ],
};

it("counts what is explained, and names what is not", () => {
  const { explained, ...others } = compare(
    ["1", "2", "31", "32", "4", "35"],
    [true, false, true, true, true, false],
    [true, false, false, false, false, true],
    reference,
  );
  expect([...explained.values()]).toEqual([2]);
  expect(others).toEqual({
    compared: 6,
    acceptedHere: 4,
    acceptedThere: 2,
    // The explanation is of one side only.
    unexplained: ["4 (accepted here)", "35 (accepted there)"],
  });
});

it("makes the same numbers for the same seed, right and wrong ones", () => {
  for (const scheme of comparedSchemes) {
    const numbers = makeNumbers(scheme, 300, 7);
    expect(makeNumbers(scheme, 300, 7)).toEqual(numbers);
    expect(new Set(numbers).size, scheme.scheme).toBeGreaterThan(100);
    expect(makeNumbers(scheme, 300, 8)).not.toEqual(numbers);
  }
});

it("has a word for every scheme of the contract", () => {
  const named = [
    ...comparedSchemes.map(({ scheme }) => scheme),
    ...Object.keys(unknownToReferences),
  ];
  expect(named.sort()).toEqual([...contractSchemes].sort());
});

it("says in one line that a reference is missing", async () => {
  await expect(askPythonStdnum("/no/such/python", {})).rejects.toThrow(
    /^python-stdnum is missing\. Install it by .*--python <path>\.$/,
  );
  expect(() => isAcceptedByStdnum("DE.nothing", "1")).toThrow("stdnum has no DE.nothing.");
});
