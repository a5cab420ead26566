import type { RequestContext } from '../context/request.js';
import type { JobRun } from '../jobs/job-run.js';
import { uuidv7 } from '../model/ids.js';
import { DomainError, Refusal } from '../write/errors.js';
import type { ImportType, RowFault } from './import-type.js';

/** Faults that wait to be stored, at most. */
const MANY = 2_000;

/**
 * The faults of an import that are not stored yet. Those of a step go with its transaction
 * (`store`); those that are found before, or by a transaction that will be rolled back, go by
 * themselves (`spill`), so that memory does not grow with them.
 */
export class FaultList {
  private kept: RowFault[] = [];

  add(faults: readonly RowFault[]): void {
    this.kept.push(...faults);
  }

  /** Stores what was added since, inside the transaction of the step that found it. */
  async store(ctx: RequestContext, jobId: string): Promise<void> {
    for (let at = 0; at < this.kept.length; at += MANY) {
      await ctx.sql(INSERT, [jobId, jsonOf(this.kept.slice(at, at + MANY))]);
    }
  }

  get isEmpty(): boolean {
    return this.kept.length === 0;
  }

  /** To be called when that transaction has committed. */
  settle(): void {
    this.kept = [];
  }

  /** Stores at once when there are many; a run that has lost its job stores nothing. */
  async spill({ runtime, job }: JobRun): Promise<void> {
    if (this.kept.length < MANY) return;
    const values = [job.id, jsonOf(this.kept), job.lease];
    this.kept = [];
    await runtime.reads.sql(job.organizationId, { text: `${INSERT} ${HELD}`, values });
  }
}

/** For an import that begins anew, because nothing of it was kept. */
export async function forgetFaults({ runtime, job }: JobRun): Promise<void> {
  const text = 'delete from core.import_fault where job_id = $1';
  await runtime.reads.sql(job.organizationId, { text, values: [job.id] });
}

function jsonOf(faults: readonly RowFault[]): string {
  return JSON.stringify(
    faults.map((fault) => ({
      id: uuidv7(),
      line: fault.line,
      column: fault.column?.slice(0, 120) ?? null,
      code: fault.code.slice(0, 120),
      message: fault.message.slice(0, 1000),
    })),
  );
}

const INSERT = `
  insert into core.import_fault (id, job_id, line, "column", code, message)
  select f.id, $1, f.line, f."column", f.code, f.message
  from jsonb_to_recordset($2::jsonb)
    as f(id uuid, line integer, "column" text, code text, message text)`;

// The lock: whoever takes the job over begins by forgetting what is stored.
const HELD = `
  where exists (select from core.job
    where id = $1 and lease_owner = $3 and state = 'RUNNING' for share)`;

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
