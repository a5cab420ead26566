import { DateScalar, Field, ID, inputOf, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { JournalEntryType, DraftEntryType, JournalType } from './ledger.types.js';
import { JournalLineInput } from './entry.types.js';
import { Journal, JournalNumbering } from './journal.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new journal.' })
export class JournalCreateInput extends inputOf(Journal, ['code', 'name', 'kind']) {
  @Field(() => JournalNumbering, { nullable: true, description: 'Default: GAPLESS.' })
  numbering?: JournalNumbering | null;
}

@InputType({ description: 'Changes of a journal; what is left out stays.' })
export class JournalUpdateInput extends patchOf(Journal, ['name', 'isActive', 'numbering']) {
  @Field(() => ID, { description: 'The journal.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'An entry that is being written; its lines replace those of before.' })
export class DraftEntrySaveInput {
  @Field(() => ID, { nullable: true, description: 'The draft; null: a new one.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => ID, { description: 'The journal in which it will be posted.' })
  journalId!: string;
  @Field(() => DateScalar, { description: 'Posting date that is meant.' })
  postedOn!: string;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [JournalLineInput], { description: 'Lines; they need not balance yet.' })
  lines!: JournalLineInput[];
}

@InputType({ description: 'A draft.' })
export class DraftEntryInput {
  @Field(() => ID, { description: 'The draft.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const JournalCreatePayload = payloadOf('JournalCreatePayload', { journal: JournalType });
export const JournalUpdatePayload = payloadOf('JournalUpdatePayload', { journal: JournalType });
export const DraftEntrySavePayload = payloadOf('DraftEntrySavePayload', {
  draftEntry: DraftEntryType,
});
export const DraftEntryDeletePayload = payloadOf(
  'DraftEntryDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The draft that is gone.' } },
);
export const DraftEntryPostPayload = payloadOf('DraftEntryPostPayload', {
  journalEntry: JournalEntryType,
});
