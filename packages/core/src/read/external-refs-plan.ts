import { required, type Write, writeTextOrNull } from './json-writer.js';
import { constant, selectionWrite, writeList } from './object-writer.js';
import type { FieldPlan, RecordFrame } from './record-plan.js';
import type { Cell } from './scope.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';

/** The ids in other systems: a sub-select of the record's row, no statement of its own. */
export function planExternalRefs(
  { frame, record, source }: RecordFrame,
  selected: SelectedField,
): FieldPlan {
  const alias = frame.builder.alias();
  const type = frame.builder.key(record.name, 'text');
  const cell = source.cells.add(
    `(select coalesce(json_agg(json_build_array(${alias}.system, ${alias}.external_id) ` +
      `order by ${alias}.system), '[]') from core.external_ref ${alias} ` +
      `where ${alias}.organization_id = ${source.column('organization_id')} ` +
      `and ${alias}.record_type = ${type} and ${alias}.record_id = ${source.column('id')})`,
  );
  const inner = selectedFields(frame.scope, 'ExternalRef', selected.nodes);
  const points = selectionPoints(frame.scope, 'ExternalRef', inner);
  const write = selectionWrite(inner, WRITES, points);
  return {
    read: (row) => pairs(row[cell]).map(([system, id]) => ({ system, id })),
    write: write && ((row) => writeList(pairs(row.text(cell)), write)),
  };
}

const WRITES: Readonly<Record<string, Write<readonly Cell[]>>> = {
  __typename: constant('ExternalRef'),
  system: required(([system]) => writeTextOrNull(system as string)),
  id: required(([, id]) => writeTextOrNull(id as string)),
};

/** Text at the top level, parsed already inside another JSON cell. */
function pairs(cell: Cell | undefined): readonly (readonly Cell[])[] {
  if (typeof cell === 'string') return JSON.parse(cell) as readonly (readonly Cell[])[];
  return (cell ?? []) as readonly (readonly Cell[])[];
}
