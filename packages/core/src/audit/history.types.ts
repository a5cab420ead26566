import { DateTimeScalar, Field, ID, JsonScalar, ObjectType } from '../model/graphql.js';
import { PageInfo } from '../model/shared-types.js';
import { AuditAction } from './audit-action.js';

/** The history of a record, which every record type has; reached through the record only. */

@ObjectType('FieldChange', { description: 'A field before and after a change.' })
export class FieldChangeType {
  @Field({ description: 'Name of the field in the graph.' })
  field!: string;
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Value before; secrets are ***. Null: none, or hidden.',
  })
  before!: unknown;
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Value after; secrets are ***. Null: none, or hidden.',
  })
  after!: unknown;
  @Field({ description: 'You may not read the field: its values are left out.' })
  isHidden!: boolean;
}

@ObjectType('AuditActor', { description: 'Who did something.' })
export class AuditActorType {
  @Field({ description: 'user, apiKey, system or anonymous.' })
  kind!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the user or API key.' })
  id!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the user or API key today.' })
  name!: string | null;
}

@ObjectType('HistoryEntry', { description: 'One change of a record.' })
export class HistoryEntryType {
  @Field(() => DateTimeScalar, { description: 'When the change began.' })
  at!: string;
  @Field(() => AuditAction, { description: 'CREATE, UPDATE or DELETE.' })
  action!: AuditAction;
  @Field({ description: 'Mutation or job that made the change.' })
  operation!: string;
  @Field(() => AuditActorType, { description: 'Who made the change.' })
  by!: AuditActorType;
  @Field(() => [FieldChangeType], { description: 'The fields that were changed.' })
  changes!: FieldChangeType[];
}

@ObjectType('HistoryEdge', { description: 'One change and its cursor.' })
export class HistoryEdgeType {
  @Field({ description: 'Opaque position in the history.' })
  cursor!: string;
  @Field(() => HistoryEntryType, { description: 'The change.' })
  node!: HistoryEntryType;
}

@ObjectType('HistoryConnection', { description: 'Changes of a record, the latest first.' })
export class HistoryConnectionType {
  @Field(() => [HistoryEntryType], { description: 'The changes of this page.' })
  nodes!: HistoryEntryType[];
  @Field(() => [HistoryEdgeType], { description: 'The same with cursors.' })
  edges!: HistoryEdgeType[];
  @Field(() => PageInfo, { description: 'How to go on.' })
  pageInfo!: PageInfo;
}

/** Name of the field that every record type gets. */
export const HISTORY = 'history';

/** Names of the types that are reached through records and need no rule of their own. */
export const HISTORY_TYPES = [
  'AuditActor',
  'FieldChange',
  'HistoryConnection',
  'HistoryEdge',
  'HistoryEntry',
] as const;
