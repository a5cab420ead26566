import { type Ctx, exact, type ExactNumber } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { journalOf } from '../trade/trade-accounts.js';
import { demandScale } from './asset-accounts.js';
import { accumulatedAt, restFacts } from './depreciation-plan.js';
import type { DepreciationSchedule } from './depreciation.entity.js';
import { planErrors } from './errors.js';
import { FixedAssetChanged } from './events.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetChange } from './fixed-asset-change.entity.js';
import type { FixedAssetClass } from './fixed-asset-class.entity.js';
import { openAsset, type OpenAsset, restart } from './open-asset.js';

/** Another worth of an asset at the end of a day. */
export interface ValueChange {
  kind: 'REVALUATION' | 'IMPAIRMENT' | 'IMPAIRMENT_REVERSAL';
  changedOn: string;
  /** Fair value, or recoverable amount; base currency. */
  worth: string;
  salvage?: string | undefined;
  remainingMonths?: number | undefined;
  memo?: string | undefined;
}

/**
 * Gives an asset another worth, with its entry. A rise goes into the result as far as it makes
 * losses good, the rest into the surplus in equity; a fall uses up the surplus first (IAS 16,
 * paragraphs 39 and 40; IAS 36, paragraphs 60 and 119). A revaluation takes what was written off
 * out of cost and accumulated depreciation (IAS 16, paragraph 35b). A loss is made good up to what
 * would be left without it (IAS 36, paragraph 117).
 * @throws ACCOUNTING_ASSET_WORTH, ACCOUNTING_ASSET_NOT_IMPAIRED, ACCOUNTING_ASSET_ACCOUNT_MISSING,
 * ACCOUNTING_ASSET_SALVAGE, ACCOUNTING_ASSET_LIFE_OVER and what posting refuses
 */
export async function changeValue(
  ctx: Ctx,
  asset: FixedAsset,
  wish: ValueChange,
): Promise<FixedAssetChange> {
  const { kind, changedOn: on } = wish;
  const open = await openAsset(ctx, asset, { on, field: 'changedOn' });
  const { book, currency } = open;
  demandScale(wish.worth, currency, ['input', 'worth']);
  const before = exact(book.bookValue);
  const unimpaired = unimpairedAt(open);
  const worth = worthOf(open, wish, unimpaired);
  const parts = partsOf(asset, worth.minus(before));
  const isRevaluation = kind === 'REVALUATION';
  const written = exact(book.accumulated ?? '0');
  const costChange = isRevaluation ? worth.minus(book.cost) : exact(0);
  const accumulatedChange = isRevaluation ? written.negated() : before.minus(worth);
  const change = ctx.em.create(FixedAssetChange, {
    ...{ asset, schedule: book, kind, changedOn: on, memo: wish.memo ?? null },
    ...{ bookValueBefore: before.toFixed(), bookValueAfter: worth.toFixed() },
    ...{ costChange: costChange.toFixed(), accumulatedChange: accumulatedChange.toFixed() },
    ...{ surplusChange: parts.surplus.toFixed(), result: parts.result.toFixed() },
  });
  await postChange(ctx, open, { change, lines: worthLines(open.assetClass, change) });
  const salvage = wish.salvage ?? lesser(exact(book.salvage ?? '0'), worth).toFixed();
  const left = isRevaluation || worth.equals(unimpaired) ? null : unimpaired.toFixed();
  restart(open, book, {
    cost: costChange.plus(book.cost).toFixed(),
    accumulated: accumulatedChange.plus(written).toFixed(),
    ...{ salvage, remainingMonths: wish.remainingMonths, unimpaired: left },
  });
  asset.cost = book.cost;
  asset.surplus = parts.surplus.plus(asset.surplus ?? '0').toFixed();
  asset.worthLoss = exact(asset.worthLoss ?? '0')
    .minus(parts.result)
    .toFixed();
  return change;
}

function lesser(one: ExactNumber, other: ExactNumber): ExactNumber {
  return one.lessThan(other) ? one : other;
}

/** @throws ACCOUNTING_ASSET_WORTH, ACCOUNTING_ASSET_NOT_IMPAIRED */
function worthOf(
  { asset, book }: OpenAsset,
  { kind, worth: text }: ValueChange,
  unimpaired: ExactNumber,
): ExactNumber {
  const [worth, before] = [exact(text), exact(book.bookValue)];
  const path = ['input', 'worth'];
  const refused = (side: string) =>
    planErrors.ASSET_WORTH({ asset: asset.number, side, worth: before.toFixed() }, path);
  if (kind === 'REVALUATION') {
    if (!worth.greaterThan(0) || worth.equals(before)) throw refused('above 0 and not');
    return worth;
  }
  if (kind === 'IMPAIRMENT') {
    if (worth.isNegative() || !worth.lessThan(before)) throw refused('at least 0 and below');
    return worth;
  }
  if (!unimpaired.greaterThan(before)) {
    throw planErrors.ASSET_NOT_IMPAIRED({ asset: asset.number }, path);
  }
  if (!worth.greaterThan(before)) throw refused('above');
  return lesser(worth, unimpaired);
}

/** What would be left on the day had no loss of worth been posted. */
export function unimpairedAt({ book, on, currency, units }: OpenAsset): ExactNumber {
  const [rest, worth] = [book.restPlan(), book.restWorth];
  if (!rest || worth == null) return exact(book.bookValue);
  const facts = restFacts(factsOf(book), rest, worth);
  const used = exact(units).minus(rest.units).toFixed();
  return exact(worth).minus(accumulatedAt(facts, { on, units: used }, currency));
}

/** A schedule as its plan. */
export function factsOf(schedule: DepreciationSchedule) {
  const { method, startsOn, months, proration, cost } = schedule;
  return {
    ...{ method, startsOn, months, proration, cost, salvage: schedule.salvage ?? '0' },
    ...{ yearlyPercent: schedule.yearlyPercent ?? null, lifeUnits: schedule.lifeUnits ?? null },
    rest: schedule.restPlan(),
  };
}

/** What of a change goes into the result, and what into the surplus. */
function partsOf({ surplus, worthLoss }: FixedAsset, change: ExactNumber) {
  if (change.isNegative()) {
    const used = lesser(exact(surplus ?? '0'), change.negated());
    return { surplus: used.negated(), result: change.plus(used) };
  }
  const good = lesser(exact(worthLoss ?? '0'), change);
  return { surplus: change.minus(good), result: good };
}

/** @throws ACCOUNTING_ASSET_ACCOUNT_MISSING */
export function surplusAccountOf({ code, surplusAccount }: FixedAssetClass): string {
  if (surplusAccount) return surplusAccount.id;
  throw planErrors.ASSET_ACCOUNT_MISSING({ code, name: 'surplusAccount' }, ['input', 'worth']);
}

function worthLines(assetClass: FixedAssetClass, change: FixedAssetChange): NewLine[] {
  const { code, assetAccount, accumulatedAccount, impairmentAccount } = assetClass;
  const [surplus, result] = [exact(change.surplusChange ?? '0'), exact(change.result ?? '0')];
  const lines: NewLine[] = [
    { accountId: assetAccount.id, amount: change.costChange ?? '0' },
    {
      accountId: accumulatedAccount.id,
      amount: exact(change.accumulatedChange ?? '0')
        .negated()
        .toFixed(),
    },
  ];
  if (!surplus.isZero()) {
    lines.push({ accountId: surplusAccountOf(assetClass), amount: surplus.negated().toFixed() });
  }
  if (!result.isZero()) {
    if (!impairmentAccount) {
      const data = { code, name: 'impairmentAccount' };
      throw planErrors.ASSET_ACCOUNT_MISSING(data, ['input', 'worth']);
    }
    lines.push({ accountId: impairmentAccount.id, amount: result.negated().toFixed() });
  }
  return lines;
}

/**
 * Tells of a change and posts it, with the depreciation up to its day; no entry where there is
 * nothing to post.
 */
export async function postChange(
  ctx: Ctx,
  { asset, on, lines: taken }: OpenAsset,
  { change, lines: own }: { change: FixedAssetChange; lines: readonly NewLine[] },
): Promise<void> {
  announce(ctx, asset, change);
  const lines = [...taken, ...own].filter(({ amount }) => !exact(amount).isZero());
  if (lines.length === 0) return;
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: [`${asset.number} ${asset.name}`, change.memo].filter(Boolean).join(': '),
    source: { type: 'FixedAssetChange', id: change.id, event: 'changed' },
    lines,
    path: ['input', change.kind === 'PART_DISPOSAL' ? 'disposedOn' : 'changedOn'],
  });
  change.entry = ctx.em.getReference(JournalEntry, entry.id);
}

function announce(ctx: Ctx, { id, number }: FixedAsset, change: FixedAssetChange): void {
  const { kind, changedOn, bookValueBefore, bookValueAfter } = change;
  const payload = {
    ...{ fixedAssetId: id, number, changeId: change.id, kind, changedOn },
    ...{ bookValueBefore, bookValueAfter },
    ...{ surplusChange: change.surplusChange ?? '0', result: change.result ?? '0' },
  };
  ctx.emit(FixedAssetChanged, payload, { type: 'FixedAsset', id });
}
