import type { RecordFrame } from './record-plan.js';
import type { Cell, Cells } from './scope.js';

/** The ids in other systems: a sub-select of the record's row, no statement of its own. */
export function planExternalRefs({ frame, record, source }: RecordFrame): (row: Cells) => unknown {
  const alias = frame.builder.alias();
  const type = frame.builder.param(record.name, 'text');
  const cell = source.cells.add(
    `(select coalesce(json_agg(json_build_array(${alias}.system, ${alias}.external_id) ` +
      `order by ${alias}.system), '[]') from core.external_ref ${alias} ` +
      `where ${alias}.organization_id = ${source.column('organization_id')} ` +
      `and ${alias}.record_type = ${type} and ${alias}.record_id = ${source.column('id')})`,
  );
  return (row) => pairs(row[cell]).map(([system, id]) => ({ system, id }));
}

/** Text at the top level, parsed already inside another JSON cell. */
function pairs(cell: Cell | undefined): readonly (readonly Cell[])[] {
  if (typeof cell === 'string') return JSON.parse(cell) as readonly (readonly Cell[])[];
  return (cell ?? []) as readonly (readonly Cell[])[];
}
