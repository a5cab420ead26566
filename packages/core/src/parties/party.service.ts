import type { Ctx } from '../context/ctx.js';
import { runtimeOf } from '../files/file-service.js';
import { serviceToken } from '../plugin/definition.js';
import { Person } from '../schema/person.entity.js';
import { sealedWithKey } from '../vault/data-keys.js';
import { sealedCell } from '../vault/vault.js';
import { addParty } from './new-party.js';
import { Party } from './party.entity.js';

/** The one model of customers, suppliers and employees: `ctx.service(PartyService)`. */
export interface PartyService {
  /**
   * The party that a person is, made when there is none; it is marked as an employee where asked.
   * @param personId uuid
   */
  ofPerson(ctx: Ctx, personId: string, roles?: { isEmployee?: boolean }): Promise<Party>;
  /**
   * The bank accounts of parties in plain text, for who writes to a bank. Asks for the right to
   * read them. @param partyIds uuids @throws Refusal FORBIDDEN
   */
  bankAccountsOf(ctx: Ctx, partyIds: readonly string[]): Promise<PartyAccount[]>;
}

/** Where money for a party goes, readable. */
export interface PartyAccount {
  /** Uuid, as of the party. */
  id: string;
  partyId: string;
  holder: string;
  /** Without spaces. */
  iban: string;
  bic: string | null;
  isDefault: boolean;
}

export const PartyService = serviceToken<PartyService>('core.party');

/** The service as core offers it. */
export function createPartyService(): PartyService {
  return { ofPerson, bankAccountsOf };
}

async function ofPerson(
  ctx: Ctx,
  personId: string,
  { isEmployee = false }: { isEmployee?: boolean } = {},
): Promise<Party> {
  const person = await ctx.em.findOneOrFail(Person, { id: personId });
  const known = await ctx.em.findOne(Party, { person });
  if (known) {
    if (isEmployee) known.isEmployee = true;
    return known;
  }
  const name = [person.preferredName ?? person.givenName, person.familyName].join(' ');
  return addParty(ctx, { kind: 'PERSON', name, person, email: person.email, isEmployee });
}

const ACCOUNTS = `
  select id, party_id as "partyId", holder, bic, is_default::text as "default",
      ${sealedWithKey('iban')} as sealed
    from core.party_bank_account where party_id = any($1) order by id`;

async function bankAccountsOf(ctx: Ctx, partyIds: readonly string[]): Promise<PartyAccount[]> {
  ctx.demand('core.partyBankAccount.read');
  const { vault } = runtimeOf(ctx);
  await vault.ready(ctx.organizationId);
  type Row = { id: string; partyId: string; holder: string; bic: string | null };
  const rows = await ctx.sql<Row & { default: string; sealed: string }>(ACCOUNTS, [partyIds]);
  return rows.flatMap(({ default: isDefault, sealed, ...account }) => {
    const cell = sealedCell('core.party_bank_account', 'iban', account.id);
    const iban = vault.openCell(ctx.organizationId, cell, sealed);
    return iban === null ? [] : [{ ...account, iban, isDefault: isDefault === 'true' }];
  });
}
