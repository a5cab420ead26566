import { vaultErrors } from './errors.js';

/**
 * SQL of a sealed column together with the key that it was sealed with, as `Vault.openCell` takes
 * it: one statement, so that a key that was destroyed a moment ago opens nothing.
 */
export function sealedWithKey(column: string): string {
  return `case when ${column} like 'v2:%' then ${column} || ':' || coalesce((
    select k.wrapped from core.data_key k
    where k.organization_id =
        (select nullif(current_setting('app.organization_id', true), '')::uuid)
      and k.subject_id = substr(${column}, 4, 36)::uuid), '') else ${column} end`;
}

/** Runs a statement in the transaction that seals; rows as objects of texts. */
export type KeySql = (text: string, values: readonly unknown[]) => Promise<object[]>;

// Of two that bring a key for one subject the first one's stays, also while it is not committed.
const KEEP = `
  insert into core.data_key (subject_id, wrapped)
  select subject::uuid, wrapped from unnest($1::text[], $2::text[]) as new (subject, wrapped)
  order by 1
  on conflict (organization_id, subject_id) do update set wrapped = data_key.wrapped
  returning subject_id, wrapped`;

interface KeyRow {
  subject_id: string;
  wrapped: string | null;
}

/**
 * The wrapped keys of subjects; those that have none get the one that is made for them.
 * @throws CORE_PERSON_ERASED
 */
export async function keepDataKeys(
  sql: KeySql,
  subjectIds: readonly string[],
  make: (subjectId: string) => string,
): Promise<Map<string, string>> {
  const rows = (await sql(KEEP, [subjectIds, subjectIds.map(make)])) as KeyRow[];
  return new Map(
    rows.map(({ subject_id: id, wrapped }) => {
      if (wrapped === null) throw vaultErrors.PERSON_ERASED({}, []);
      return [id, wrapped];
    }),
  );
}

// A subject without a key gets a row as well: nothing can be sealed for it later on.
const DESTROY = `
  insert into core.data_key (subject_id, destroyed_at) values ($1, now())
  on conflict (organization_id, subject_id)
  do update set wrapped = null, destroyed_at = coalesce(data_key.destroyed_at, now())`;

/** Destroys the key of a subject for good; what was sealed with it cannot be opened any more. */
export async function destroyDataKey(sql: KeySql, subjectId: string): Promise<void> {
  await sql(DESTROY, [subjectId]);
}
