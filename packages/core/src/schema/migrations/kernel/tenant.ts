/** SQL that the tables of this migration share; frozen with it. */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** The column that binds a row to its organization, filled by the database. */
export const ORGANIZATION_COLUMN = `
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id)`;

/** Forced row-level security for everybody; no organization in force means no rows. */
export function tenant(table: string): string {
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
alter table core.${table} enable row level security;
alter table core.${table} force row level security;
create policy tenant on core.${table} for all using (${predicate}) with check (${predicate});`;
}
