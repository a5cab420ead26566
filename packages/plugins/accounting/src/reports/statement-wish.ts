import { z } from '@bureau/core';

/** Which statement a file is of; ids are uuids, instants ISO texts. */
export const statementFileWish = z.object({
  statement: z.enum([
    'TRIAL_BALANCE',
    'GENERAL_LEDGER',
    'BALANCE_SHEET',
    'INCOME_STATEMENT',
    'EQUITY_STATEMENT',
    'CASH_FLOW_STATEMENT',
  ]),
  format: z.enum(['CSV', 'XLSX', 'PDF']),
  from: z.iso.date().optional(),
  to: z.iso.date(),
  knownAt: z.iso.datetime().optional(),
  valueIds: z.array(z.uuid()),
  columns: z.enum(['MONTH', 'QUARTER', 'YEAR']).optional(),
  compare: z.array(z.enum(['PREVIOUS_PERIOD', 'PREVIOUS_YEAR', 'BUDGET'])).optional(),
  method: z.enum(['DIRECT', 'INDIRECT']).optional(),
  includeClosingEntries: z.boolean().optional(),
  accountCode: z.string().optional(),
});
export type StatementFileWish = z.infer<typeof statementFileWish>;
