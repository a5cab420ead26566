import type { Migration } from '@bureau/core';
import { judgeLines as judgeLinesBefore } from './party/judge-lines.js';
import { judgeLines } from './speed/judge-lines.js';
import { writeEntries, writeEntriesBefore } from './speed/write-entries.js';

const volatility = (how: string) => `
alter function accounting.line_text(accounting.line) ${how};
alter function accounting.entry_text(accounting.entry) ${how};
`;

/**
 * What posting a line costs: `concat_ws` is stable, and a function that calls it but says to be
 * immutable is not inlined: some 20 microseconds a line. The look-up of rules cost as much again,
 * mostly for accounts without any. Both together were a third of a posting; balances, which were
 * read back from the tables, another one.
 */
export const postingSpeed: Migration = {
  name: '0100-posting-speed',
  up: `${volatility('stable')}${judgeLines}${writeEntries}`,
  down: `${writeEntriesBefore}${judgeLinesBefore}${volatility('immutable')}`,
};
