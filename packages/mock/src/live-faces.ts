import type { Operation } from "@aisolution/openapi";
import { outcomeAnswer, type Answer } from "./answer.js";
import { refuse } from "./check-input.js";
import type { FaceGroups } from "./face-groups.js";
import type { ReceivedImage } from "./received-image.js";
import { isEncodedTwice } from "./text-problem.js";

/** Answers the operations of the face group from its state; undefined for any other operation. */
export function faceAnswer(
  groups: FaceGroups,
  operation: Operation,
  token: string,
  fields: ReadonlyMap<string, string>,
  images: ReadonlyMap<string, ReceivedImage>,
): Answer | undefined {
  const success = operation.outcomes.find(({ failure }) => failure === undefined);
  const [image] = images.values();
  if (success === undefined) return undefined;
  const answer = (message: unknown) => outcomeAnswer(success, "state", { message });
  switch (operation.operationId) {
    case "addFace": {
      if (image === undefined) return undefined;
      const group = groups.of(token);
      const personId = group.add(image.sha256);
      // The count is that of this face, not that of the group.
      const count = group.search(image.sha256).length;
      return answer({ group_id: group.groupId, person_id: personId, person_count: count });
    }
    case "searchFaces":
      if (image === undefined) return undefined;
      return answer(
        groups
          .of(token)
          .search(image.sha256)
          .map((personId) => ({ confidence: 100, person_id: personId })),
      );
    case "deleteFace": {
      const personId = fields.get("person_id") ?? "";
      if (groups.of(token).delete(personId)) return answer(null);
      const hint = isEncodedTwice(personId) ? " It looks percent-encoded twice." : "";
      return refuse(operation, "person-id", `The group of this token has no such person.${hint}`);
    }
    default:
      return undefined;
  }
}
