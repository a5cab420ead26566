import { type Migration, type RollupTable, rollupTable } from '@bureau/core';

// An entry that zeroes a year, or takes such a one back, is no part of what the year earned. Found
// by key, line by line: as a join it would read all entries of the organization with each posting.
const IS_OPEN = `coalesce((select e.kind <> 'CLOSING' and coalesce((
        select o.kind <> 'CLOSING' from accounting.entry o
        where o.organization_id = e.organization_id and o.id = e.reverses_id), true)
      from accounting.entry e
      where e.organization_id = r.organization_id and e.id = r.entry_id), true)`;

/** Frozen, for this migration and the ones that change its functions. */
export const lineMonth: RollupTable = {
  schema: 'accounting',
  table: 'line_month',
  of: 'line',
  description: 'Lines of posted entries by month, account, party and dimension values.',
  grain: 'MONTH',
  day: 'r.posted_on',
  keys: { account_id: 'uuid', party_id: 'uuid', dimension_set_id: 'uuid' },
  holds: { is_open: IS_OPEN },
  sums: ['base_amount'],
  reads: ['entry'],
};

/** Lines of the ledger by month, account, party and dimension values: what cards read. */
export const lineMonths: Migration = { name: '0190-line-months', ...rollupTable(lineMonth) };
