import { Arg, Context, type Ctx, Extensions, Mutation, Party, Resolver } from '@bureau/core';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import {
  DocumentInput,
  DocumentVoidInput,
  InvoiceCreateInput,
  InvoiceCreatePayload,
  InvoiceDeletePayload,
  InvoicePostPayload,
  InvoiceUpdateInput,
  InvoiceUpdatePayload,
  InvoiceVoidPayload,
} from './document.inputs.js';
import { changeFacts, changeParty, demandRole, factsFor, setLines } from './draft-document.js';
import { Invoice } from './invoice.entity.js';
import { copiedLines, lineValues } from './line-values.js';
import { demandStatus, postDocument, voidDocument } from './post-document.js';
import { lockPartyOf } from './trade-accounts.js';
import { linesOf } from './trade-document.js';
import { InvoiceType } from './trade.types.js';

const KEYED = { requireKey: true, keepKey: true };

/** What customers are asked to pay. */
@Resolver()
export class InvoiceResolver {
  @Mutation(() => InvoiceCreatePayload, { description: 'Begins an invoice: a draft.' })
  async invoiceCreate(@Context() ctx: Ctx, @Arg('input') input: InvoiceCreateInput) {
    const party = await ctx.find(Party, input.partyId, { path: ['input', 'partyId'] });
    demandRole(party, 'isCustomer');
    const invoice = ctx.em.create(Invoice, await factsFor(ctx, party, input));
    await setLines(ctx, invoice, await lineValues(ctx, input.lines, invoice.currency));
    return { invoice };
  }

  @Mutation(() => InvoiceUpdatePayload, { description: 'Changes a draft of an invoice.' })
  async invoiceUpdate(@Context() ctx: Ctx, @Arg('input') input: InvoiceUpdateInput) {
    const invoice = await invoiceAt(ctx, input);
    demandStatus(invoice, ['DRAFT']);
    await changeParty(ctx, invoice, input.partyId);
    await changeFacts(ctx, invoice, input);
    const lines = input.lines
      ? await lineValues(ctx, input.lines, invoice.currency)
      : copiedLines(await linesOf(ctx, invoice), invoice.currency);
    await setLines(ctx, invoice, lines);
    return { invoice };
  }

  @Mutation(() => InvoiceDeletePayload, { description: 'Throws a draft of an invoice away.' })
  async invoiceDelete(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const invoice = await invoiceAt(ctx, input);
    demandStatus(invoice, ['DRAFT']);
    ctx.em.remove(invoice);
    return { deletedId: input.id };
  }

  @Extensions(KEYED)
  @Mutation(() => InvoicePostPayload, {
    description: 'Posts an invoice: number, entry and open items, or nothing of it.',
  })
  async invoicePost(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const invoice = await invoiceAt(ctx, input);
    await postDocument(ctx, invoice);
    return { invoice };
  }

  @Extensions(KEYED)
  @Mutation(() => InvoiceVoidPayload, {
    description: 'Takes a posted invoice back of which nothing is settled; it keeps its number.',
  })
  async invoiceVoid(@Context() ctx: Ctx, @Arg('input') input: DocumentVoidInput) {
    const invoice = await invoiceAt(ctx, input);
    const { postedOn, memo } = input;
    await voidDocument(ctx, invoice, { on: postedOn ?? undefined, memo: textOf(memo) });
    return { invoice };
  }
}

async function invoiceAt(ctx: Ctx, { id, expectedVersion }: DocumentInput): Promise<Invoice> {
  await lockPartyOf(ctx, 'invoice', uuidAt(InvoiceType, id));
  return ctx.find(Invoice, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
