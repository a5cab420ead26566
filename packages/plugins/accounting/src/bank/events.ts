import { defineEvent, z } from '@bureau/core';

/** Ids are uuids. */
export const BankStatementImported = defineEvent({
  name: 'accounting.bankStatement.imported',
  version: 1,
  description: 'A statement of a bank was imported.',
  payload: z.object({
    statementId: z.uuid(),
    bankAccountId: z.uuid(),
    lineCount: z.number().int(),
    newLineCount: z.number().int(),
  }),
});
