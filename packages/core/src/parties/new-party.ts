import type { Ctx } from '../context/ctx.js';
import { numberSeries } from '../series/declaration.js';
import { NumberSeriesService } from '../series/number-series.service.js';
import type { Person } from '../schema/person.entity.js';
import { partyErrors } from './errors.js';
import { Party, type PartyKind } from './party.entity.js';

/** Codes of parties that are entered without one. */
export const partyCodes = numberSeries({
  key: 'core.party',
  description: 'Codes of parties.',
  // Plain: a code that was never used harms nobody.
  pattern: 'P-{00000}',
});

/** What a new party is made of; texts are trimmed and checked. */
export interface NewParty {
  kind: PartyKind;
  name: string;
  code?: string | null | undefined;
  person?: Person | null | undefined;
  isCustomer?: boolean | null | undefined;
  isSupplier?: boolean | null | undefined;
  isEmployee?: boolean | null | undefined;
  isActive?: boolean | null | undefined;
  legalName?: string | null | undefined;
  taxNumber?: string | null | undefined;
  registrationNumber?: string | null | undefined;
  currency?: string | null | undefined;
  locale?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  website?: string | null | undefined;
  note?: string | null | undefined;
}

/**
 * Enters a party, under the next code of the series where none is given.
 * @throws CORE_PARTY_CODE_TAKEN, CORE_PARTY_PERSON_TAKEN, CORE_PARTY_PERSON_COMPANY
 */
export async function addParty(ctx: Ctx, values: NewParty): Promise<Party> {
  const code = values.code ?? (await drawCode(ctx));
  if (values.code) await demandFreeCode(ctx, code);
  await demandFreePerson(ctx, values);
  return ctx.em.create(Party, {
    ...values,
    code,
    isCustomer: values.isCustomer ?? false,
    isSupplier: values.isSupplier ?? false,
    isEmployee: values.isEmployee ?? false,
    isActive: values.isActive ?? true,
  });
}

/** @throws CORE_PARTY_CODE_TAKEN */
export async function demandFreeCode(ctx: Ctx, code: string, party?: Party): Promise<void> {
  const other = await ctx.em.findOne(Party, { code });
  if (other && other !== party) throw partyErrors.PARTY_CODE_TAKEN({ code }, ['input', 'code']);
}

/** @throws CORE_PARTY_PERSON_TAKEN, CORE_PARTY_PERSON_COMPANY */
export async function demandFreePerson(
  ctx: Ctx,
  { kind, person }: { kind: PartyKind; person?: Person | null | undefined },
  party?: Party,
): Promise<void> {
  if (!person) return;
  const path = ['input', 'personId'];
  if (kind === 'COMPANY') throw partyErrors.PARTY_PERSON_COMPANY({}, path);
  const other = await ctx.em.findOne(Party, { person });
  if (other && other !== party) throw partyErrors.PARTY_PERSON_TAKEN({ code: other.code }, path);
}

function drawCode(ctx: Ctx): Promise<string> {
  const taken = async (codes: readonly string[]) => {
    const rows = await ctx.sql<{ code: string }>(
      'select code from core.party where organization_id = $1 and code = any($2::text[])',
      [ctx.organizationId, codes],
    );
    return new Set(rows.map(({ code }) => code));
  };
  return ctx.service(NumberSeriesService).next(ctx, partyCodes.key, { taken });
}
