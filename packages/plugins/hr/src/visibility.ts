import { type Ctx, Refusal } from '@bureau/core';
import { EmployeeType } from './employee.types.js';

const READ = 'hr.employee.read';

function seesAll(ctx: Ctx): boolean {
  return ctx.principal.kind === 'system' || ctx.principal.permissions.get(READ) === 'all';
}

/** For figures and structures over everybody: a right on some rows is not enough. */
export function demandAll(ctx: Ctx): void {
  if (seesAll(ctx)) return;
  throw new Refusal('FORBIDDEN', `Requires ${READ} for every employee.`, { permission: READ });
}

/** Which employees a caller may see. */
export interface Visible {
  /** Nothing narrows the caller's rows. */
  all: boolean;
  isVisible(uuid: string): boolean;
}

/** Which of the employees (uuids) the caller may see; a statement only where rows are narrowed. */
export async function visibleOf(ctx: Ctx, ids: readonly string[]): Promise<Visible> {
  if (seesAll(ctx)) return { all: true, isVisible: () => true };
  const unique = [...new Set(ids)];
  const where = { id: { in: unique } };
  const seen = new Set(unique.length > 0 ? await ctx.ids(EmployeeType, where, unique.length) : []);
  return { all: false, isVisible: (uuid) => seen.has(uuid) };
}
