import { columnsOf } from './columns.js';

/** Spans by comparison: the span itself, the span before it, and that of the year before. */
const SPANS = [
  // Whole months are compared with as many whole months.
  ['2026-02-01 to 2026-02-28', '2026-01-01 to 2026-01-31', '2025-02-01 to 2025-02-28'],
  ['2026-01-01 to 2026-03-31', '2025-10-01 to 2025-12-31', '2025-01-01 to 2025-03-31'],
  ['2026-01-01 to 2026-12-31', '2025-01-01 to 2025-12-31', '2025-01-01 to 2025-12-31'],
  // Other spans with as many days.
  ['2026-02-10 to 2026-02-19', '2026-01-31 to 2026-02-09', '2025-02-10 to 2025-02-19'],
  ['2026-01-01 to 2026-02-14', '2025-11-17 to 2025-12-31', '2025-01-01 to 2025-02-14'],
  // The end of a month stays one, in leap years too.
  ['2025-02-01 to 2025-02-28', '2025-01-01 to 2025-01-31', '2024-02-01 to 2024-02-29'],
  ['2024-02-01 to 2024-02-29', '2024-01-01 to 2024-01-31', '2023-02-01 to 2023-02-28'],
  ['2024-02-29 to 2024-02-29', '2024-02-28 to 2024-02-28', '2023-02-28 to 2023-02-28'],
];

test.each(SPANS)('PREVIOUS_PERIOD and PREVIOUS_YEAR of %s', (span, period, year) => {
  const [from = '', to = ''] = span.split(' to ');
  const columns = columnsOf({ from, to }, null, ['PREVIOUS_PERIOD', 'PREVIOUS_YEAR']);
  expect(columns.map(({ label }) => label)).toEqual([span, period, year]);
});
