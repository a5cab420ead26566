import { choice, defineEntity, File, p, record } from '@bureau/core';
import { amount } from '../trade/document-columns.js';
import { BankAccount } from './bank-account.entity.js';
import { BankStatementFormat } from './bank-kinds.js';

/** A statement of a bank as it was imported. */
export const BankStatementSchema = defineEntity({
  name: 'BankStatement',
  schema: 'accounting',
  tableName: 'bank_statement',
  comment: 'A statement of a bank as it was imported.',
  uniques: [{ properties: ['jobId', 'place'] }],
  properties: {
    ...record(),
    bankAccount: () => p.manyToOne(BankAccount).comment('Whose statement it is'),
    file: () => p.manyToOne(File).comment('The file that it was read from'),
    jobId: p.uuid().hidden().comment('Key of the job that read it'),
    place: p.integer().comment('Place in the file, from 1'),
    format: choice(BankStatementFormat).comment('How the file is written'),
    number: p.string().length(60).nullable().comment('What the bank calls the statement'),
    startsOn: p.date().nullable().comment('Booking day of its first line'),
    endsOn: p.date().nullable().comment('Booking day of its last line'),
    openingBalance: amount().nullable().comment('Balance before it, where the bank tells'),
    closingBalance: amount().nullable().comment('Balance after it, where the bank tells'),
    closingOn: p.date().nullable().comment('Day of the closing balance'),
    moved: amount().default('0').comment('Sum of its lines'),
    difference: amount()
      .nullable()
      .comment('Closing balance less opening balance less lines; null: not both are told'),
    lineCount: p.integer().default(0).comment('Lines that it has'),
    newLineCount: p
      .integer()
      .default(0)
      .comment('Those that came with it; the others were there already'),
  },
});

export class BankStatement extends BankStatementSchema.class {}
BankStatementSchema.setClass(BankStatement);
