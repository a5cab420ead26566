import { Field, ID, InputType, inputOf, Int, JobType, patchOf, payloadOf } from '@bureau/core';
import { BankAccount } from './bank-account.entity.js';
import { BankStatementFormat } from './bank-kinds.js';
import { BankAccountType } from './bank.types.js';
import { BankCsvInput } from './csv-mapping.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const CSV = { nullable: true, description: 'How the bank writes its CSV; kept for every import.' };
const FACTS = [
  ...(['name', 'currency', 'iban', 'accountNumber', 'bic', 'bankName'] as const),
  ...(['openingOn', 'openingBalance'] as const),
] as const;

@InputType({ description: 'A new bank account.' })
export class BankAccountCreateInput extends inputOf(BankAccount, FACTS, {
  optional: ['currency', 'openingBalance'],
}) {
  @Field(() => ID, { nullable: true, description: 'Its account in the ledger; or its code.' })
  ledgerAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of that, instead of its id.' })
  ledgerAccountCode?: string | null;
  @Field(() => BankCsvInput, CSV)
  csv?: BankCsvInput | null;
}

@InputType({ description: 'Changes of a bank account; what is left out stays.' })
export class BankAccountUpdateInput extends patchOf(BankAccount, [...FACTS, 'isActive']) {
  @Field(() => ID, { description: 'The bank account.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => BankCsvInput, CSV)
  csv?: BankCsvInput | null;
}

@InputType({ description: 'A file of a bank that is to be read.' })
export class BankStatementImportInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The bank account; without it each statement finds its own by its IBAN or number.',
  })
  bankAccountId?: string | null;
  @Field(() => ID, { description: 'A file that was sent for accounting.bankFile.' })
  fileId!: string;
  @Field(() => BankStatementFormat, {
    nullable: true,
    description: 'How it is written; default: as it says itself.',
  })
  format?: BankStatementFormat | null;
  @Field(() => BankCsvInput, {
    nullable: true,
    description: 'Mapping of columns for CSV; default: that of the bank account.',
  })
  csv?: BankCsvInput | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Takes statements whose lines are not what their balances say; default false.',
  })
  takesDifferences?: boolean | null;
}

@InputType({ description: 'A statement that should not have been imported.' })
export class BankStatementDeleteInput {
  @Field(() => ID, { description: 'The statement; nothing of it may be matched.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const BankAccountCreatePayload = payloadOf('BankAccountCreatePayload', {
  bankAccount: BankAccountType,
});
export const BankAccountUpdatePayload = payloadOf('BankAccountUpdatePayload', {
  bankAccount: BankAccountType,
});
export const BankStatementImportPayload = payloadOf(
  'BankStatementImportPayload',
  { job: JobType },
  {
    isKnown: {
      type: () => Boolean,
      description: 'True: these very bytes were imported before; there is nothing to do, no job.',
    },
  },
);
export const BankStatementDeletePayload = payloadOf(
  'BankStatementDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The record that is gone; null when refused.' } },
);
