/**
 * SQL that tables of this migration and its sisters share. Frozen with them: other
 * migrations have a copy of their own.
 */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** The columns that each record has. */
export const RECORD = `
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  primary key (organization_id, id)`;

/** Table and column comments of a record in one go. */
export function comments(table: string, text: string, columns: Record<string, string>): string {
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const lines = Object.entries({ ...RECORD_COMMENTS, ...columns }).map(
    ([column, comment]) => `comment on column analytics.${table}.${column} is ${literal(comment)};`,
  );
  return [`\ncomment on table analytics.${table} is ${literal(text)};`, ...lines].join('\n');
}

const RECORD_COMMENTS = {
  organization_id: 'Organization that the row belongs to',
  id: 'Opaque, sortable id',
  version: 'Grows by one with each change',
  created_at: 'When the record was made',
  updated_at: 'When the record was last changed',
};

/**
 * A foreign key within the organization, and its index.
 * @param to the table, of this schema unless it names another; what follows stands behind the key
 */
export function reference(table: string, column: string, to: string): string {
  const [name = '', ...more] = to.split(' ');
  const target = name.includes('.') ? name : `analytics.${name}`;
  return `
alter table analytics.${table} add constraint ${table}_${column}_fkey
  foreign key (organization_id, ${column}) references ${target} (organization_id, id)
  ${more.join(' ')};
create index ${table}_${column}_idx on analytics.${table} (organization_id, ${column}, id);`;
}

/** Indexes by which lists are filtered and ordered. */
export function indexes(table: string, columns: readonly string[]): string {
  return columns
    .map(
      (column) =>
        `create index ${table}_${column}_idx on analytics.${table} ` +
        `(organization_id, ${column}, id);`,
    )
    .join('\n');
}

/** Forced row-level security, and what the server and the reports may do. */
export function tenant(table: string): string {
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
alter table analytics.${table} enable row level security;
alter table analytics.${table} force row level security;
create policy organization on analytics.${table} for all
  using (${predicate})
  with check (${predicate});
grant select, insert, update, delete on analytics.${table} to bureau_app;
grant select on analytics.${table} to bureau_reader;`;
}
