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

/** Those of the employees (uuids) whom the caller may see, in the same order. */
export async function visibleOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (seesAll(ctx) || ids.length === 0) return new Set(ids);
  const unique = [...new Set(ids)];
  return new Set(await ctx.ids(EmployeeType, { id: { in: unique } }, unique.length));
}
