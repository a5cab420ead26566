/** SQL that the tables of this migration share; frozen with it. */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** The columns that each record has. */
export const RECORD = `
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  primary key (organization_id, id)`;

/** Forced row-level security for everybody; no organization in force means no rows. */
export function tenant(table: string): string {
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
alter table core.${table} enable row level security;
alter table core.${table} force row level security;
create policy tenant on core.${table} for all using (${predicate}) with check (${predicate});`;
}

/** Comments of a table and of columns, those of every record included. */
export function comments(
  table: string,
  text: string,
  columns: Readonly<Record<string, string>>,
): string {
  const all = {
    organization_id: 'Organization that the row belongs to',
    id: 'Opaque, sortable id',
    version: 'Grows by one with each change',
    created_at: 'When the record was made',
    updated_at: 'When the record was last changed',
    ...columns,
  };
  const lines = Object.entries(all).map(
    ([column, comment]) =>
      `comment on column core.${table}."${column}" is '${comment.replaceAll("'", "''")}';`,
  );
  return [`comment on table core.${table} is '${text.replaceAll("'", "''")}';`, ...lines].join(
    '\n',
  );
}
