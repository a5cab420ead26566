import type { RequestContext } from '../context/request.js';
import { uuidv7 } from '../model/ids.js';
import { DomainError, Refusal } from '../write/errors.js';
import type { ImportType, RowFault } from './import-type.js';

/** Faults that are kept of one import; all are counted. */
export const MAX_FAULTS = 10_000;

/** The faults of an import, the first ones kept; hands out those that are not stored yet. */
export class FaultList {
  private kept: RowFault[] = [];

  /** @param stored how many of this import are stored already */
  constructor(private stored = 0) {}

  add(faults: readonly RowFault[]): void {
    const room = MAX_FAULTS - this.stored - this.kept.length;
    if (room > 0) this.kept.push(...faults.slice(0, room));
  }

  /** Stores what was added since, inside the transaction of the step that found it. */
  async store(ctx: RequestContext, jobId: string): Promise<void> {
    if (this.kept.length === 0) return;
    const rows = this.kept.map((fault) => ({
      id: uuidv7(),
      line: fault.line,
      column: fault.column?.slice(0, 120) ?? null,
      code: fault.code.slice(0, 120),
      message: fault.message.slice(0, 1000),
    }));
    await ctx.sql(INSERT, [jobId, JSON.stringify(rows)]);
  }

  /** To be called when that transaction has committed. */
  settle(): void {
    this.stored += this.kept.length;
    this.kept = [];
  }

  get storedCount(): number {
    return this.stored + this.kept.length;
  }
}

const INSERT = `
  insert into core.import_fault (id, job_id, line, "column", code, message)
  select f.id, $1, f.line, f."column", f.code, f.message
  from jsonb_to_recordset($2::jsonb)
    as f(id uuid, line integer, "column" text, code text, message text)`;

/** Refusals that say something of the row at hand, not of the whole work. */
const OF_ROW = new Set(['NOT_FOUND', 'BAD_USER_INPUT', 'FORBIDDEN']);

/** An error of the domain as the fault of a row; `undefined` when it concerns the whole work. */
export function faultOfError(type: ImportType, line: number, error: unknown): RowFault | undefined {
  if (error instanceof DomainError) {
    const { code, message, path } = error;
    return { line, column: columnOf(type, path), code, message };
  }
  if (!(error instanceof Refusal)) return undefined;
  const code = String(error.extensions['code']);
  if (!OF_ROW.has(code)) return undefined;
  const path = (error.extensions['argumentPath'] ?? []) as readonly string[];
  return { line, column: columnOf(type, path), code, message: error.message };
}

/** A column by the argument path of the mutation: `['input', 'hiredOn']` -> `hired_on`. */
function columnOf(type: ImportType, path: readonly string[]): string | undefined {
  const names = new Set(type.columns.map((column) => column.name));
  const whole = path.find((part) => names.has(part) || part.startsWith('externalRef.'));
  if (whole !== undefined) return whole;
  const words = path.map((part) => part.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`));
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const found = [words[at] ?? '', words.slice(at).join('_')].find((name) => names.has(name));
    if (found !== undefined) return found;
  }
  return undefined;
}
