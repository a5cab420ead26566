import { shownAmount } from '../model/money.js';
import { hasCurrency, type RecordField, type RecordType } from '../model/record-type.js';
import { required, type Write, writeInteger, writeTextOrNull } from './json-writer.js';
import { constant, selectionWrite, writeList } from './object-writer.js';
import type { Row } from './row.js';
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

/** Writes the aggregate of a list, from the cells of its figures. */
export function figureWrites(
  scope: ReadScope,
  { record, selected, cells }: Figures,
): Write | undefined {
  const writes: Record<string, Write | undefined> = {};
  for (const { key, name, nodes } of selected) {
    if (name === '__typename') writes[key] = constant(record.exposed.aggregate.name);
    const found = cells.find((one) => one.key === key);
    if (!found) continue;
    const type = hasCurrency(found.definition) ? 'MoneyStatistics' : 'DecimalStatistics';
    const inner = selectedFields(scope, type, nodes);
    const points = selectionPoints(scope, type, inner);
    const write = selectionWrite(inner, statisticWrites(type), points);
    writes[key] = write && statisticsWrite(found, write);
  }
  return selectionWrite<Row>(
    selected.map(({ key }) => ({ key, name: key })),
    writes,
    selectionPoints(scope, record.exposed.aggregate.name, selected),
  );
}

function statisticsWrite(
  { cell, definition }: Figures['cells'][number],
  write: Write<Cells>,
): Write {
  return (row) => {
    const found = JSON.parse(row.text(cell) ?? '[]') as Cells;
    if (!hasCurrency(definition)) return write(found);
    writeList(found as readonly Cells[], (group) => write(shownFigures(group)));
  };
}

/** The figures of one currency with the digits that it has. */
function shownFigures([count = null, ...rest]: Cells): Cells {
  const currency = rest.pop() as string;
  return [count, ...rest.map((cell) => shownAmount(cell as string, currency)), currency];
}

function statisticWrites(type: string): Record<string, Write<Cells>> {
  return {
    __typename: constant(type),
    count: ([count]) => writeInteger(Number(count ?? 0)),
    sum: ([, sum]) => writeCell(sum),
    avg: ([, , avg]) => writeCell(avg),
    min: ([, , , min]) => writeCell(min),
    max: ([, , , , max]) => writeCell(max),
    currency: required((row) => writeCell(row[5])),
  };
}

function writeCell(cell: Cell | undefined): void {
  writeTextOrNull(cell as string | null | undefined);
}
