import { DateScalar, Field, ID, InputType, payloadOf } from '@bureau/core';
import { JournalLineInput } from '../ledger/entry.types.js';
import { JournalEntryType } from '../ledger/ledger.types.js';
import { FiscalYearType } from '../years/years.types.js';

@InputType({ description: 'What the books begin with.' })
export class OpeningBalancesPostInput {
  @Field(() => DateScalar, { description: 'Posting date; usually the first day of the books.' })
  postedOn!: string;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [JournalLineInput], {
    description: 'Balances by account; what they lack is put on the clearing account.',
  })
  lines!: JournalLineInput[];
}

@InputType({ description: 'A fiscal year that is closed.' })
export class FiscalYearCloseInput {
  @Field(() => ID, { description: 'The fiscal year.' })
  fiscalYearId!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Also posts an entry that brings income and expenses to zero; default: no.',
  })
  withClosingEntry?: boolean | null;
}

export const OpeningBalancesPostPayload = payloadOf('OpeningBalancesPostPayload', {
  journalEntry: JournalEntryType,
});
export const FiscalYearClosePayload = payloadOf('FiscalYearClosePayload', {
  fiscalYear: FiscalYearType,
  journalEntry: JournalEntryType,
});
