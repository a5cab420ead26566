import { enumOf, type EnumValue, Field, ID, InputType, JobType, payloadOf } from '@bureau/core';
import { BatchPolicy } from '../ledger/entry.types.js';

/** Forms of files of journals. */
export const JournalFileFormat = enumOf('JournalFileFormat', 'Forms of files of journals.', {
  PLAIN_TEXT: 'Plain text of hledger and ledger.',
  CSV: 'A row for each line, with a header.',
});
export type JournalFileFormat = EnumValue<typeof JournalFileFormat>;

@InputType({ description: 'Where a name of a file belongs in the books.' })
export class JournalAccountMappingInput {
  @Field({ description: 'Name of the account in the file; those below it belong there too.' })
  name!: string;
  @Field({ description: 'Code of the account in the books.' })
  accountCode!: string;
  @Field(() => String, { nullable: true, description: 'Code of the party of its lines.' })
  partyCode?: string | null;
}

@InputType({ description: 'Which currency a symbol of a file stands for.' })
export class JournalCommodityMappingInput {
  @Field({ description: 'The symbol as it stands in the file.' })
  commodity!: string;
  @Field({ description: 'The currency (ISO 4217).' })
  currency!: string;
}

@InputType({ description: 'A journal to import.' })
export class JournalImportInput {
  @Field(() => ID, { description: 'The file, of the purpose accounting.journalFile.' })
  fileId!: string;
  @Field(() => JournalFileFormat, { description: 'The form of the file.' })
  format!: JournalFileFormat;
  @Field(() => String, { nullable: true, description: 'Code of the journal; default: GJ.' })
  journalCode?: string | null;
  @Field(() => [JournalAccountMappingInput], {
    nullable: true,
    description: 'Accounts that are called otherwise than by their code or name.',
  })
  accounts?: JournalAccountMappingInput[] | null;
  @Field(() => [JournalCommodityMappingInput], {
    nullable: true,
    description: 'Symbols that are no ISO code and none of € $ £ ¥.',
  })
  commodities?: JournalCommodityMappingInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Clearing account of entries in several currencies, by code.',
  })
  exchangeAccountCode?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Tries every entry and posts none; default: no.',
  })
  dryRun?: boolean | null;
  @Field(() => BatchPolicy, {
    nullable: true,
    description: 'What one bad entry does to the others; default REJECT_ALL.',
  })
  onError?: BatchPolicy | null;
}

export const JournalImportPayload = payloadOf('JournalImportPayload', { job: JobType });
