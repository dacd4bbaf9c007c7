import type { Catalogue, Message, Operation } from "@aisolution/openapi";

/** The objects that the answers of an operation carry, each once, in the order of its outcomes. */
export function messagesOf(
  { outcomes }: Pick<Operation, "outcomes">,
  { messages }: Pick<Catalogue, "messages">,
): readonly Message[] {
  const names = new Set(outcomes.map(({ message }) => message.name));
  return [...names].flatMap((name) => messages.filter((message) => message.name === name));
}
