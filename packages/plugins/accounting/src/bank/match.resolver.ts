import {
  Arg,
  Context,
  type Ctx,
  exact,
  Extensions,
  Mutation,
  PartyType,
  Resolver,
} from '@bureau/core';
import { LedgerAccountType } from '../chart/chart.types.js';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import { JournalLineType } from '../ledger/ledger.types.js';
import type { NewLine } from '../ledger/posting.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { BankAccount } from './bank-account.entity.js';
import { BankLine } from './bank-line.entity.js';
import { BankMatch, BankReconciliation } from './bank-match.entity.js';
import { bankErrors } from './errors.js';
import {
  type BankLineCounterInput,
  BankLineMatchInput,
  BankLineMatchPayload,
  BankMatchDeleteInput,
  BankMatchDeletePayload,
  BankReconciliationDeleteInput,
  BankReconciliationDeletePayload,
  BankReconciliationFinishInput,
  BankReconciliationFinishPayload,
  BankTransferRecordInput,
  BankTransferRecordPayload,
} from './match.inputs.js';
import { lockBankAccount, matchLines } from './match-lines.js';
import { matchTransfer } from './match-transfer.js';
import { demandReconciled, reconcile } from './reconciliation.js';
import { postTransfer } from './transfer.js';
import { unmatch } from './unmatch.js';

const KEYED = { requireKey: true, keepKey: true };

/** What lines of the bank are in the books. */
@Resolver()
export class MatchResolver {
  @Extensions(KEYED)
  @Mutation(() => BankLineMatchPayload, {
    description: 'Says what lines of the bank are in the books, and posts what is not there yet.',
  })
  async bankLineMatch(@Context() ctx: Ctx, @Arg('input') input: BankLineMatchInput) {
    const { payment, counterLines, expectedVersion } = input;
    if (payment) ctx.demand('accounting.payment.record');
    if (counterLines?.length) ctx.demand('accounting.entry.post');
    const path = ['input', 'bankLineId'];
    const bankLine = await ctx.find(BankLine, input.bankLineId, { expectedVersion, path });
    const lines = [bankLine];
    for (const [at, id] of (input.moreBankLineIds ?? []).entries()) {
      const place = ['input', 'moreBankLineIds', String(at)];
      lines.push(await ctx.find(BankLine, id, { path: place }));
    }
    const bankMatch = await matchLines(ctx, {
      lines: [...new Set(lines)],
      journalLineIds: (input.journalLineIds ?? []).map((id) => uuidAt(JournalLineType, id)),
      payment: payment ?? undefined,
      counterLines: (counterLines ?? []).map(counterLine),
      exchangeRate: input.exchangeRate,
      memo: textOf(input.memo) ?? textOf(bankLine.text.slice(0, 500)),
    });
    return { bankLine, bankMatch };
  }

  @Extensions(KEYED)
  @Mutation(() => BankMatchDeletePayload, {
    description: 'Takes a match back with what it posted: everything is as it was before.',
  })
  async bankMatchDelete(@Context() ctx: Ctx, @Arg('input') input: BankMatchDeleteInput) {
    const { id, expectedVersion, postedOn } = input;
    const match = await ctx.find(BankMatch, id, { expectedVersion, path: ['input', 'id'] });
    await unmatch(ctx, match, postedOn ?? undefined);
    return { deletedId: id };
  }

  @Extensions(KEYED)
  @Mutation(() => BankTransferRecordPayload, {
    description: 'Posts money between two bank accounts, and matches the lines that show it.',
  })
  async bankTransferRecord(@Context() ctx: Ctx, @Arg('input') input: BankTransferRecordInput) {
    const account = (id: string, name: string) =>
      ctx.find(BankAccount, id, { path: ['input', name] });
    const from = await account(input.fromBankAccountId, 'fromBankAccountId');
    const to = await account(input.toBankAccountId, 'toBankAccountId');
    await ctx.em.populate([from, to], ['ledgerAccount']);
    for (const id of [from.id, to.id].sort()) await lockBankAccount(ctx, id);
    const { postedOn, amount, receivedAmount: received } = input;
    const memo = textOf(input.memo);
    const entry = await postTransfer(ctx, { from, to, postedOn, amount, received, memo });
    const sides = [
      [input.fromBankLineId, 'fromBankLineId', from, exact(amount).negated().toFixed()],
      [input.toBankLineId, 'toBankLineId', to, received ?? amount],
    ] as const;
    for (const [id, name, bankAccount, wanted] of sides) {
      if (id == null) continue;
      const line = await ctx.find(BankLine, id, { path: ['input', name] });
      const path = ['input', name];
      await matchTransfer(ctx, { line, bankAccount, entryId: entry.id, wanted, path });
    }
    return { journalEntry: entry };
  }

  @Mutation(() => BankReconciliationFinishPayload, {
    description: 'Closes a bank account until a day: its matches until then stay as they are.',
  })
  async bankReconciliationFinish(
    @Context() ctx: Ctx,
    @Arg('input') input: BankReconciliationFinishInput,
  ) {
    const { bankAccountId, closedOn } = input;
    const path = ['input', 'bankAccountId'];
    const bankAccount = await ctx.find(BankAccount, bankAccountId, { path, lock: true });
    const last = await lastReconciliation(ctx, bankAccount);
    if (last && last.closedOn >= closedOn) {
      throw bankErrors.BANK_RECONCILED({ day: last.closedOn }, ['input', 'closedOn']);
    }
    const found = await reconcile(ctx, bankAccount.id, closedOn);
    demandReconciled(found);
    const { bookBalance, inTransit } = found;
    const statementBalance = found.statementBalance ?? found.lineBalance;
    const bankReconciliation = ctx.em.create(BankReconciliation, {
      ...{ bankAccount, closedOn, statementBalance, bookBalance, inTransit },
    });
    return { bankReconciliation, bankAccount };
  }

  @Mutation(() => BankReconciliationDeletePayload, {
    description: 'Takes the last reconciliation of a bank account back.',
  })
  async bankReconciliationDelete(
    @Context() ctx: Ctx,
    @Arg('input') input: BankReconciliationDeleteInput,
  ) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const one = await ctx.find(BankReconciliation, id, { expectedVersion, path });
    const last = await lastReconciliation(ctx, one.bankAccount);
    if (last && last.closedOn > one.closedOn) {
      throw bankErrors.RECONCILIATION_LAST({ day: last.closedOn }, path);
    }
    ctx.em.remove(one);
    return { deletedId: id };
  }
}

function lastReconciliation(
  ctx: Ctx,
  bankAccount: { id: string },
): Promise<BankReconciliation | null> {
  const of = { bankAccount: bankAccount.id };
  return ctx.em.findOne(BankReconciliation, of, { orderBy: { closedOn: 'desc' } });
}

function counterLine(input: BankLineCounterInput): NewLine {
  const { accountId, accountCode, amount, partyId, dimensionValueIds, memo } = input;
  return {
    ...(accountId == null
      ? { accountCode: accountCode ?? '' }
      : { accountId: uuidAt(LedgerAccountType, accountId), accountCode: accountId }),
    amount,
    memo: textOf(memo),
    partyId: partyId == null ? undefined : uuidAt(PartyType, partyId),
    dimensionValueIds: dimensionValueIds?.map((id) => uuidAt(DimensionValueType, id)),
  };
}
