import { seededRandom } from "@aisolution/client";

/** A face that was added. */
interface Face {
  readonly personId: string;
  readonly sha256: string;
}

/** The faces of one token. */
export interface FaceGroup {
  readonly groupId: string;
  /** @returns the id of the new person */
  add(sha256: string): string;
  /** @returns ids of the persons that were added with the same picture, the oldest first */
  search(sha256: string): readonly string[];
  /** @returns whether there was such a person */
  delete(personId: string): boolean;
}

/** The face groups of all tokens. Two tokens do not see each other's faces. */
export interface FaceGroups {
  of(token: string): FaceGroup;
  reset(): void;
}

/** @param seed the same seed gives the same ids, in the order in which they are asked for */
export function createFaceGroups(seed: number): FaceGroups {
  let random = seededRandom(seed);
  const groups = new Map<string, FaceGroup>();

  function createId(prefix: string): string {
    const digits = Array.from({ length: 19 }, () => Math.floor(random() * 16).toString(16));
    return prefix + digits.join("");
  }

  function createGroup(): FaceGroup {
    const faces = new Map<string, Face>();
    return {
      groupId: createId("g"),
      add(sha256) {
        const personId = createId("c");
        faces.set(personId, { personId, sha256 });
        return personId;
      },
      search: (sha256) =>
        [...faces.values()]
          .filter((face) => face.sha256 === sha256)
          .map(({ personId }) => personId),
      delete: (personId) => faces.delete(personId),
    };
  }

  return {
    of(token) {
      const group = groups.get(token) ?? createGroup();
      groups.set(token, group);
      return group;
    },
    reset() {
      groups.clear();
      random = seededRandom(seed);
    },
  };
}
