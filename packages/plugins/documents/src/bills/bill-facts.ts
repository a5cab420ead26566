import { type Ctx, Party } from '@bureau/core';
import type { ExtractedFieldName } from '../capture/capture-kinds.js';
import { ExtractedField } from '../capture/extracted-field.entity.js';
import type { Document } from '../library/document.entity.js';
import { billErrors } from './errors.js';

/** What a bill needs of a paper. */
export interface BillFacts {
  reference: string;
  issuedOn: string;
  total: string;
  currency: string | null;
  vatId: string | null;
}

/** What was given in place of what stands on the paper. */
export interface GivenBillFacts {
  partyReference?: string | null;
  issuedOn?: string | null;
}

/** Below it somebody must look first. */
const SURE = 0.6;

const WORDS: Partial<Record<ExtractedFieldName, string>> = {
  DOCUMENT_NUMBER: 'number',
  DOCUMENT_DATE: 'date',
  TOTAL: 'total',
};

/** @throws DOCUMENTS_BILL_FIELD, DOCUMENTS_BILL_UNSURE */
export async function billFactsOf(
  ctx: Ctx,
  document: Document,
  given: GivenBillFacts,
): Promise<BillFacts> {
  const found = await ctx.em.find(ExtractedField, { document });
  const fieldOf = (name: ExtractedFieldName) => found.find((one) => one.name === name);
  const needed = (name: ExtractedFieldName) => {
    const path = ['input', 'documentId'];
    const field = fieldOf(name);
    if (!field) throw billErrors.BILL_FIELD({ field: WORDS[name] ?? name }, path);
    if (field.state === 'FOUND' && Number(field.confidence) < SURE) {
      throw billErrors.BILL_UNSURE({ field: WORDS[name] ?? name }, path);
    }
    return field.value;
  };
  return {
    reference: given.partyReference?.trim() || needed('DOCUMENT_NUMBER'),
    issuedOn: given.issuedOn ?? document.datedOn ?? needed('DOCUMENT_DATE'),
    total: needed('TOTAL'),
    currency: fieldOf('CURRENCY')?.value ?? null,
    vatId: fieldOf('VAT_ID')?.value ?? null,
  };
}

/** The supplier: as given, that of the correspondent, or the one with the VAT number. */
export async function supplierOf(
  ctx: Ctx,
  document: Document,
  { partyId, vatId }: { partyId: string | null | undefined; vatId: string | null },
): Promise<Party> {
  if (partyId != null) return ctx.find(Party, partyId, { path: ['input', 'partyId'] });
  await ctx.em.populate(document, ['correspondent.party']);
  const party = document.correspondent?.party;
  if (party) return party;
  const same =
    vatId === null ? [] : await ctx.em.find(Party, { taxNumber: vatId, isSupplier: true });
  const [only] = same;
  if (only && same.length === 1) return only;
  throw billErrors.BILL_SUPPLIER({}, ['input', 'documentId']);
}
