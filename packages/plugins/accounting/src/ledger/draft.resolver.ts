import { Arg, Context, type Ctx, Extensions, Mutation, Party, Resolver } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { errors } from '../errors.js';
import { DraftEntry, DraftLine } from './draft-entry.entity.js';
import { lineOf, textOf } from './entry-input.js';
import type { JournalLineInput } from './entry.types.js';
import { Journal } from './journal.entity.js';
import {
  DraftEntryDeletePayload,
  DraftEntryInput,
  DraftEntryPostPayload,
  DraftEntrySaveInput,
  DraftEntrySavePayload,
} from './journal.inputs.js';
import { type NewLine, postEntry } from './posting.js';

/** Entries that are being written. */
@Resolver()
export class DraftResolver {
  @Mutation(() => DraftEntrySavePayload, { description: 'Saves an entry that is being written.' })
  async draftEntrySave(@Context() ctx: Ctx, @Arg('input') input: DraftEntrySaveInput) {
    const { id, expectedVersion, postedOn } = input;
    const path = ['input', 'journalId'];
    const values = {
      journal: await ctx.find(Journal, input.journalId, { path }),
      postedOn,
      memo: textOf(input.memo) ?? null,
    };
    const known = id ? await draftAt(ctx, { id, expectedVersion }) : null;
    const draftEntry = known ? ctx.em.assign(known, values) : ctx.em.create(DraftEntry, values);
    if (known) {
      // A draft whose lines alone were changed is a new version too: whoever saw the old one loses.
      known.updatedAt = ctx.now;
      await ctx.em.nativeDelete(DraftLine, { draft: known });
    }
    const { baseCurrency } = await settingsOf(ctx);
    for (const [index, line] of input.lines.entries()) {
      await addLine(ctx, draftEntry, { line, index, baseCurrency });
    }
    return { draftEntry };
  }

  @Mutation(() => DraftEntryDeletePayload, { description: 'Throws a draft away.' })
  async draftEntryDelete(@Context() ctx: Ctx, @Arg('input') input: DraftEntryInput) {
    ctx.em.remove(await draftAt(ctx, input));
    return { deletedId: input.id };
  }

  @Extensions({ requireKey: true, keepKey: true })
  @Mutation(() => DraftEntryPostPayload, { description: 'Posts a draft; the draft is gone then.' })
  async draftEntryPost(@Context() ctx: Ctx, @Arg('input') input: DraftEntryInput) {
    const draft = await draftAt(ctx, input);
    const orderBy = { number: 'asc' } as const;
    const lines = await ctx.em.find(DraftLine, { draft }, { orderBy });
    if (lines.length === 0) throw errors.DRAFT_EMPTY({}, ['input', 'id']);
    const journalEntry = await postEntry(ctx, {
      journalId: draft.journal.id,
      postedOn: draft.postedOn,
      memo: draft.memo ?? undefined,
      lines: lines.map(postable),
    });
    ctx.em.remove(draft);
    return { journalEntry };
  }
}

function postable(line: DraftLine): NewLine {
  const { account, amount, currency, dimensionValueIds } = line;
  return {
    accountId: account.id,
    amount,
    currency,
    baseAmount: line.baseAmount ?? undefined,
    memo: line.memo ?? undefined,
    partyId: line.party?.id,
    dimensionValueIds,
  };
}

function draftAt(ctx: Ctx, { id, expectedVersion }: DraftEntryInput): Promise<DraftEntry> {
  return ctx.find(DraftEntry, id, { expectedVersion, path: ['input', 'id'], lock: true });
}

async function addLine(
  ctx: Ctx,
  draft: DraftEntry,
  given: { line: JournalLineInput; index: number; baseCurrency: string },
): Promise<void> {
  const path = ['input', 'lines', String(given.index)];
  const line = lineOf(given.line, path);
  const { accountId, accountCode = '', amount, dimensionValueIds = [] } = line;
  const where = accountId === undefined ? { code: accountCode } : { id: accountId };
  const account = await ctx.em.findOne(LedgerAccount, where);
  const number = given.index + 1;
  const party = line.partyId ? await ctx.em.findOne(Party, { id: line.partyId }) : null;
  if (line.partyId && !party) throw errors.PARTY_UNKNOWN({ line: number }, path);
  if (!account) throw errors.ACCOUNT_UNKNOWN({ line: number, account: accountCode }, path);
  ctx.em.create(DraftLine, {
    draft,
    number,
    account,
    currency: line.currency ?? given.baseCurrency,
    amount,
    baseAmount: line.baseAmount ?? null,
    memo: line.memo ?? null,
    party,
    dimensionValueIds: [...dimensionValueIds],
  });
}
