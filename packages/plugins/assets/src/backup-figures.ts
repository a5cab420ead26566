import type { BackupFigure } from '@bureau/core';

/** What must be there again after a restore: every asset in its state, and what they have cost. */
export const backupFigures: readonly BackupFigure[] = [
  {
    name: 'assets by state',
    sql: 'select state, count(*) from assets.asset group by state',
  },
  {
    name: 'cost',
    sql: `select cost_currency, sum(cost_amount) from assets.asset
      where cost_currency is not null group by cost_currency`,
  },
];
