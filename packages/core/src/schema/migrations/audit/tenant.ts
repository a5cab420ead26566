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

/** The worker reads and adds rows of every organization; the server reads those of one. */
export function seenBySealer(table: string): string {
  const comment = (policy: string) =>
    `comment on policy ${policy} on core.${table} is 'bureau:own-policy The sealer links the trail of every organization';`;
  return `
create policy worker_select on core.${table} for select to bureau_worker using (true);
create policy worker_insert on core.${table} for insert to bureau_worker with check (true);
${comment('worker_select')}
${comment('worker_insert')}
grant select on core.${table} to bureau_app;
grant select, insert on core.${table} to bureau_worker;`;
}

/** Nobody changes or removes rows, not even the owner of the table. */
export function appendOnly(table: string): string {
  return `
create trigger append_only before update or delete or truncate on core.${table}
  for each statement execute function core.refuse_audit_change();`;
}
