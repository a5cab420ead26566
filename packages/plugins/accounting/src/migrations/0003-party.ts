import type { Migration } from '@bureau/core';
import { judgeLinesBefore } from './party/judge-lines-before.js';
import { judgeLines } from './party/judge-lines.js';

/** Parties of lines are those of core. */
export const party: Migration = {
  name: '0003-party',
  up: `
alter table accounting.line add constraint line_party_id_fkey
  foreign key (organization_id, party_id) references core.party (organization_id, id);
create index line_party_id_idx on accounting.line (organization_id, party_id, id);
alter table accounting.draft_line add column party_id uuid;
comment on column accounting.draft_line.party_id is 'Customer, supplier or employee';
alter table accounting.draft_line add constraint draft_line_party_id_fkey
  foreign key (organization_id, party_id) references core.party (organization_id, id);
create index draft_line_party_id_idx on accounting.draft_line (organization_id, party_id, id);
${judgeLines}`,
  down: `
${judgeLinesBefore}
alter table accounting.draft_line drop column party_id;
drop index accounting.line_party_id_idx;
alter table accounting.line drop constraint line_party_id_fkey;
`,
};
