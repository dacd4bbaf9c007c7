import type { Catalogue } from "@aisolution/openapi";

/**
 * Name of the query parameter for the token.
 *
 * @throws when the contract takes no token in the query: what is generated sends it there
 */
export function tokenParameter({ authentication }: Pick<Catalogue, "authentication">): string {
  const place = authentication.find((candidate) => candidate.in === "query");
  if (place === undefined) throw new Error("The contract takes no token in the query.");
  return place.parameter;
}
