import { type Ctx, Party, PartyService, PartyType, Refusal } from '@bureau/core';
import { uuidAt } from '../ledger/entry-input.js';
import { demandRole } from '../trade/draft-document.js';
import { expenseErrors } from './errors.js';

const WRITE = 'accounting.expenseClaim.write';

/**
 * Whose expenses they are: the caller's, or those of the named employee.
 * @throws ACCOUNTING_EXPENSE_EMPLOYEE, ACCOUNTING_PARTY_ROLE; Refusal FORBIDDEN for somebody else
 * whose right is for the own expenses only
 */
export async function claimantOf(ctx: Ctx, partyId: string | null | undefined): Promise<Party> {
  const own = await ownParty(ctx);
  if (partyId == null) {
    if (!own) throw expenseErrors.EXPENSE_EMPLOYEE({}, ['input', 'partyId']);
    return own;
  }
  const path = ['input', 'partyId'];
  if (own && uuidAt(PartyType, partyId) === own.id) return own;
  if (!mayForOthers(ctx)) {
    const message = `Requires ${WRITE} for the expenses of others.`;
    throw new Refusal('FORBIDDEN', message, { permission: WRITE });
  }
  const party = await ctx.find(Party, partyId, { path });
  demandRole(party, 'isEmployee');
  return party;
}

/** The caller as a party; made when there is none yet. Null: no person is behind the caller. */
async function ownParty(ctx: Ctx): Promise<Party | null> {
  const { personId } = ctx.principal;
  if (personId === undefined) return null;
  return ctx.service(PartyService).ofPerson(ctx, personId, { isEmployee: true });
}

function mayForOthers({ principal }: Ctx): boolean {
  const { kind, permissions } = principal;
  return kind === 'system' || (permissions.get(WRITE) ?? permissions.get('*')) === 'all';
}
