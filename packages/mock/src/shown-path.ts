import { catalogue } from "@aisolution/openapi";

/** More parts are not shown. */
const partLimit = 10;

const contractParts = pathParts(catalogue.operations.map(({ path }) => path));

/** The parts of paths that may be shown. A part such as `{id}` stands for a value, which may not. */
export function pathParts(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => path.split("/")).filter((part) => !part.includes("{")));
}

/**
 * A path for a list or a log. Parts that no known path has are shown as `*`: a mistyped address can hold a token or a
 * name, in any spelling.
 *
 * @param known those of the contract, where it is left out
 */
export function shownPath(pathname: string, known: ReadonlySet<string> = contractParts): string {
  const parts = pathname.split("/").slice(0, partLimit);
  return parts.map((part) => (known.has(part) ? part : "*")).join("/");
}
