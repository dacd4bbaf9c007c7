/**
 * The blocks of guides that no test runs, by their text: what needs the network, or changes the machine. Each is
 * a choice; see "To write a guide" in CONTRIBUTING.md.
 */
export const notRun: readonly string[] = [
  "git clone ADDRESS aisolution-toolkit\ncd aisolution-toolkit\nnpm ci",
  // Asks for a text on the terminal.
  "read -rs AISOLUTION_TOKEN && export AISOLUTION_TOKEN",
  // Both suites of tests begin with it, and would have to wait for it again.
  "npm run build",
];
