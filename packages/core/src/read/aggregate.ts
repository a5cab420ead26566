import { shownAmount } from '../model/money.js';
import type { RecordField } from '../model/record-type.js';
import type { Cell } from './scope.js';

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
  if (field.kind !== 'money') return figures(value as readonly Cell[]);
  return (value as readonly (readonly Cell[])[]).map((group) => {
    const currency = String(group[5]);
    const shown = group.map((cell) => shownAmount(String(cell), currency));
    return { ...figures(shown), currency };
  });
}

function figures([count, sum, avg, min, max]: readonly Cell[]) {
  return { count: Number(count ?? 0), sum, avg, min, max };
}
