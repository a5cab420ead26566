import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  enumOf,
  type EnumValue,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  payloadOf,
  UserErrorType,
} from '@bureau/core';
import { JournalEntryType } from './ledger.types.js';

@InputType({ description: 'A line of an entry: an account, and a debit or a credit.' })
export class JournalLineInput {
  @Field(() => ID, { nullable: true, description: 'The account; or its code.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  accountCode?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Amount, if it is a debit.' })
  debit?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Amount, if it is a credit.' })
  credit?: string | null;
  @Field(() => CurrencyScalar, { nullable: true, description: 'Default: the base currency.' })
  currency?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Worth in the base currency, on the same side; needed for other currencies. With an ' +
      'amount of zero the line is a difference of exchange.',
  })
  baseAmount?: string | null;
  @Field(() => String, { nullable: true, description: 'What the line is about.' })
  memo?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Dimension values that it carries.' })
  dimensionValueIds?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Customer, supplier or employee.' })
  partyId?: string | null;
}

@InputType({ description: 'An entry to be posted.' })
export class JournalEntryPostInput {
  @Field(() => ID, { nullable: true, description: 'The journal; or its code.' })
  journalId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the journal, instead of its id.' })
  journalCode?: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Number in the journal and fiscal year, from 1 and not taken; for journals with plain ' +
      'numbers only. Default: the next one.',
  })
  number?: number | null;
  @Field(() => DateScalar, { description: 'Posting date: the day for which it counts.' })
  postedOn!: string;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [JournalLineInput], { description: 'Two lines or more that balance.' })
  lines!: JournalLineInput[];
}

/** What one bad item does to a batch. */
export const BatchPolicy = enumOf('BatchPolicy', 'What one bad item does to a batch.', {
  REJECT_ALL: 'Nothing is written.',
  REJECT_FAILED: 'The others are written.',
});
export type BatchPolicy = EnumValue<typeof BatchPolicy>;

@InputType({ description: 'Entries to be posted in one call.' })
export class JournalEntryPostBatchInput {
  @Field(() => [JournalEntryPostInput], { description: 'At most 1,000 entries.' })
  entries!: JournalEntryPostInput[];
  @Field(() => BatchPolicy, {
    nullable: true,
    description: 'What one bad entry does to the others; default REJECT_ALL.',
  })
  onError?: BatchPolicy | null;
}

@InputType({ description: 'How an entry is taken back.' })
export class JournalEntryReverseInput {
  @Field(() => ID, { description: 'The entry.' })
  id!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of the reversal; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why.' })
  memo?: string | null;
}

@InputType({ description: 'How an entry is corrected: taken back, and posted anew.' })
export class JournalEntryCorrectInput extends JournalEntryReverseInput {
  @Field(() => JournalEntryPostInput, { description: 'The entry as it should have been.' })
  entry!: JournalEntryPostInput;
}

export const JournalEntryPostPayload = payloadOf('JournalEntryPostPayload', {
  journalEntry: JournalEntryType,
});
export const JournalEntryReversePayload = payloadOf('JournalEntryReversePayload', {
  journalEntry: JournalEntryType,
});
export const JournalEntryCorrectPayload = payloadOf('JournalEntryCorrectPayload', {
  reversal: JournalEntryType,
  journalEntry: JournalEntryType,
});

@ObjectType('JournalEntryPostResult', { description: 'What became of one entry of a batch.' })
export class JournalEntryPostResult {
  @Field(() => Int, { description: 'Place in the batch, from 0.' })
  index!: number;
  @Field(() => JournalEntryType.object, {
    nullable: true,
    description: 'The entry; null: it was not posted.',
  })
  journalEntry!: { id: string } | null;
  @Field(() => [UserErrorType], { description: 'Why it was not posted.' })
  userErrors!: object[];
}

export const JournalEntryPostBatchPayload = payloadOf(
  'JournalEntryPostBatchPayload',
  {},
  {
    results: {
      type: () => [JournalEntryPostResult],
      description: 'One for each entry, in their order.',
    },
  },
);
