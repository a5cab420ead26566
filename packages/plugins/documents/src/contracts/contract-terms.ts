import { type Ctx, fitsMinorUnits, Money, Party, User } from '@bureau/core';
import { type Contract, ContractParty } from './contract.entity.js';
import type { ContractPartyInput } from './contract.inputs.js';
import { contractErrors } from './errors.js';

/** Terms that fit each other. @throws DOCUMENTS_CONTRACT_... for the first that does not */
export function demandTerms(contract: Contract): void {
  const { title, startsOn, endsOn = null, noticeCount = null, noticeUnit = null } = contract;
  if (title.trim() === '') throw contractErrors.CONTRACT_TITLE({}, ['input', 'title']);
  if (endsOn !== null && endsOn < startsOn) {
    throw contractErrors.CONTRACT_SPAN({}, ['input', 'endsOn']);
  }
  const isHalf = (noticeCount === null) !== (noticeUnit === null);
  if (isHalf || (noticeCount !== null && !within(noticeCount, 1, 3_660))) {
    throw contractErrors.CONTRACT_NOTICE({}, ['input', 'noticeCount']);
  }
  const months = contract.renewalMonths ?? null;
  if (months !== null && (endsOn === null || !within(months, 1, 120))) {
    throw contractErrors.CONTRACT_RENEWAL({}, ['input', 'renewalMonths']);
  }
  if (!within(contract.remindDays, 0, 366)) {
    throw contractErrors.CONTRACT_REMINDER({}, ['input', 'remindDays']);
  }
  contract.reckon();
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** @throws DOCUMENTS_CONTRACT_VALUE */
export function valueOf(value: { amount: string; currency: string } | null | undefined) {
  if (!value) return null;
  const { amount, currency } = value;
  if (amount.startsWith('-') || !fitsMinorUnits(amount, currency)) {
    throw contractErrors.CONTRACT_VALUE({ currency }, ['input', 'value']);
  }
  return Money.of(amount, currency);
}

/** The user who answers for a contract; default the caller. @throws DOCUMENTS_CONTRACT_OWNER */
export async function ownerOf(ctx: Ctx, id: string | null | undefined): Promise<User | null> {
  const { userId } = ctx.principal;
  if (id === undefined) return userId === undefined ? null : ctx.em.getReference(User, userId);
  if (id === null) return null;
  const path = ['input', 'ownerId'];
  const user = await ctx.find(User, id, { path });
  if (user.isActive) return user;
  throw contractErrors.CONTRACT_OWNER({}, path);
}

/** Makes these the parties of a contract. @throws DOCUMENTS_CONTRACT_PARTY */
export async function setParties(
  ctx: Ctx,
  contract: Contract,
  given: readonly ContractPartyInput[],
): Promise<void> {
  const path = ['input', 'parties'];
  const isTwice = new Set(given.map(({ partyId }) => partyId)).size < given.length;
  if (given.length === 0 || given.length > 50 || isTwice) {
    throw contractErrors.CONTRACT_PARTY({}, path);
  }
  const known = await ctx.em.find(ContractParty, { contract: contract.id });
  const wanted = new Map<string, ContractPartyInput>();
  for (const one of given) {
    const { id } = await ctx.find(Party, one.partyId, { path });
    wanted.set(id, one);
  }
  for (const row of known) {
    const kept = wanted.get(row.party.id);
    if (kept) row.role = kept.role;
    else ctx.em.remove(row);
    wanted.delete(row.party.id);
  }
  for (const [id, { role }] of wanted) {
    ctx.em.create(ContractParty, { contract, party: ctx.em.getReference(Party, id), role });
  }
}
