/**
 * SQL that the tables of the migrations beside it share. Part of all of them, so frozen with them:
 * a migration that needs other words has a copy of its own.
 */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** The column that binds a row to its organization. */
const ORGANIZATION_COLUMN = `
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id)`;

/** The columns that each record has. */
export const RECORD = `${ORGANIZATION_COLUMN},
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  primary key (organization_id, id)`;

function secured(table: string): string {
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
alter table hr.${table} enable row level security;
alter table hr.${table} force row level security;
create policy organization on hr.${table} for all
  using (${predicate})
  with check (${predicate});`;
}

/** Table and column comments of a record in one go. */
export function comments(table: string, text: string, columns: Record<string, string>): string {
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const lines = Object.entries({ ...RECORD_COMMENTS, ...columns }).map(
    ([column, comment]) => `comment on column hr.${table}.${column} is ${literal(comment)};`,
  );
  return [`\ncomment on table hr.${table} is ${literal(text)};`, ...lines].join('\n');
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
  const target = name.includes('.') ? name : `hr.${name}`;
  return `
alter table hr.${table} add constraint ${table}_${column}_fkey
  foreign key (organization_id, ${column}) references ${target} (organization_id, id)
  ${more.join(' ')};
create index ${table}_${column}_idx on hr.${table} (organization_id, ${column}, id);`;
}

/** Forced row-level security, and what the server and the reports may do. */
export function tenant(table: string): string {
  return `${secured(table)}
grant select, insert, update, delete on hr.${table} to bureau_app;
grant select on hr.${table} to bureau_reader;`;
}
