import { Arg, Context, type Ctx, Extensions, Mutation, Party, Resolver } from '@bureau/core';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import { Bill } from './bill.entity.js';
import { CreditNote } from './credit-note.entity.js';
import {
  CreditNoteCreateInput,
  CreditNoteCreatePayload,
  CreditNoteDeletePayload,
  CreditNotePostPayload,
  CreditNoteUpdateInput,
  CreditNoteUpdatePayload,
  CreditNoteVoidPayload,
  DocumentInput,
  DocumentVoidInput,
} from './document.inputs.js';
import { changeFacts, demandRole, factsFor, setLines } from './draft-document.js';
import { tradeErrors } from './errors.js';
import { Invoice } from './invoice.entity.js';
import { copiedLines, lineValues } from './line-values.js';
import { demandStatus, postDocument, voidDocument } from './post-document.js';
import { lockPartyOf } from './trade-accounts.js';
import { linesOf } from './trade-document.js';
import { CreditNoteType } from './trade.types.js';

const KEYED = { requireKey: true, keepKey: true };

/** What takes invoices and bills back. */
@Resolver()
export class CreditNoteResolver {
  @Mutation(() => CreditNoteCreatePayload, {
    description:
      'Begins a credit note: a draft. Of an invoice or bill it has its currency, rate, rounding ' +
      'and, unless others are given, all its lines: its exact mirror.',
  })
  async creditNoteCreate(@Context() ctx: Ctx, @Arg('input') input: CreditNoteCreateInput) {
    const origin = await originOf(ctx, input);
    if (!origin) return { creditNote: await freeCreditNote(ctx, input) };
    const creditNote = ctx.em.create(CreditNote, {
      side: origin instanceof Invoice ? 'RECEIVABLE' : 'PAYABLE',
      invoice: origin instanceof Invoice ? origin : null,
      bill: origin instanceof Bill ? origin : null,
      party: origin.party,
      issuedOn: input.issuedOn,
      currency: origin.currency,
      exchangeRate: origin.exchangeRate,
      pricesIncludeTax: origin.pricesIncludeTax ?? false,
      taxRounding: origin.taxRounding,
      paymentTerm: null,
      partyReference: textOf(input.partyReference) ?? null,
      memo: textOf(input.memo) ?? null,
    });
    const lines = input.lines
      ? await lineValues(ctx, input.lines, origin.currency)
      : copiedLines(await linesOf(ctx, origin), origin.currency);
    await setLines(ctx, creditNote, lines);
    return { creditNote };
  }

  @Mutation(() => CreditNoteUpdatePayload, {
    description:
      'Changes a draft of a credit note; party, currency and rounding stay as they are: those of ' +
      'what it corrects.',
  })
  async creditNoteUpdate(@Context() ctx: Ctx, @Arg('input') input: CreditNoteUpdateInput) {
    const creditNote = await creditNoteAt(ctx, input);
    demandStatus(creditNote, ['DRAFT']);
    await changeFacts(ctx, creditNote, input);
    const lines = input.lines
      ? await lineValues(ctx, input.lines, creditNote.currency)
      : copiedLines(await linesOf(ctx, creditNote), creditNote.currency);
    await setLines(ctx, creditNote, lines);
    return { creditNote };
  }

  @Mutation(() => CreditNoteDeletePayload, { description: 'Throws a draft away.' })
  async creditNoteDelete(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const creditNote = await creditNoteAt(ctx, input);
    demandStatus(creditNote, ['DRAFT']);
    ctx.em.remove(creditNote);
    return { deletedId: input.id };
  }

  @Extensions(KEYED)
  @Mutation(() => CreditNotePostPayload, {
    description: 'Posts a credit note: a credit that settles what is open, or is paid back.',
  })
  async creditNotePost(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const creditNote = await creditNoteAt(ctx, input);
    await postDocument(ctx, creditNote);
    return { creditNote };
  }

  @Extensions(KEYED)
  @Mutation(() => CreditNoteVoidPayload, {
    description: 'Takes a posted credit note back of which nothing was used.',
  })
  async creditNoteVoid(@Context() ctx: Ctx, @Arg('input') input: DocumentVoidInput) {
    const creditNote = await creditNoteAt(ctx, input);
    const { postedOn, memo } = input;
    await voidDocument(ctx, creditNote, { on: postedOn ?? undefined, memo: textOf(memo) });
    return { creditNote };
  }
}

/** @throws ACCOUNTING_DOCUMENT_STATUS when it was not posted */
async function originOf(ctx: Ctx, input: CreditNoteCreateInput): Promise<Invoice | Bill | null> {
  const { invoiceId, billId } = input;
  if (invoiceId != null && billId != null) throw tradeErrors.CREDIT_NOTE_SIDE({}, ['input']);
  const origin =
    invoiceId != null
      ? await ctx.find(Invoice, invoiceId, { path: ['input', 'invoiceId'] })
      : billId != null
        ? await ctx.find(Bill, billId, { path: ['input', 'billId'] })
        : null;
  if (origin) demandStatus(origin, ['POSTED', 'PARTIALLY_PAID', 'PAID']);
  return origin;
}

/** A credit note that corrects no document of its own: a bonus, a price that was agreed later. */
async function freeCreditNote(ctx: Ctx, input: CreditNoteCreateInput): Promise<CreditNote> {
  const { side, partyId, lines } = input;
  if (side == null || partyId == null) throw tradeErrors.CREDIT_NOTE_SIDE({}, ['input']);
  const party = await ctx.find(Party, partyId, { path: ['input', 'partyId'] });
  demandRole(party, side === 'RECEIVABLE' ? 'isCustomer' : 'isSupplier');
  const facts = await factsFor(ctx, party, input);
  const creditNote = ctx.em.create(CreditNote, { ...facts, side, invoice: null, bill: null });
  await setLines(ctx, creditNote, await lineValues(ctx, lines ?? [], creditNote.currency));
  return creditNote;
}

async function creditNoteAt(ctx: Ctx, { id, expectedVersion }: DocumentInput): Promise<CreditNote> {
  await lockPartyOf(ctx, 'credit_note', uuidAt(CreditNoteType, id));
  return ctx.find(CreditNote, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
