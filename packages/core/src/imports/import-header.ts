import { unguardFormula } from '../bulk/formula-guard.js';
import { externalRefColumn } from './custom-columns.js';
import { importErrors } from './errors.js';
import type { ImportColumn, ImportType, RowFault } from './import-type.js';

/** Which column a header of the file stands for; without a column it is left out. */
export interface ColumnMapping {
  header: string;
  column?: string | null;
}

/** How the cells of each row are to be understood. */
export interface HeaderPlan {
  /** By place in the row; `undefined` for what is left out. */
  columns: readonly (ImportColumn | undefined)[];
  /** False when a needed column is missing or stands twice: no row can be used. */
  isSound: boolean;
  faults: readonly RowFault[];
}

const MAX_COLUMNS = 250;

/** Header of the reasons in a file of rejected rows; left out when that is imported. */
export const REASON_COLUMN = 'import_error';

/**
 * Finds the column of each header: by the mapping, else by name, where case, spaces and hyphens do
 * not count (`Employee Number` is `employee_number`).
 */
export function planHeader(
  type: ImportType,
  header: { cells: readonly string[]; line: number },
  mapping: readonly ColumnMapping[],
): HeaderPlan {
  const { line } = header;
  const cells = header.cells.map((cell) => unguardFormula(cell.trim()));
  if (cells.length > MAX_COLUMNS) {
    const fault = faultAt(
      line,
      undefined,
      importErrors.IMPORT_TOO_MANY_COLUMNS({ max: MAX_COLUMNS }),
    );
    return { columns: [], isSound: false, faults: [fault] };
  }
  const byName = new Map(type.columns.map((column) => [column.name, column]));
  const byText = columnsByText(type.columns);
  const mapped = new Map(mapping.map((entry) => [entry.header.trim(), entry.column ?? null]));
  const faults = mappingFaults({
    ...{ line, cells, mapped, byName },
    isRef: (column) => externalRefColumn(type, column) !== undefined,
  });
  const seen = new Set<string>();
  let isSound = true;
  const columns = cells.map((text) => {
    const name = mapped.has(text) ? mapped.get(text) : nameOf(text);
    if (name === null || (text === '' && !mapped.has(text))) return undefined;
    const column = mapped.has(text)
      ? (byName.get(name ?? '') ?? externalRefColumn(type, name ?? ''))
      : (byText.get(nameOf(text)) ?? externalRefColumn(type, text));
    if (!column) {
      if (!mapped.has(text) && nameOf(text) !== REASON_COLUMN) {
        faults.push(faultAt(line, text, importErrors.IMPORT_UNKNOWN_COLUMN()));
      }
      return undefined;
    }
    if (seen.has(column.name)) {
      faults.push(faultAt(line, text, importErrors.IMPORT_COLUMN_TWICE()));
      isSound = false;
      return undefined;
    }
    seen.add(column.name);
    return column;
  });
  for (const column of type.columns) {
    if (!column.required || seen.has(column.name)) continue;
    faults.push(faultAt(line, column.name, importErrors.IMPORT_MISSING_COLUMN()));
    isSound = false;
  }
  return { columns, isSound, faults };
}

/** Names as headers are compared; then labels, where they mean no other column. */
function columnsByText(columns: readonly ImportColumn[]): Map<string, ImportColumn> {
  const found = new Map<string, ImportColumn>();
  for (const { label, ...column } of columns) {
    const text = nameOf(label ?? '');
    if (text !== '') found.set(text, column);
  }
  for (const column of columns) found.set(nameOf(column.name), column);
  return found;
}

/** `Employee Number` -> `employee_number`. */
function nameOf(header: string): string {
  return header.toLowerCase().replace(/[\s-]+/g, '_');
}

interface Mapped {
  line: number;
  cells: readonly string[];
  mapped: ReadonlyMap<string, string | null>;
  byName: ReadonlyMap<string, ImportColumn>;
  /** Whether it names an id in another system. */
  isRef(column: string): boolean;
}

function mappingFaults({ line, cells, mapped, byName, isRef }: Mapped): RowFault[] {
  const headers = new Set(cells);
  return [...mapped].flatMap(([header, column]) => {
    if (!headers.has(header)) return [faultAt(line, header, importErrors.IMPORT_MAPPED_HEADER())];
    if (column === null || byName.has(column) || isRef(column)) return [];
    return [faultAt(line, column, importErrors.IMPORT_MAPPED_COLUMN())];
  });
}

/** An error of the table as the fault of a place in the file. */
export function faultAt(
  line: number,
  column: string | undefined,
  error: { code: string; message: string },
): RowFault {
  return { line, column, code: error.code, message: error.message };
}
