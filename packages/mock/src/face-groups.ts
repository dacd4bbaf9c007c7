import { seededRandom } from "@aisolution/client";
import { BoundedMap } from "./bounded-map.js";
import { limits } from "./limits.js";
import { stateKey } from "./state-key.js";

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

/**
 * Beyond the limits, the group that was used longest ago is forgotten, and the face that was added first.
 *
 * @param seed the same seed gives the same ids, in the order in which they are asked for
 */
export function createFaceGroups(
  seed: number,
  most: { readonly faceGroups: number; readonly faces: number } = limits,
): FaceGroups {
  let random = seededRandom(seed);
  const groups = new BoundedMap<string, FaceGroup & Forgettable>(most.faceGroups, (group) => {
    group.forgetAll();
  });
  /** The group of each person, the oldest person first. */
  const persons = new BoundedMap<string, Forgettable>(most.faces, (group, personId) => {
    group.forget(personId);
  });

  function createId(prefix: string): string {
    const digits = Array.from({ length: 19 }, () => Math.floor(random() * 16).toString(16));
    return prefix + digits.join("");
  }

  function createGroup(): FaceGroup & Forgettable {
    /** SHA-256 of the picture of each person. */
    const faces = new Map<string, string>();
    const group: FaceGroup & Forgettable = {
      groupId: createId("g"),
      add(sha256) {
        const personId = createId("c");
        faces.set(personId, sha256);
        persons.set(personId, group);
        return personId;
      },
      search: (sha256) =>
        [...faces].filter(([, face]) => face === sha256).map(([personId]) => personId),
      delete(personId) {
        return faces.delete(personId) && persons.delete(personId);
      },
      forget: (personId) => faces.delete(personId),
      forgetAll() {
        for (const personId of faces.keys()) persons.delete(personId);
        faces.clear();
      },
    };
    return group;
  }

  return {
    of(token) {
      const key = stateKey(token);
      const group = groups.get(key) ?? createGroup();
      groups.set(key, group);
      return group;
    },
    reset() {
      groups.clear();
      persons.clear();
      random = seededRandom(seed);
    },
  };
}

/** What the limits drive out. */
interface Forgettable {
  forget(personId: string): void;
  forgetAll(): void;
}
