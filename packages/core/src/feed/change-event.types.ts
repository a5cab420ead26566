import { enumOf } from '../model/enums.js';
import { DateTimeScalar, Field, ID, Int, JsonScalar, ObjectType } from '../model/graphql.js';
import { NodeType } from '../model/shared-types.js';

/** What was done to a record. */
export const ChangeAction = enumOf('ChangeAction', 'What was done to a record.', {
  CREATE: 'It was created.',
  UPDATE: 'Something of it was changed.',
  DELETE: 'It was deleted.',
});

@ObjectType('ChangeEvent', {
  description: 'Something that happened: which record, and what of it changed; no values.',
})
export class ChangeEvent {
  @Field(() => ID, { description: 'The event; the same in the feed, on sockets and in webhooks.' })
  id!: string;
  @Field(() => String, { description: 'Name in the catalogue, such as core.record.changed.' })
  name!: string;
  @Field(() => Int, { description: 'Version of the event type.' })
  version!: number;
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at!: Date;
  @Field(() => String, { nullable: true, description: 'Type of the record that it is about.' })
  recordType!: string | null;
  @Field(() => ID, { nullable: true, description: 'The record that it is about.' })
  recordId!: string | null;
  @Field(() => NodeType, {
    nullable: true,
    description: 'The record as it is now; null when it is deleted.',
  })
  record!: object | null;
  @Field(() => ChangeAction, {
    nullable: true,
    description: 'What was done to the record; null for an event of another kind.',
  })
  action!: string | null;
  @Field(() => [String], {
    description: 'Changed fields, as far as you may read them; a custom field as attributes.key.',
  })
  fields!: string[];
  @Field(() => Int, { nullable: true, description: "The record's version after a change." })
  recordVersion!: number | null;
  @Field(() => Boolean, { description: 'It did not happen: somebody tries receivers with it.' })
  isTest!: boolean;
}

@ObjectType('ChangePage', { description: 'A stretch of the feed, in the order of commits.' })
export class ChangePage {
  @Field(() => [ChangeEvent], { description: 'Events about records that you may read.' })
  nodes!: ChangeEvent[];
  @Field(() => String, {
    nullable: true,
    description: 'Give it as "after" next time, also when there are no nodes; null: nothing yet.',
  })
  cursor!: string | null;
  @Field(() => Boolean, { description: 'More events wait behind the cursor.' })
  hasMore!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the newest event: where to begin after reading everything else.',
  })
  latest!: string | null;
}

@ObjectType('EventTypeInfo', { description: 'A kind of event that a plugin emits.' })
export class EventTypeInfo {
  @Field(() => ID, { description: 'plugin.noun.verb in the past tense.' })
  name!: string;
  @Field(() => Int, { description: 'Version of its payload.' })
  version!: number;
  @Field(() => String, { description: 'What has happened.' })
  description!: string;
  @Field(() => String, { description: 'The plugin that emits it.' })
  plugin!: string;
  @Field(() => JsonScalar, {
    description: 'JSON Schema (2020-12) of its payload, which plugins get; it is not sent out.',
  })
  payloadSchema!: unknown;
}
