import { compactIban, type Ctx, PartyBankAccountType } from '@bureau/core';

/** Accounts that are kept in mind while a file is read. */
const REMEMBERED = 10_000;

const OWNERS = 'select distinct party_id as party from core.party_bank_account where id = any($1)';

/**
 * Finds the party that has an account, where exactly one has it. Numbers of parties are sealed:
 * they are compared by their blind index, and only for callers who may read them.
 */
export function partyFinder(): (ctx: Ctx, account: string) => Promise<string | null> {
  const known = new Map<string, string | null>();
  return async (ctx, account) => {
    if (!ctx.can('core.partyBankAccount.read')) return null;
    const iban = compactIban(account);
    const earlier = known.get(iban);
    if (earlier !== undefined) return earlier;
    const ids = await ctx.ids(PartyBankAccountType, { iban: { eq: iban } }, 10);
    const owners = ids.length === 0 ? [] : await ctx.sql<{ party: string }>(OWNERS, [ids]);
    const party = owners.length === 1 ? (owners[0]?.party ?? null) : null;
    if (known.size >= REMEMBERED) known.clear();
    known.set(iban, party);
    return party;
  };
}
