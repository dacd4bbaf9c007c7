import { runtimes } from "../runtimes/runtimes.js";

/** Versions of Node that `npm run test:runtimes` installs, with their programs; undefined where they are missing. */
export const otherNodes = (["Node 20.19", "Node 22", "Node 24"] as const).map(
  (name) => [name, runtimes[name].program] as const,
);

for (const [name, program] of otherNodes) {
  if (program === undefined) {
    console.warn(
      `${name} is missing (npm run test:runtimes installs it): nothing is tested in it.`,
    );
  }
}
