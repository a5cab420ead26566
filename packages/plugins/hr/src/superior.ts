import { type ApprovalCase, approverResolver, type Ctx } from '@bureau/core';

const MANAGER = `
  select boss.id
  from core.membership asker
  join hr.employee e on e.organization_id = asker.organization_id and e.person_id = asker.person_id
  join hr.job_record j on j.organization_id = e.organization_id and j.employee_id = e.id
    and j.valid_from <= $2::date and (j.valid_to is null or j.valid_to > $2::date)
  join hr.employee m on m.organization_id = j.organization_id and m.id = j.manager_id
  join core.membership boss
    on boss.organization_id = m.organization_id and boss.person_id = m.person_id and boss.is_active
  where asker.id = $1::uuid`;

/** The manager of whoever asks, as the reporting lines of today have it. */
export const managerApprover = approverResolver({
  key: 'hr.manager',
  description: 'The manager of whoever asks, by the reporting lines of the day.',
  async resolve(ctx: Ctx, { requesterId }: ApprovalCase) {
    const rows = await ctx.sql<{ id: string }>(MANAGER, [requesterId, ctx.today]);
    return rows.map(({ id }) => id);
  },
});
