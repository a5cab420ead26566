import { shownAmount } from '../model/money.js';
import type { RecordField, RecordType } from '../model/record-type.js';
import { constant, listText, quotedCell, required, selectionText, type Text } from './json-text.js';
import { selectedFields, type SelectedField } from './selection.js';
import type { Cell, Cells, ReadScope } from './scope.js';

/** `[count, sum, avg, min, max]` as text of one numeric expression. */
function statistics(expression: string): string {
  const parts = [
    `count(${expression})`,
    `sum(${expression})`,
    // A mean has no fewer decimals than its values, and otherwise only so many figures in all.
    `round(avg(${expression} + 0.0000), 4)`,
    `min(${expression})`,
    `max(${expression})`,
  ];
  return parts.map((part) => `(${part})::text`).join(', ');
}

/**
 * Figures of one field over a list as a JSON expression. Money is grouped by currency, in a
 * sub-select over the same list: amounts of two currencies are never added.
 */
export function aggregateSql(field: RecordField, alias: string, from: string): string {
  if (field.kind === 'money') {
    const amount = `${alias}."${field.amountColumn}"`;
    const currency = `${alias}."${field.currencyColumn}"`;
    const filter = from.includes(' where ') ? ' and' : ' where';
    return (
      `(select coalesce(json_agg(g.figures order by g.currency), '[]') from ` +
      `(select ${currency} as currency, json_build_array(${statistics(amount)}, ${currency}) ` +
      `as figures ${from}${filter} ${amount} is not null group by ${currency}) g)`
    );
  }
  if (field.kind !== 'column') throw new Error(`${field.name} has no figures`);
  return `json_build_array(${statistics(`${alias}."${field.column}"::numeric`)})`;
}

/** The DecimalStatistics or list of MoneyStatistics of such a cell. */
export function readAggregate(field: RecordField, cell: Cell): unknown {
  const value = typeof cell === 'string' ? (JSON.parse(cell) as Cell) : cell;
  if (field.kind !== 'money') return figures(value as Cells);
  return (value as readonly Cells[]).map((group) => {
    return { ...figures(shownFigures(group)), currency: String(group[5]) };
  });
}

function figures([count, sum, avg, min, max]: Cells) {
  return { count: Number(count ?? 0), sum, avg, min, max };
}

interface Figures {
  record: RecordType;
  selected: readonly SelectedField[];
  cells: readonly { key: string; cell: number; definition: RecordField }[];
}

/** The aggregate of a list as JSON text, from the cells of its figures. */
export function figureTexts(
  scope: ReadScope,
  { record, selected, cells }: Figures,
): Text | undefined {
  const texts: Record<string, Text | undefined> = {};
  for (const { key, name, nodes } of selected) {
    if (name === '__typename') texts[key] = constant(record.exposed.aggregate.name);
    const found = cells.find((one) => one.key === key);
    if (!found) continue;
    const type = found.definition.kind === 'money' ? 'MoneyStatistics' : 'DecimalStatistics';
    const text = selectionText(selectedFields(scope, type, nodes), statisticTexts(type));
    texts[key] = text && statisticsText(found, text);
  }
  return selectionText<Cells>(
    selected.map(({ key }) => ({ key, name: key })),
    texts,
  );
}

function statisticsText({ cell, definition }: Figures['cells'][number], text: Text): Text {
  return (row) => {
    const value = row[cell];
    const found = (typeof value === 'string' ? JSON.parse(value) : value) as Cells;
    if (definition.kind !== 'money') return text(found);
    const groups = found as readonly Cells[];
    return listText(groups.map((group) => text(shownFigures(group))));
  };
}

/** The figures of one currency with the digits that it has. */
function shownFigures(group: Cells): Cells {
  const currency = String(group[5]);
  return group.map((cell) => shownAmount(String(cell), currency));
}

function statisticTexts(type: string): Record<string, Text> {
  return {
    __typename: constant(type),
    count: ([count]) => String(Number(count ?? 0)),
    sum: ([, sum]) => quotedCell(sum),
    avg: ([, , avg]) => quotedCell(avg),
    min: ([, , , min]) => quotedCell(min),
    max: ([, , , , max]) => quotedCell(max),
    currency: required((row) => quotedCell(row[5])),
  };
}
