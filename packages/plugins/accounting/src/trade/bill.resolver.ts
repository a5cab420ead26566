import { Arg, Context, type Ctx, Extensions, Mutation, Party, Resolver, User } from '@bureau/core';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import {
  BillApprovePayload,
  BillCreateInput,
  BillCreatePayload,
  BillDeletePayload,
  BillPostPayload,
  BillUpdateInput,
  BillUpdatePayload,
  BillVoidPayload,
  DocumentInput,
  DocumentVoidInput,
} from './document.inputs.js';
import { changeFacts, changeParty, demandRole, factsFor, setLines } from './draft-document.js';
import { Bill } from './bill.entity.js';
import { tradeErrors } from './errors.js';
import { copiedLines, lineValues } from './line-values.js';
import { demandStatus, postDocument, voidDocument } from './post-document.js';
import { lockPartyOf, tradeSettingsOf } from './trade-accounts.js';
import { linesOf } from './trade-document.js';
import { BillType } from './trade.types.js';

const KEYED = { requireKey: true, keepKey: true };

/** What suppliers ask for. */
@Resolver()
export class BillResolver {
  @Mutation(() => BillCreatePayload, { description: 'Enters a bill: a draft.' })
  async billCreate(@Context() ctx: Ctx, @Arg('input') input: BillCreateInput) {
    const party = await ctx.find(Party, input.partyId, { path: ['input', 'partyId'] });
    demandRole(party, 'isSupplier');
    const bill = ctx.em.create(Bill, {
      ...(await factsFor(ctx, party, input)),
      enteredBy: await actorOf(ctx),
    });
    await setLines(ctx, bill, await lineValues(ctx, input.lines, bill.currency));
    return { bill };
  }

  @Mutation(() => BillUpdatePayload, { description: 'Changes a draft of a bill.' })
  async billUpdate(@Context() ctx: Ctx, @Arg('input') input: BillUpdateInput) {
    const bill = await billAt(ctx, input);
    demandStatus(bill, ['DRAFT', 'APPROVED']);
    // Whoever approved it has not seen this.
    bill.status = 'DRAFT';
    bill.approvedBy = null;
    await changeParty(ctx, bill, input.partyId);
    await changeFacts(ctx, bill, input);
    const lines = input.lines
      ? await lineValues(ctx, input.lines, bill.currency)
      : copiedLines(await linesOf(ctx, bill), bill.currency);
    await setLines(ctx, bill, lines);
    return { bill };
  }

  @Mutation(() => BillDeletePayload, { description: 'Throws a draft of a bill away.' })
  async billDelete(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const bill = await billAt(ctx, input);
    demandStatus(bill, ['DRAFT']);
    ctx.em.remove(bill);
    return { deletedId: input.id };
  }

  @Mutation(() => BillApprovePayload, {
    description: 'Agrees to a bill that somebody else entered.',
  })
  async billApprove(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const bill = await billAt(ctx, input);
    demandStatus(bill, ['DRAFT']);
    const approver = await actorOf(ctx);
    if (approver === null || bill.enteredBy?.id === approver.id) {
      throw tradeErrors.FOUR_EYES({}, ['input', 'id']);
    }
    bill.approvedBy = approver;
    bill.status = 'APPROVED';
    return { bill };
  }

  @Extensions(KEYED)
  @Mutation(() => BillPostPayload, {
    description: 'Posts a bill: number, entry and open items, or nothing of it.',
  })
  async billPost(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const bill = await billAt(ctx, input);
    const { billsNeedApproval } = await tradeSettingsOf(ctx);
    await demandNewNumber(ctx, bill);
    await postDocument(ctx, bill, billsNeedApproval ? ['APPROVED'] : ['DRAFT', 'APPROVED']);
    return { bill };
  }

  @Extensions(KEYED)
  @Mutation(() => BillVoidPayload, {
    description: 'Takes a posted bill back of which nothing is settled; it keeps its number.',
  })
  async billVoid(@Context() ctx: Ctx, @Arg('input') input: DocumentVoidInput) {
    const bill = await billAt(ctx, input);
    const { postedOn, memo } = input;
    await voidDocument(ctx, bill, { on: postedOn ?? undefined, memo: textOf(memo) });
    return { bill };
  }
}

const SAME_NUMBER = `
  select number from accounting.bill
   where party_id = $1 and lower(btrim(party_reference)) = lower(btrim($2))
     and status in ('POSTED', 'PARTIALLY_PAID', 'PAID') limit 1`;

/** The caller holds the lock of the party. @throws ACCOUNTING_BILL_NUMBER_TWICE */
async function demandNewNumber(ctx: Ctx, { party, partyReference }: Bill): Promise<void> {
  if (partyReference == null) return;
  type Row = { number: string };
  const [same] = await ctx.sql<Row>(SAME_NUMBER, [party.id, partyReference]);
  if (!same) return;
  const data = { reference: partyReference, number: same.number };
  throw tradeErrors.BILL_NUMBER_TWICE(data, ['input', 'id']);
}

/** The caller; null: the platform itself, which is no member. */
async function actorOf(ctx: Ctx): Promise<User | null> {
  const { userId } = ctx.principal;
  return userId === undefined ? null : ctx.em.findOne(User, { id: userId });
}

async function billAt(ctx: Ctx, { id, expectedVersion }: DocumentInput): Promise<Bill> {
  await lockPartyOf(ctx, 'bill', uuidAt(BillType, id));
  return ctx.find(Bill, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
