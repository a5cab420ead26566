import type { Composition } from '../plugin/composition.js';
import { encodeId } from '../model/ids.js';

/** Joins the names of those who did what to rows of the trail, `e`. */
export const ACTOR_JOINS = `
  left join core.membership m on m.organization_id = e.organization_id and m.id = e.principal_id
  left join core.api_key k on k.organization_id = e.organization_id and k.id = e.principal_id`;

/** Record types behind the kinds of principals. */
export const PRINCIPAL_TYPES: Readonly<Record<string, string>> = { user: 'User', apiKey: 'ApiKey' };

/** Who did it, in the form of the graph. */
export function actorOf(
  { records }: Pick<Composition, 'records'>,
  row: { kind: string; id: string; name: string | null },
): { kind: string; id: string | null; name: string | null } {
  const record = records.get(PRINCIPAL_TYPES[row.kind] ?? '');
  const name = row.kind === 'system' ? 'System' : row.name;
  return { kind: row.kind, id: record ? encodeId(record.prefix, row.id) : null, name };
}
