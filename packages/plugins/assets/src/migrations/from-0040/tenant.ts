/** SQL that the tables of the migrations 0040 to 0059 share. Frozen with the first of them. */

const ORGANIZATION = "(select nullif(current_setting('app.organization_id', true), '')::uuid)";

/** The columns that each record has. */
export const RECORD = `
  organization_id uuid not null
    default nullif(current_setting('app.organization_id', true), '')::uuid
    references core.organization (id),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  primary key (organization_id, id)`;

/** Forced row-level security, and what the server and the reports may do. */
export function tenant(table: string): string {
  return `
alter table assets.${table} enable row level security;
alter table assets.${table} force row level security;
create policy organization on assets.${table} for all
  using (organization_id = ${ORGANIZATION})
  with check (organization_id = ${ORGANIZATION});
grant select, insert, update, delete on assets.${table} to bureau_app;
grant select on assets.${table} to bureau_reader;`;
}

/** Table and column comments in one go. */
export function comments(table: string, text: string, columns: Record<string, string>): string {
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const lines = Object.entries({ ...RECORD_COMMENTS, ...columns }).map(
    ([column, comment]) => `comment on column assets.${table}.${column} is ${literal(comment)};`,
  );
  return [`\ncomment on table assets.${table} is ${literal(text)};`, ...lines].join('\n');
}

const RECORD_COMMENTS = {
  organization_id: 'Organization that the row belongs to',
  id: 'Opaque, sortable id',
  version: 'Grows by one with each change',
  created_at: 'When the record was made',
  updated_at: 'When the record was last changed',
};
