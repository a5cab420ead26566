import {
  Arg,
  Context,
  type Ctx,
  encodeId,
  Extensions,
  Mutation,
  PartyType,
  Resolver,
} from '@bureau/core';
import { needed } from '../input-values.js';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import { DocumentInput, DocumentVoidInput } from '../trade/document.inputs.js';
import { changeFacts, factsFor, setLines } from '../trade/draft-document.js';
import { copiedLines } from '../trade/line-values.js';
import { OpenItem } from '../trade/open-item.entity.js';
import { demandStatus, postDocument, voidDocument } from '../trade/post-document.js';
import { recordPayment } from '../trade/record-payment.js';
import { lockPartyOf } from '../trade/trade-accounts.js';
import { linesOf } from '../trade/trade-document.js';
import { OpenItemType } from '../trade/trade.types.js';
import { returnClaim, submit, withdraw } from './claim-approval.js';
import { claimantOf } from './claimant.js';
import { ExpenseClaim } from './expense-claim.entity.js';
import {
  ExpenseClaimCreateInput,
  ExpenseClaimCreatePayload,
  ExpenseClaimDeletePayload,
  ExpenseClaimPostInput,
  ExpenseClaimPostPayload,
  ExpenseClaimReimburseInput,
  ExpenseClaimReimbursePayload,
  ExpenseClaimReturnInput,
  ExpenseClaimReturnPayload,
  ExpenseClaimSubmitPayload,
  ExpenseClaimUpdateInput,
  ExpenseClaimUpdatePayload,
  ExpenseClaimVoidPayload,
  ExpenseClaimWithdrawPayload,
} from './expense.inputs.js';
import { expenseLines } from './expense-lines.js';
import { ExpenseClaimType } from './expenses.types.js';

const KEYED = { requireKey: true, keepKey: true };

/** What employees spend for the organization. */
@Resolver()
export class ExpenseClaimResolver {
  @Mutation(() => ExpenseClaimCreatePayload, { description: 'Begins expenses: a draft.' })
  async expenseClaimCreate(@Context() ctx: Ctx, @Arg('input') input: ExpenseClaimCreateInput) {
    const party = await claimantOf(ctx, input.partyId);
    const issuedOn = input.issuedOn ?? ctx.today;
    const { currency, exchangeRate, memo } = input;
    const facts = { currency, exchangeRate, memo, issuedOn, pricesIncludeTax: true };
    const expenseClaim = ctx.em.create(ExpenseClaim, await factsFor(ctx, party, facts));
    await setLines(ctx, expenseClaim, await expenseLines(ctx, input.lines, expenseClaim));
    return { expenseClaim };
  }

  @Mutation(() => ExpenseClaimUpdatePayload, { description: 'Changes a draft of expenses.' })
  async expenseClaimUpdate(@Context() ctx: Ctx, @Arg('input') input: ExpenseClaimUpdateInput) {
    const expenseClaim = await claimAt(ctx, input);
    demandStatus(expenseClaim, ['DRAFT']);
    const { lines, ...facts } = input;
    await changeFacts(ctx, expenseClaim, facts);
    const values = lines
      ? await expenseLines(ctx, lines, expenseClaim)
      : copiedLines(await linesOf(ctx, expenseClaim), expenseClaim.currency);
    await setLines(ctx, expenseClaim, values);
    return { expenseClaim };
  }

  @Mutation(() => ExpenseClaimDeletePayload, { description: 'Throws a draft of expenses away.' })
  async expenseClaimDelete(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const claim = await claimAt(ctx, input);
    demandStatus(claim, ['DRAFT']);
    ctx.em.remove(claim);
    return { deletedId: input.id };
  }

  @Mutation(() => ExpenseClaimSubmitPayload, {
    description: 'Asks for the approval of expenses; without a request nobody had to be asked.',
  })
  async expenseClaimSubmit(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const expenseClaim = await claimAt(ctx, input);
    return { approvalRequest: await submit(ctx, expenseClaim), expenseClaim };
  }

  @Mutation(() => ExpenseClaimWithdrawPayload, {
    description: 'Takes expenses back that nobody has decided on: a draft again.',
  })
  async expenseClaimWithdraw(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const expenseClaim = await claimAt(ctx, input);
    await withdraw(ctx, expenseClaim);
    return { expenseClaim };
  }

  @Mutation(() => ExpenseClaimReturnPayload, {
    description: 'Gives approved expenses back to the employee, who changes and submits them anew.',
  })
  async expenseClaimReturn(@Context() ctx: Ctx, @Arg('input') input: ExpenseClaimReturnInput) {
    const expenseClaim = await claimAt(ctx, input);
    demandStatus(expenseClaim, ['APPROVED']);
    returnClaim(ctx, expenseClaim, needed('remark', input.remark));
    return { expenseClaim };
  }

  @Extensions(KEYED)
  @Mutation(() => ExpenseClaimPostPayload, {
    description: 'Posts approved expenses: number, entry and what is owed to the employee.',
  })
  async expenseClaimPost(@Context() ctx: Ctx, @Arg('input') input: ExpenseClaimPostInput) {
    const expenseClaim = await claimAt(ctx, input);
    demandStatus(expenseClaim, ['APPROVED']);
    if (input.postedOn != null) expenseClaim.issuedOn = input.postedOn;
    await postDocument(ctx, expenseClaim, ['APPROVED']);
    return { expenseClaim };
  }

  @Extensions(KEYED)
  @Mutation(() => ExpenseClaimVoidPayload, {
    description: 'Takes posted expenses back of which nothing is paid; they keep their number.',
  })
  async expenseClaimVoid(@Context() ctx: Ctx, @Arg('input') input: DocumentVoidInput) {
    const expenseClaim = await claimAt(ctx, input);
    const { postedOn, memo } = input;
    await voidDocument(ctx, expenseClaim, { on: postedOn ?? undefined, memo: textOf(memo) });
    return { expenseClaim };
  }

  @Extensions(KEYED)
  @Mutation(() => ExpenseClaimReimbursePayload, {
    description: 'Pays what is open of posted expenses: a payment that settles them.',
  })
  async expenseClaimReimburse(
    @Context() ctx: Ctx,
    @Arg('input') input: ExpenseClaimReimburseInput,
  ) {
    const expenseClaim = await claimAt(ctx, input);
    demandStatus(expenseClaim, ['POSTED', 'PARTIALLY_PAID']);
    const { party, currency, number, openAmount } = expenseClaim;
    const items = await ctx.em.find(OpenItem, { expenseClaim, isOpen: true });
    const payment = await recordPayment(ctx, {
      direction: 'PAID',
      partyId: encodeId(PartyType.options.prefix, party.id),
      bankAccountId: input.bankAccountId ?? null,
      bankAccountCode: input.bankAccountCode ?? null,
      paidOn: input.paidOn ?? ctx.today,
      amount: openAmount ?? '0',
      currency,
      exchangeRate: input.exchangeRate ?? expenseClaim.exchangeRate,
      memo: number ?? null,
      allocations: items.map((item) => ({
        openItemId: encodeId(OpenItemType.options.prefix, item.id),
        amount: item.openAmount.replace('-', ''),
      })),
    });
    return { expenseClaim, payment };
  }
}

async function claimAt(ctx: Ctx, { id, expectedVersion }: DocumentInput): Promise<ExpenseClaim> {
  await lockPartyOf(ctx, 'expense_claim', uuidAt(ExpenseClaimType, id));
  return ctx.find(ExpenseClaim, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
