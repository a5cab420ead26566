import { Temporal } from 'temporal-polyfill';
import { bulkErrors } from './errors.js';
import { MORE } from './export-query.js';
import type { ExportColumn, ExportRequest } from './export-request.js';
import { csvLine } from './formula-guard.js';

/** A record as the API answers it. */
export type ExportRow = Record<string, unknown>;

/** What stands before the first record. */
export function headerOf({ format, columns }: ExportRequest): string {
  return format === 'CSV' ? csvLine(columns.map(({ header }) => header)) : '';
}

/**
 * A record as a line: of JSONL exactly what the API answers, of CSV its columns.
 * @throws DomainError CORE_EXPORT_NESTED_TOO_LARGE when a list within it is not whole
 */
export function lineOf(request: ExportRequest, row: ExportRow): string {
  const { format, columns, lists } = request;
  for (const path of lists) checkWhole(row, path, { row, path });
  if (format === 'CSV') return csvLine(columns.map((column) => cellOf(row, column)));
  const text = JSON.stringify(row, (key, value: unknown) => (key === MORE ? undefined : value));
  return `${text}\n`;
}

function cellOf(row: ExportRow, { path, zone }: ExportColumn): string {
  let value: unknown = row;
  for (const key of path) value = (value as ExportRow | null | undefined)?.[key];
  if (value === null || value === undefined) return '';
  if (zone !== undefined) return dayIn(zone, value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The day of an instant, which the API answers as a text or as a date. */
function dayIn(zone: string, value: unknown): string {
  const at = value instanceof Date ? value.toISOString() : String(value);
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

interface Place {
  row: ExportRow;
  path: readonly string[];
}

function checkWhole(value: unknown, path: readonly string[], at: Place): void {
  if (Array.isArray(value)) {
    for (const one of value) checkWhole(one, path, at);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const [key, ...rest] = path;
  if (key !== undefined) {
    checkWhole((value as ExportRow)[key], rest, at);
    return;
  }
  const more = (value as ExportRow)[MORE] as
    { hasNextPage: boolean; hasPreviousPage: boolean } | undefined;
  if (!more?.hasNextPage && !more?.hasPreviousPage) return;
  const id = String(at.row['id'] ?? 'a record');
  throw bulkErrors.EXPORT_NESTED_TOO_LARGE({ id, path: at.path.join('.') });
}
