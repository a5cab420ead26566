import { type ApprovalCase, approvalKind, type Ctx } from '@bureau/core';
import { recruitmentErrors } from './errors.js';
import { requisitionOpened } from './events.js';
import { Position, Requisition } from './position.entity.js';

/** The wish of a department to hire. */
export const requisitionApproval = approvalKind({
  key: 'hr.requisition.open',
  description: 'Hiring people for approved posts.',
  recordType: 'Requisition',
  withoutPolicy: 'APPROVE',
  decided,
});

async function decided(ctx: Ctx, { state, recordId }: ApprovalCase): Promise<void> {
  const requisition = await ctx.em.findOneOrFail(Requisition, { id: recordId });
  requisition.demand('PENDING');
  if (state === 'APPROVED') return openRequisition(ctx, requisition);
  requisition.state = state === 'WITHDRAWN' ? 'DRAFT' : 'REJECTED';
}

/** @throws HR_REQUISITION_POSTS: posts may have gone since it was asked for */
export async function openRequisition(ctx: Ctx, requisition: Requisition): Promise<void> {
  await demandPosts(ctx, requisition);
  requisition.state = 'OPEN';
  const { id: requisitionId, openings } = requisition;
  const payload = { requisitionId, positionId: requisition.position.id, openings };
  ctx.emit(requisitionOpened, payload, { type: 'Requisition', id: requisitionId });
}

/**
 * Whether the position has that many posts left. The position is locked: of two who want the last
 * one, the second sees the first.
 * @throws HR_REQUISITION_POSTS, HR_POSITION_INACTIVE
 */
export async function demandPosts(ctx: Ctx, requisition: Requisition): Promise<void> {
  const path = ['input', 'openings'];
  const positionId = requisition.position.id;
  await ctx.sql('select id from hr.position where id = $1 for update', [positionId]);
  const position = await ctx.em.findOneOrFail(Position, { id: positionId });
  await ctx.em.refresh(position);
  if (!position.isActive) throw recruitmentErrors.POSITION_INACTIVE({ code: position.code }, path);
  const used = await usedPosts(ctx, positionId, requisition.id);
  const free = position.posts - used;
  const { openings } = requisition;
  if (openings <= free) return;
  throw recruitmentErrors.REQUISITION_POSTS({ code: position.code, free, openings }, path);
}

/**
 * Posts of a position (uuid) that are taken by people who accepted and have not left, and by other
 * requisitions that are asked for or open.
 */
export async function usedPosts(
  ctx: Ctx,
  positionId: string,
  except: string | null = null,
): Promise<number> {
  const [row] = await ctx.sql<{ used: string }>(USED, [positionId, except, ctx.today]);
  return Number(row?.used);
}

const USED = `
  select coalesce(sum(case when r.state in ('PENDING', 'OPEN') then r.openings - r.filled
      else 0 end), 0) + coalesce(sum((
      select count(*) from hr.offer o
      join hr.application a on a.organization_id = o.organization_id and a.id = o.application_id
      left join hr.employee e on e.organization_id = a.organization_id and e.id = a.employee_id
      where o.organization_id = r.organization_id and o.requisition_id = r.id
        and o.state = 'ACCEPTED' and (e.terminated_on is null or e.terminated_on >= $3::date))), 0)
    as used
  from hr.requisition r
  where r.position_id = $1 and ($2::uuid is null or r.id <> $2)`;
