/**
 * SQL that every tenant table of this migration shares. Part of the migration, so frozen with it:
 * later migrations have a copy of their own.
 */

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

/** Forced row-level security: rows of the organization in force, none when there is none. */
export function tenant(table: string): string {
  return `
alter table core.${table} enable row level security;
alter table core.${table} force row level security;
create policy organization on core.${table} for all
  using (organization_id = ${ORGANIZATION})
  with check (organization_id = ${ORGANIZATION});`;
}

/**
 * Lets the owner's own functions find a row before an organization is known. Reading only, and
 * for the role that runs this migration only: no other role has it, and no role may be switched
 * to the owner.
 */
export function foundByOwner(table: string): string {
  return `
create policy lookup on core.${table} for select to current_user using (true);
comment on policy lookup on core.${table} is
  'bureau:own-policy Functions of the owner find a credential before the organization is known';`;
}

/** Table and column comments in one go. */
export function comments(table: string, text: string, columns: Record<string, string>): string {
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const lines = Object.entries(columns).map(
    ([column, comment]) => `comment on column core.${table}.${column} is ${literal(comment)};`,
  );
  return [`\ncomment on table core.${table} is ${literal(text)};`, ...lines].join('\n');
}
