import type { AnswerKey, OperationId } from "@aisolution/openapi";
import type { Messages } from "./generated/messages.js";

/** The fields that differ from the contract's example. `undefined` takes a field out. */
type ChangedFields<Message> = {
  readonly [Field in keyof Message]?: object extends Pick<Message, Field>
    ? Message[Field] | undefined
    : Message[Field];
};

/** A list, a text and null stand for the whole message. */
type OwnMessage<Message> = Message extends readonly unknown[]
  ? Message
  : Message extends object
    ? ChangedFields<Message>
    : Message;

/**
 * An answer with a message of one's own, under the key of the answer. It is held against the contract, unless it has
 * `unchecked: true`.
 *
 * @example
 * { ok: { Surname: undefined, DateOfExpiry: "01.01.2020" } }
 * { ok: { Surname: 7 }, unchecked: true }
 */
export type OwnAnswer<Id extends OperationId = OperationId> = Id extends OperationId
  ? {
      readonly [Key in keyof Messages[Id]]:
        CheckedAnswer<Key, Messages[Id][Key]> | UncheckedAnswer<Key>;
    }[keyof Messages[Id]]
  : never;

type CheckedAnswer<Key extends PropertyKey, Message> = Readonly<
  Record<Key, OwnMessage<Message>>
> & { readonly unchecked?: false };

type UncheckedAnswer<Key extends PropertyKey> = Readonly<Record<Key, unknown>> & {
  readonly unchecked: true;
};

/** What `mock.next` takes: the key of an answer of the operation, or an answer of one's own. */
export type NextAnswer<Id extends OperationId = OperationId> = AnswerKey<Id> | OwnAnswer<Id>;
