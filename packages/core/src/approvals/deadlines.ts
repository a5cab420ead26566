import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/postgresql';
import type { Ctx } from '../context/ctx.js';
import type { RunSql } from '../context/run-sql.js';
import type { Runtime } from '../context/runtime.js';
import { systemCaller } from '../context/system.js';
import { inTransaction } from '../write/transaction.js';
import { ApprovalRequest } from './approval-request.entity.js';
import { daysAfter } from './days-after.js';
import { ApprovalReminder } from './events.js';
import { closeSeats } from './seats.js';
import { aboutOf, conclude, subjectOf } from './vote.js';

/** How long a request has, by the policy of the moment. */
export interface ApprovalDeadlines {
  expiresAt: Date | null;
  remindsAt: Date | null;
  remindsAfterDays: number | null;
}

/** The deadlines of a request that begins, or begins anew, now. */
export async function deadlinesOf(ctx: Ctx, kind: string): Promise<ApprovalDeadlines> {
  const [row] = await ctx.sql<Record<'expires' | 'reminds', string | null>>(
    `select expires_after_days::text as expires, reminds_after_days::text as reminds
     from core.approval_policy where kind = $1`,
    [kind],
  );
  const remindsAfterDays = row?.reminds ? Number(row.reminds) : null;
  return {
    expiresAt: row?.expires ? daysAfter(ctx.now, Number(row.expires)) : null,
    remindsAt: remindsAfterDays == null ? null : daysAfter(ctx.now, remindsAfterDays),
    remindsAfterDays,
  };
}

/** A request whose time has come, for one thing or the other. */
interface DueRequest extends Record<string, unknown> {
  organization_id: string;
  id: string;
}

const DUE = `
  select organization_id, id from core.approval_request
  where state = 'PENDING' and least(expires_at, reminds_at) <= $1
    and (organization_id, id) > ($2::uuid, $3::uuid)
  order by organization_id, id limit 100`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Ends requests of all organizations whose time is over, and reminds of others, each in a
 * transaction of its own: one whose plugin refuses the end is told in the log, tried again the
 * next time, and holds up no other one.
 */
export async function meetDeadlines(
  runtime: Runtime,
  run: RunSql,
  isStopping: () => boolean,
): Promise<void> {
  let last: DueRequest = { organization_id: FIRST, id: FIRST };
  for (;;) {
    const values = [runtime.clock(), last.organization_id, last.id];
    const due = await run<DueRequest>(DUE, values);
    for (const request of due) {
      if (isStopping()) return;
      await meet(runtime, request);
      last = request;
    }
    if (due.length === 0) return;
  }
}

async function meet(runtime: Runtime, { organization_id, id }: DueRequest): Promise<void> {
  const caller = systemCaller(runtime.composition, organization_id, randomUUID());
  try {
    await inTransaction(runtime, caller, {
      operation: 'approvalDeadline',
      work: (ctx) => meetOne(ctx, id),
    });
  } catch (error) {
    const told = { organizationId: organization_id, request: id, error: String(error) };
    runtime.log.warn(told, 'deadline of an approval not met');
  }
}

/** Votes lock the request too: either the vote was first, or the end is. */
async function meetOne(ctx: Ctx, id: string): Promise<void> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
  const request = await ctx.em.findOne(ApprovalRequest, { id, state: 'PENDING' }, lock);
  if (!request) return;
  if (request.expiresAt && request.expiresAt <= ctx.now) {
    await closeSeats(ctx, request);
    return conclude(ctx, request, { state: 'EXPIRED', comment: null });
  }
  if (request.remindsAt && request.remindsAt <= ctx.now) await remind(ctx, request);
}

async function remind(ctx: Ctx, request: ApprovalRequest): Promise<void> {
  const { id, round, step, remindsAfterDays } = request;
  const rows = await ctx.sql<{ user_id: string }>(ASKED, [id, round, step]);
  const approverIds = rows.map((row) => row.user_id);
  ctx.emit(ApprovalReminder, { ...aboutOf(request), step, approverIds }, subjectOf(request));
  // Not by the entity: a reminder is no change, and its version is what approvers decide on.
  await ctx.sql('update core.approval_request set reminds_at = $2 where id = $1', [
    id,
    remindsAfterDays == null ? null : daysAfter(ctx.now, remindsAfterDays),
  ]);
}

const ASKED = `
  select user_id from core.approval_seat
  where request_id = $1 and round = $2 and step = $3 and is_open order by user_id`;
