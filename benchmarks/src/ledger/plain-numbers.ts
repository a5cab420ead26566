import type { Client } from 'pg';

/** Journal of entries that bring their numbers. */
export const PLAIN_JOURNAL = 'PL';

/** A journal with plain numbers, and a sequence that numbers are drawn from outside of postings. */
export async function makePlainNumbers(owner: Client, organizationId: string): Promise<void> {
  await owner.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  await owner.query(
    `insert into accounting.journal (id, code, name, kind, numbering)
     values (gen_random_uuid(), $1, 'Plain', 'GENERAL', 'PLAIN')
     on conflict (organization_id, code) do nothing`,
    [PLAIN_JOURNAL],
  );
  await owner.query('create schema if not exists bench');
  await owner.query('create sequence if not exists bench.numbers as integer');
  await owner.query('grant usage on schema bench to bureau_app');
  await owner.query('grant usage on sequence bench.numbers to bureau_app');
}
