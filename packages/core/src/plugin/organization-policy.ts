import { qualifiedName } from './sql-names.js';

/** The column by which every row of a tenant is bound to its organization. */
export const ORGANIZATION_COLUMN = 'organization_id';

/** The organization of the session as uuid; null when it is not set, which shows no rows. */
const CURRENT_ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/** Fills the column when a row is inserted: no statement has to name it. */
export const ORGANIZATION_DEFAULT = `(${CURRENT_ORGANIZATION})`;

/** Row-level security of every tenant table; the sub-select makes it once per statement. */
export const ORGANIZATION_PREDICATE = `${ORGANIZATION_COLUMN} = (select ${CURRENT_ORGANIZATION})`;

/** A policy with another predicate says why in its comment, after this mark. */
export const OWN_POLICY_MARK = 'bureau:own-policy';

/** The run-time roles; the owner is whoever runs the migrations. */
export const RUN_TIME_ROLES = {
  app: 'bureau_app',
  worker: 'bureau_worker',
  reader: 'bureau_reader',
} as const;

/** Enables, forces and declares row-level security of one table. */
export function policyStatements(schema: string, table: string): string[] {
  const name = qualifiedName(schema, table);
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `create policy organization on ${name} for all\n` +
      `  using (${ORGANIZATION_PREDICATE})\n  with check (${ORGANIZATION_PREDICATE})`,
  ];
}

/** What the server and the reports may do with one table; nobody else may do anything. */
export function grantStatements(schema: string, table: string): string[] {
  const name = qualifiedName(schema, table);
  return [
    `grant select, insert, update, delete on ${name} to ${RUN_TIME_ROLES.app}`,
    `grant select on ${name} to ${RUN_TIME_ROLES.reader}`,
  ];
}
