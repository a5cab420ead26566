import type { RowPlace } from '../context/row-frames.js';
import type { ManyField } from '../model/record-type.js';
import { planConnection, type ConnectionPlan } from './connection-plan.js';
import type { FieldPlan, PlanFrame } from './record-plan.js';
import type { Row } from './row.js';
import type { Cell, Cells, Source } from './scope.js';
import type { SelectedField } from './selection.js';

/** json_build_array takes 100 arguments at most; wider rows are built in chunks. */
const CHUNK = 90;

/** A connection below a record: rows and figures as JSON sub-selects of the parent's row. */
export function nestedConnection(
  frame: PlanFrame,
  { field, selected }: { field: ManyField; selected: SelectedField },
  parent: Source,
): FieldPlan {
  const organization = parent.column('organization_id');
  const own = parent.column('id');
  const plan = planConnection(
    frame,
    { record: field.target(), selected },
    {
      predicate: (alias) =>
        `${alias}.organization_id = ${organization} and ${alias}."${field.byColumn}" = ${own}`,
      where: field.where,
    },
  );
  const rowsCell = plan.rows && parent.cells.add(rowsJson(plan.rows));
  const figures = plan.figures;
  const figuresCell =
    figures && parent.cells.add(`(select ${jsonArray(figures.expressions)} ${figures.from})`);
  const width = plan.rows?.cells.expressions.length ?? 0;
  const formOf = (cells: number) => (cells > CHUNK ? 'chunks' : 'json');
  const page = (row: Cells): [Cells[], Cells] => {
    const rows = rowsCell === undefined ? [] : jsonCells(row[rowsCell]);
    const figureCells = figuresCell === undefined ? [] : jsonCells(row[figuresCell]);
    return [
      rows.map((cells) => unchunked(cells as Cells, width)),
      unchunked(figureCells, figures?.expressions.length ?? 0),
    ];
  };
  const written = (row: Row): [RowPlace[], RowPlace | undefined] => [
    rowsCell === undefined ? [] : row.rowsIn(rowsCell, formOf(width)),
    figuresCell === undefined
      ? undefined
      : row.rowIn(figuresCell, formOf(figures?.expressions.length ?? 0)),
  ];
  const { build, write } = plan;
  return {
    read: (row) => build(...page(row)),
    write: write && ((row) => write(...written(row))),
  };
}

function rowsJson(rows: NonNullable<ConnectionPlan['rows']>): string {
  const from = rows.sql();
  const array = jsonArray(rows.cells.expressions);
  // The page comes sorted; a join may lose its order. A sort for each parent costs a fifth.
  const order = rows.isJoined() ? ` order by ${rows.outerOrder()}` : '';
  return `(select coalesce(json_agg(${array}${order}), '[]') ${from})`;
}

/** `json_build_array(a::text, ...)`; JSON sub-selects stay JSON. */
function jsonArray(expressions: readonly string[]): string {
  const texts = expressions.map((one) => (isJson(one) ? one : `(${one})::text`));
  if (texts.length <= CHUNK) return `json_build_array(${texts.join(', ')})`;
  const chunks: string[] = [];
  for (let at = 0; at < texts.length; at += CHUNK) {
    chunks.push(`json_build_array(${texts.slice(at, at + CHUNK).join(', ')})`);
  }
  return `json_build_array(${chunks.join(', ')})`;
}

function isJson(expression: string): boolean {
  return /^(\(select (coalesce\(json_agg|json_build_array)|json_build_array)/.test(expression);
}

/** The cells of a row that was `width` expressions wide when it was written. */
function unchunked(cells: Cells, width: number): Cells {
  return width > CHUNK ? (cells.flat() as Cells) : cells;
}

/** A JSON cell: text at the top level, parsed already inside another JSON cell. */
function jsonCells(cell: Cell | undefined): Cells {
  if (cell === null || cell === undefined) return [];
  return typeof cell === 'string' ? (JSON.parse(cell) as Cells) : cell;
}
