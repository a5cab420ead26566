import { countedName } from '../counts/count-faults.js';
import { aggregateSql, figureWrites, readAggregate } from './aggregate.js';
import { type ListFrame, listPredicates, noteUse, whereSql } from './connection-plan.js';
import { type Write, writeInteger, writeNull } from './json-writer.js';
import type { WrittenPage } from './page-outputs.js';
import { rowsOf } from './record-plan.js';
import { Row } from './row.js';
import { selectedFields, type SelectedField } from './selection.js';
import { RowCells, type Cell, type Cells } from './scope.js';

/** How the counts and figures over a whole list are made; undefined when none is selected. */
export function planFigures(list: ListFrame, fields: readonly SelectedField[]) {
  const { frame, record } = list;
  const counts = fields.filter((field) => field.name === 'totalCount');
  const aggregates = fields.filter((field) => field.name === 'aggregate');
  if (counts.length + aggregates.length === 0) return undefined;
  const alias = frame.builder.alias();
  const kept = aggregates.length === 0 ? keptFrom(list, alias) : undefined;
  const predicates = kept === undefined ? listPredicates(list, alias) : [];
  const from = kept ?? `from ${record.table} ${alias}${whereSql(predicates)}`;
  const cells = new RowCells();
  const countCell = cells.add(kept === undefined ? 'count(*)' : `coalesce(sum(${alias}.delta), 0)`);
  const plans = aggregates.map((field) => {
    const selected = selectedFields(frame.scope, record.exposed.aggregate.name, field.nodes);
    noteUse(
      list,
      selected.map(({ name }) => name),
    );
    const parts = selected.flatMap((one) => {
      const definition = record.fields.get(one.name);
      if (!definition) return [];
      const cell = cells.add(aggregateSql(definition, alias, from));
      return [{ key: one.key, cell, definition }];
    });
    return {
      key: field.key,
      parts,
      write: figureWrites(frame.scope, { record, selected, cells: parts }),
    };
  });
  const build = (row: Cells) => {
    const result: Record<string, unknown> = {};
    for (const field of counts) result[field.key] = Number(row[countCell]);
    for (const plan of plans) {
      const values = plan.parts.map(({ key, cell, definition }) => [
        key,
        readAggregate(definition, row[cell] as Cell),
      ]);
      result[plan.key] = Object.fromEntries(values);
    }
    return result;
  };
  const writeCount = figuresOf((row) => writeInteger(Number(row.text(countCell))));
  const writes = {
    ...Object.fromEntries(counts.map(({ key }) => [key, writeCount])),
    ...Object.fromEntries(plans.map(({ key, write }) => [key, write && figuresOf(write)])),
  };
  return { expressions: cells.expressions, from, build, writes };
}

/** Where the count of a whole list is kept; undefined for every other list. */
function keptFrom({ frame, record, args, link }: ListFrame, alias: string): string | undefined {
  const isWhole = link.isWhole && args['where'] == null && args['search'] == null;
  if (!isWhole || !record.exposed.options.isCounted) return undefined;
  if (rowsOf(frame, record, alias).length > 0) return undefined;
  const counted = `${alias}.counted = ${frame.builder.key(countedName(record), 'text')}`;
  const predicates = [link.predicate(alias), counted].filter((one) => one !== 'true');
  return `from core.kept_count ${alias}${whereSql(predicates)}`;
}

function figuresOf(write: Write): Write<WrittenPage> {
  const row = new Row();
  return ({ figures }) => (figures ? write(row.to(figures)) : writeNull());
}
