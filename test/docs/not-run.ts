/**
 * The blocks of guides that no test runs, by their text: what needs the network, or changes the machine. Each is
 * a choice; see "To write a guide" in CONTRIBUTING.md.
 */
export const notRun: readonly string[] = [
  "git clone ADDRESS aisolution-toolkit\ncd aisolution-toolkit\nnpm ci",
];
