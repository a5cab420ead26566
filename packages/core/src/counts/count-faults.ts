import type { RecordType } from '../model/record-type.js';

const COUNTED = `
  select n.nspname || '.' || c.relname as name
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_proc p on p.oid = t.tgfoid
  join pg_namespace s on s.oid = p.pronamespace
  where s.nspname = 'core' and p.proname = 'keep_count' and t.tgenabled = 'O'
  group by 1 having count(*) = 3`;

/** Runs a statement without parameters. */
interface Catalogue {
  query(text: string): Promise<{ rows: { name: string }[] }>;
}

/** Record types with `isCounted` whose tables keep no count: their lists would say zero. */
export async function countFaults(
  client: Catalogue,
  records: ReadonlyMap<string, RecordType>,
): Promise<string[]> {
  const { rows } = await client.query(COUNTED);
  const kept = new Set(rows.map(({ name }) => name));
  return [...records.values()].flatMap((record) => {
    if (!record.exposed.options.isCounted || kept.has(countedName(record))) return [];
    return [
      `${record.name} has isCounted, but no migration with keptCount('${countedName(record)}').`,
    ];
  });
}

/** The name under which the rows of a record type are counted: its table without quotes. */
export function countedName({ table }: RecordType): string {
  return table.replaceAll('"', '');
}
