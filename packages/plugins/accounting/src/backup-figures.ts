import type { BackupFigure } from '@bureau/core';

/** What a backup proves: the sums of the ledger by currency, and the place of its chain. */
export const backupFigures: BackupFigure[] = [
  {
    name: 'ledger debits',
    sql: 'select currency, sum(debit) from accounting.line group by currency',
  },
  {
    name: 'ledger chain',
    sql: "select 'position', position || ' ' || encode(hash, 'hex') from accounting.chain_head",
  },
];
