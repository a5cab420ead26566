import type { Migration } from '@bureau/core';
import { postEntries as postEntriesBefore } from './large-books/post-entries.js';
import { judgeEntries } from './look-ups/judge-entries.js';
import { judgeLines } from './look-ups/judge-lines.js';
import { postEntries } from './look-ups/post-entries.js';
import { sealEntries, sealEntriesBefore } from './look-ups/seal-entries.js';
import { addBalancesBefore, writeEntries } from './look-ups/write-entries.js';
import { judgeEntries as judgeEntriesBefore } from './plain-journals/judge-entries.js';
import { writeEntries as writeEntriesBefore } from './plain-journals/write-entries.js';
import { judgeLines as judgeLinesBefore } from './speed/judge-lines.js';

/**
 * A posting looks up what it needs. Its plans are generic and expect hundreds of entries, so that
 * they joined it with all accounts, currencies, periods and sets of dimension values of the
 * organization by hashes: a third of what two lines cost. Frozen.
 */
export const postingLookUps: Migration = {
  name: '0235-posting-look-ups',
  up: `${judgeLines}${judgeEntries}${postEntries}${writeEntries}${sealEntries}`,
  down: `${sealEntriesBefore}${addBalancesBefore}${writeEntriesBefore}${postEntriesBefore}
drop function accounting.number_fault(integer, uuid, uuid);
${judgeEntriesBefore}${judgeLinesBefore}
alter function accounting.judge_lines(jsonb, text) set plan_cache_mode = force_generic_plan;
drop function accounting.line_fault(text, text, text, text, text, integer, integer);
`,
};
