import type { Ctx } from '../context/ctx.js';
import { FIELD_KEY } from './field-type.js';
import type { CustomField } from './custom-field.entity.js';
import { fieldErrors } from './errors.js';
import { fieldHome } from './record-types.js';

interface OptionChange {
  customField: CustomField;
  before: readonly string[];
  moves: readonly { from: string; to?: string | null }[];
}

/**
 * Takes care of the records with options that go: moved ones get the other option, in one
 * statement for each option; one that is in use and not moved is refused.
 * @throws CORE_FIELD_OPTION_USED, CORE_FIELD_OPTION_MOVE
 */
export async function moveOptions(ctx: Ctx, change: OptionChange): Promise<void> {
  const { customField, before, moves } = change;
  const stay = new Set(customField.options);
  const gone = before.filter((option) => !stay.has(option));
  const byOption = new Map(moves.map(({ from, to }) => [from, to ?? null]));
  const isSound = ([from, to]: [string, string | null]) =>
    gone.includes(from) && (to === null || stay.has(to));
  if (![...byOption].every(isSound)) {
    throw fieldErrors.FIELD_OPTION_MOVE({}, ['input', 'optionMoves']);
  }
  for (const option of gone) {
    const to = byOption.get(option);
    if (to === undefined) await demandUnused(ctx, customField, option);
    else await moveOption(ctx, customField, { from: option, to });
  }
}

/** The containment by which the index on the column finds the records. */
function holding({ key, type }: CustomField, option: string): string {
  return JSON.stringify({ [key]: type === 'MULTI_CHOICE' ? [option] : option });
}

async function demandUnused(ctx: Ctx, field: CustomField, option: string): Promise<void> {
  const { table } = fieldHome(ctx, field.recordType);
  const [row] = await ctx.sql<{ count: string }>(
    `select count(*) as count from ${table} where attributes @> $1::jsonb`,
    [holding(field, option)],
  );
  const count = Number(row?.count);
  if (count > 0) throw fieldErrors.FIELD_OPTION_USED({ option, count }, ['input', 'options']);
}

interface Moved extends Record<string, unknown> {
  id: string;
  before: string;
  after: string;
}

async function moveOption(
  ctx: Ctx,
  field: CustomField,
  { from, to }: { from: string; to: string | null },
): Promise<void> {
  const { key, recordType, type } = field;
  if (!FIELD_KEY.test(key)) throw new Error('A custom field has a key of another form.');
  const { table } = fieldHome(ctx, recordType);
  const moved = await ctx.sql<Moved>(
    `update ${table} t set attributes = ${type === 'MULTI_CHOICE' ? MOVED_LIST : MOVED_CHOICE},
       version = t.version + 1, updated_at = now()
     from (select id, attributes as was from ${table} where attributes @> $1::jsonb for update) o
     where t.id = o.id
     returning t.id, o.was -> $2 as before, t.attributes -> $2 as after`,
    [holding(field, from), key, to, ...(type === 'MULTI_CHOICE' ? [from] : [])],
  );
  const name = `attributes.${key}`;
  for (const { id, before, after } of moved) {
    ctx.recordChange({
      type: recordType,
      id,
      action: 'UPDATE',
      before: { [name]: JSON.parse(before) as unknown },
      after: { [name]: JSON.parse(after ?? 'null') as unknown },
    });
  }
}

/** $2 key, $3 the other option or null. */
const MOVED_CHOICE = `case when $3::text is null then o.was - $2
  else o.was || jsonb_build_object($2::text, $3::text) end`;

/** The same for a list, in the order in which it stood, each option once; $4 the one that goes. */
const MOVED_LIST = `(select case when count(*) = 0 then o.was - $2
    else o.was || jsonb_build_object($2::text, jsonb_agg(m.item order by m.place)) end
  from (select x.item, min(x.place) as place from (
    select case when e.item = $4::text then $3::text else e.item end as item, e.place
    from jsonb_array_elements_text(o.was -> $2) with ordinality e (item, place)) x
    where x.item is not null group by x.item) m)`;
