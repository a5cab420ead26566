import type { Client } from 'pg';

/**
 * The posting function once more, with numbers of a sequence: they have gaps after a rollback, and
 * nobody waits for them. Made from the functions as they are, so that nothing else differs.
 */
export async function makePlainNumbers(owner: Client): Promise<void> {
  const write = await definitionOf(owner, 'write_entries');
  const post = await definitionOf(owner, 'post_entries');
  await owner.query('create schema if not exists bench');
  await owner.query('create sequence if not exists bench.numbers as integer start 600000');
  await owner.query(changed(write, [HEAD('write_entries'), DRAWN, NUMBER, JOIN]));
  await owner.query(changed(post, [HEAD('post_entries'), CALL]));
  await owner.query('grant usage on schema bench to bureau_app');
  await owner.query('grant execute on all functions in schema bench to bureau_app');
}

async function definitionOf(owner: Client, name: string): Promise<string> {
  const { rows } = await owner.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) as text from pg_proc p
      where p.proname = $1 and p.pronamespace = 'accounting'::regnamespace`,
    [name],
  );
  return rows[0]?.text ?? '';
}

type Change = readonly [from: RegExp, to: string];

const HEAD = (name: string): Change => [
  new RegExp(`FUNCTION accounting\\.${name}\\(`),
  `FUNCTION bench.${name}(`,
];
const DRAWN: Change = [/drawn as \([\s\S]*?returning [^)]*\),/, ''];
const NUMBER: Change = [
  /d\.last - c\.n \+ \(row_number\(\) over \([\s\S]*?\)\)::integer as number/,
  "nextval('bench.numbers')::integer as number",
];
const JOIN: Change = [/join drawn d using \(journal_id, fiscal_year_id\)/, ''];
const CALL: Change = [/perform write_entries\(/, 'perform bench.write_entries('];

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, [from, to]) => {
    if (!from.test(now)) throw new Error(`The posting functions have no ${from} any more.`);
    return now.replace(from, to);
  }, text);
}
