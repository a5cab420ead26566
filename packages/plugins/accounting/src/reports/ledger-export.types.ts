import {
  DateScalar,
  enumOf,
  type EnumValue,
  Field,
  InputType,
  JobType,
  payloadOf,
} from '@bureau/core';

/** Forms of a whole ledger as a file. */
export const LedgerFileFormat = enumOf('LedgerFileFormat', 'Forms of a ledger as a file.', {
  SAFT: 'XML in the words of the Standard Audit File for Tax (OECD), for auditors.',
  PLAIN_TEXT: 'Plain text that hledger reads, and journalImport.',
});
export type LedgerFileFormat = EnumValue<typeof LedgerFileFormat>;

@InputType({ description: 'Which days of the ledger to write into a file, and how.' })
export class LedgerExportInput {
  @Field(() => LedgerFileFormat, { description: 'The form of the file.' })
  format!: LedgerFileFormat;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day; what was before is its opening. Default: the first of the books.',
  })
  from?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day; default: the last one.' })
  to?: string | null;
}

export const LedgerExportPayload = payloadOf('LedgerExportPayload', { job: JobType });
