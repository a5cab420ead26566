import { shownAmount } from '../model/money.js';
import { hasCurrency, type RecordField, type RecordType } from '../model/record-type.js';
import { constant, listText, quotedCell, required, selectionText, type Text } from './json-text.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';
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
  const column = (name: string) => `${alias}."${name}"`;
  if (field.kind === 'money') {
    const currency = column(field.currencyColumn);
    return byCurrency({ amount: column(field.amountColumn), currency }, from);
  }
  if (field.kind !== 'column') throw new Error(`${field.name} has no figures`);
  const amount = column(field.column);
  if (field.currency) return byCurrency({ amount, currency: field.currency(column) }, from);
  return `json_build_array(${statistics(`${amount}::numeric`)})`;
}

function byCurrency(of: { amount: string; currency: string }, from: string): string {
  const filter = from.includes(' where ') ? ' and' : ' where';
  return (
    `(select coalesce(json_agg(g.figures order by g.currency), '[]') from ` +
    `(select v.currency, json_build_array(${statistics('v.amount')}, v.currency) as figures from ` +
    `(select ${of.amount} as amount, ${of.currency} as currency ${from}${filter} ` +
    `${of.amount} is not null) v group by v.currency) g)`
  );
}

/** The DecimalStatistics or list of MoneyStatistics of such a cell. */
export function readAggregate(field: RecordField, cell: Cell): unknown {
  const value = typeof cell === 'string' ? (JSON.parse(cell) as Cell) : cell;
  if (!hasCurrency(field)) return figures(value as Cells);
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
    const type = hasCurrency(found.definition) ? 'MoneyStatistics' : 'DecimalStatistics';
    const inner = selectedFields(scope, type, nodes);
    const text = selectionText(inner, statisticTexts(type), selectionPoints(scope, type, inner));
    texts[key] = text && statisticsText(found, text);
  }
  return selectionText<Cells>(
    selected.map(({ key }) => ({ key, name: key })),
    texts,
    selectionPoints(scope, record.exposed.aggregate.name, selected),
  );
}

function statisticsText({ cell, definition }: Figures['cells'][number], text: Text): Text {
  return (row) => {
    const value = row[cell];
    const found = (typeof value === 'string' ? JSON.parse(value) : value) as Cells;
    if (!hasCurrency(definition)) return text(found);
    const groups = found as readonly Cells[];
    return listText(groups.map((group) => text(shownFigures(group))));
  };
}

/** The figures of one currency with the digits that it has. */
function shownFigures([count = null, ...rest]: Cells): Cells {
  const currency = rest.pop() as string;
  return [count, ...rest.map((cell) => shownAmount(cell as string, currency)), currency];
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
