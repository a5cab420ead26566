import type { Ctx } from '../context/ctx.js';
import type { Principal } from '../context/principal.js';
import type { Where } from '../model/expose.js';
import type { Party } from './party.entity.js';

/** To know where people live who work here; everybody knows of themselves. */
export const HOME_READ = 'core.homeAddress.read';

/** Addresses of employees are where they live: not for all who deal with parties. */
export function addressesSeenBy({ permissions, personId }: Principal): Where | undefined {
  if (permissions.has(HOME_READ)) return undefined;
  const elsewhere: Where = { party: { isEmployee: { eq: false } } };
  if (personId === undefined) return elsewhere;
  return { or: [elsewhere, { party: { person: { id: { eq: personId } } } }] };
}

/**
 * Who may not read where an employee lives adds no address to them either, which they would not
 * see, and makes nobody of them whose addresses they see.
 * @throws Refusal FORBIDDEN
 */
export function demandHome(ctx: Ctx, { isEmployee, person }: Pick<Party, 'isEmployee' | 'person'>) {
  const { personId } = ctx.principal;
  const isOwn = personId !== undefined && person?.id === personId;
  if (isEmployee && !isOwn) ctx.demand(HOME_READ);
}
