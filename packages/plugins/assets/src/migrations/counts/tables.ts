import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.asset_audit (${RECORD},
  site_id uuid not null,
  state text not null default 'OPEN',
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint asset_audit_state_check check (state in ('OPEN', 'APPLIED', 'CANCELLED'))
);
create unique index asset_audit_open_key on assets.asset_audit (organization_id, site_id) where
  state = 'OPEN';
create index asset_audit_started_at_idx on assets.asset_audit (organization_id, started_at, id);
create index asset_audit_ended_at_idx on assets.asset_audit (organization_id, ended_at, id);
create index asset_audit_site_id_idx on assets.asset_audit (organization_id, site_id, id);
create index asset_audit_state_idx on assets.asset_audit (organization_id, state, id);
${tenant('asset_audit')}

create table assets.asset_audit_line (${RECORD},
  audit_id uuid not null,
  tag varchar(40) not null,
  asset_id uuid,
  outcome text not null,
  scanned_at timestamptz(3),
  constraint asset_audit_line_audit_id_tag_key unique (organization_id, audit_id, tag),
  constraint asset_audit_line_asset_check check ((outcome = 'UNKNOWN') = (asset_id is null)),
  constraint asset_audit_line_outcome_check check (outcome in ('EXPECTED', 'FOUND', 'MISSING',
    'MOVED', 'FOREIGN', 'UNKNOWN'))
);
create index asset_audit_line_tag_idx on assets.asset_audit_line (organization_id, tag, id);
create index asset_audit_line_outcome_idx on assets.asset_audit_line (organization_id, outcome,
  id);
create index asset_audit_line_scanned_at_idx on assets.asset_audit_line (organization_id,
  scanned_at, id);
create index asset_audit_line_asset_id_idx on assets.asset_audit_line (organization_id, asset_id,
  id);
${tenant('asset_audit_line')}

alter table assets.asset_audit add constraint asset_audit_site_id_fkey foreign key
  (organization_id, site_id) references core.site (organization_id, id);
alter table assets.asset_audit_line add constraint asset_audit_line_audit_id_fkey foreign key
  (organization_id, audit_id) references assets.asset_audit (organization_id, id);
alter table assets.asset_audit_line add constraint asset_audit_line_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
`;

const told = [
  comments('asset_audit', 'A count of what is at a site, by a list of scanned tags.', {
    site_id: 'The site',
    state: 'Where it is',
    started_at: 'When it began: what was expected then is looked for',
    ended_at: 'When it was applied or given up',
  }),
  comments('asset_audit_line', 'One tag of a count: expected, scanned or both.', {
    audit_id: 'The count',
    tag: 'The tag',
    asset_id: 'The asset that has it',
    outcome: 'What became of it',
    scanned_at: 'When it was scanned first',
  }),
].join('\n');

/** Counts of sites, with what became of each tag. Frozen. */
export const countTables = tables + told;
