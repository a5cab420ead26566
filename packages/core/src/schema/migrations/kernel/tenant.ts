/** SQL that the tables of this migration share; frozen with it. */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** The column that binds a row to its organization, filled by the database. */
export const ORGANIZATION_COLUMN = `
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id)`;

/** A policy that lets a role see every organization says why; the catalogue check asks for it. */
export function policyReason(table: string, policy: string, reason: string): string {
  return `comment on policy ${policy} on core.${table} is 'bureau:own-policy ${reason}';`;
}

/** Forced row-level security for everybody; no organization in force means no rows. */
export function tenant(table: string): string {
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
alter table core.${table} enable row level security;
alter table core.${table} force row level security;
create policy tenant on core.${table} for all using (${predicate}) with check (${predicate});`;
}
