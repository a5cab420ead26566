import {
  Arg,
  businessErrorOf,
  Context,
  type Ctx,
  DomainError,
  Extensions,
  Mutation,
  Resolver,
} from '@bureau/core';
import { errors } from '../errors.js';
import { entryOf, readEntry, textOf, uuidAt } from './entry-input.js';
import {
  JournalEntryCorrectInput,
  JournalEntryCorrectPayload,
  JournalEntryPostBatchInput,
  JournalEntryPostBatchPayload,
  JournalEntryPostInput,
  JournalEntryPostPayload,
  type JournalEntryPostResult,
  JournalEntryReverseInput,
  JournalEntryReversePayload,
} from './entry.types.js';
import { JournalEntryType } from './ledger.types.js';
import { type NewEntry, postAll, postEntries, postEntry } from './posting.js';
import { demandUnowned } from '../trade/owned-entry.js';
import { postTogether } from './post-together.js';
import { reversalOf } from './reversal.js';

/** Posting takes a key, so that a retry is safe, and remembers it for ever. */
const KEYED = { requireKey: true, keepKey: true };

const BATCH = 1_000;

/** Entries of the ledger: posted, taken back, corrected. Never changed. */
@Resolver()
export class EntryResolver {
  @Extensions({ ...KEYED, coalesce: postTogether })
  @Mutation(() => JournalEntryPostPayload, { description: 'Posts an entry.' })
  async journalEntryPost(@Context() ctx: Ctx, @Arg('input') input: JournalEntryPostInput) {
    return { journalEntry: await postEntry(ctx, entryOf(input, ['input'])) };
  }

  @Extensions({ ...KEYED, cost: 100, plainInput: true })
  @Mutation(() => JournalEntryPostBatchPayload, {
    description: `Posts up to ${BATCH} entries in one call, in their order.`,
  })
  async journalEntryPostBatch(
    @Context() ctx: Ctx,
    @Arg('input') input: JournalEntryPostBatchInput,
  ) {
    const size = input.entries.length;
    if (size === 0 || size > BATCH) {
      throw errors.BATCH_SIZE({ limit: BATCH, size }, ['input', 'entries']);
    }
    const rejectAll = input.onError !== 'REJECT_FAILED';
    const results = await postBatch(ctx, input.entries, rejectAll);
    const first = results.find(({ error }) => error);
    // A thrown error takes the whole transaction back; its path names the entry.
    if (rejectAll && first?.error) throw first.error;
    return { results: results.map(({ result }) => result) };
  }

  @Extensions(KEYED)
  @Mutation(() => JournalEntryReversePayload, {
    description: 'Takes an entry back by one with the other sign; once.',
  })
  async journalEntryReverse(@Context() ctx: Ctx, @Arg('input') input: JournalEntryReverseInput) {
    return { journalEntry: await postEntry(ctx, await reversalFor(ctx, input)) };
  }

  @Extensions(KEYED)
  @Mutation(() => JournalEntryCorrectPayload, {
    description: 'Takes an entry back and posts it anew, or does neither.',
  })
  async journalEntryCorrect(@Context() ctx: Ctx, @Arg('input') input: JournalEntryCorrectInput) {
    const reversal = await reversalFor(ctx, input);
    const entry = entryOf(input.entry, ['input', 'entry']);
    const [back, anew] = await postAll(ctx, [reversal, entry]);
    return { reversal: back, journalEntry: anew };
  }
}

async function reversalFor(ctx: Ctx, input: JournalEntryReverseInput): Promise<NewEntry> {
  const entryId = uuidAt(JournalEntryType, input.id);
  await demandUnowned(ctx, entryId);
  return reversalOf(ctx, {
    entryId,
    postedOn: input.postedOn ?? undefined,
    memo: textOf(input.memo),
  });
}

interface BatchItem {
  result: JournalEntryPostResult;
  error?: DomainError;
}

/** What cannot even be read keeps its place and its error; the rest goes into one call. */
async function postBatch(
  ctx: Ctx,
  inputs: readonly JournalEntryPostInput[],
  allOrNone: boolean,
): Promise<BatchItem[]> {
  const read = inputs.map((input, index) => readEntry(input, ['input', 'entries', String(index)]));
  const sound = read.filter((one): one is NewEntry => !(one instanceof DomainError));
  const isHopeless = allOrNone && sound.length < read.length;
  const outcomes = isHopeless ? [] : await postEntries(ctx, sound, { allOrNone });
  let next = 0;
  return read.map((one, index) => {
    const outcome = one instanceof DomainError ? { error: one } : outcomes[next++];
    if (outcome && 'error' in outcome) {
      const userErrors = [businessErrorOf(ctx, outcome.error)];
      return { error: outcome.error, result: { index, journalEntry: null, userErrors } };
    }
    return { result: { index, journalEntry: outcome?.entry ?? null, userErrors: [] } };
  });
}
