import { type Ctx, type DomainError, uuidv7 } from '@bureau/core';
import { faultOf, type PostingFault } from './posting-fault.js';
import { announcePosted } from './posting-traces.js';
import type { EntryKind } from './journal-entry.entity.js';

/** What an entry comes from: it is posted once for each event of each source. */
export interface EntrySource {
  /** Record type, such as `Invoice`. */
  type: string;
  /** Uuid of the record. */
  id: string;
  /** What happened to it, such as `posted`. */
  event: string;
}

/** A line that is to be posted; ids are uuids, amounts decimal texts. */
export interface NewLine {
  accountId?: string | undefined;
  /** Instead of the id; also what errors call an account whose id is unknown. */
  accountCode?: string | undefined;
  /** Debit above zero, credit below. */
  amount: string;
  /** Default: the base currency. */
  currency?: string | undefined;
  /** In the base currency, on the same side; needed for other currencies. */
  baseAmount?: string | undefined;
  memo?: string | undefined;
  dimensionValueIds?: readonly string[] | undefined;
  partyId?: string | undefined;
  openItemId?: string | undefined;
  taxCodeId?: string | undefined;
  taxBase?: string | undefined;
  quantity?: string | undefined;
}

/** An entry that is to be posted; ids are uuids. */
export interface NewEntry {
  journalId?: string | undefined;
  journalCode?: string | undefined;
  /** Its number, where the journal has plain ones. Default: the next one. */
  number?: number | undefined;
  /** Posting date. */
  postedOn: string;
  /** Default: NORMAL. */
  kind?: Exclude<EntryKind, 'REVERSAL'> | undefined;
  memo?: string | undefined;
  source?: EntrySource | undefined;
  /** The entry that it takes back: its lines are made from that one, `lines` stays empty. */
  reversesId?: string | undefined;
  lines: readonly NewLine[];
  /** Argument path for errors; default `['input']`. */
  path?: readonly string[] | undefined;
}

/** An entry as it was posted. */
export interface PostedEntry {
  /** Uuid. */
  id: string;
  reference: string;
  /** Sum of debits in the base currency. */
  baseTotal: string;
  /** Its source was posted before: this is the entry of then, nothing was written now. */
  replayed: boolean;
}

/** What became of one entry of a batch. */
export type PostingOutcome = { entry: PostedEntry } | { error: DomainError };

// Whoever has no membership (the platform itself, a job) leaves no name at the entry.
const POST = `
  select entry, id, reference, base_total, replayed, fault from accounting.post_entries($1, $2, $3,
    (select id from core.membership where id = $4), $5)`;

type Row = {
  entry: string;
  id: string | null;
  reference: string | null;
  base_total: string | null;
  replayed: string;
  fault: string | null;
};

/**
 * Posts entries in one call of the posting function, in their order: the one way into the ledger
 * for everybody. With `allOrNone` one fault keeps all of them from being written.
 * @returns one outcome for each entry; with `allOrNone` those without a fault of their own are
 * missing when others have one
 */
export async function postEntries(
  ctx: Ctx,
  entries: readonly NewEntry[],
  how: { allOrNone: boolean },
): Promise<(PostingOutcome | undefined)[]> {
  const outcomes = await write(ctx, entries, how);
  announcePosted(ctx, entries, outcomes);
  return outcomes;
}

async function write(
  ctx: Ctx,
  entries: readonly NewEntry[],
  { allOrNone }: { allOrNone: boolean },
): Promise<(PostingOutcome | undefined)[]> {
  const heads = entries.map(headOf);
  const lines = entries.flatMap(({ lines: all }, index) =>
    all.map((line, place) => lineOf(line, { entry: index + 1, number: place + 1 })),
  );
  const values = [
    JSON.stringify(heads),
    JSON.stringify(lines),
    allOrNone,
    ctx.principal.userId ?? null,
    maySoft(ctx),
  ];
  const rows = await ctx.sql<Row>(POST, values, { prepare: true });
  return rows.map((row, index) => outcomeOf(row, entries[index]?.path));
}

/** Whether the caller posts into periods that are softly closed. */
function maySoft(ctx: Ctx): boolean {
  return ctx.can('accounting.period.postSoftClosed');
}

/** An entry and who posts it. */
export interface CallersEntry {
  ctx: Ctx;
  entry: NewEntry;
}

/**
 * Posts entries of callers who share a transaction, each with the rights and in the name of its
 * own. One fault keeps all of them from being written.
 * @returns as `postEntries`
 */
export async function postForCallers(
  callers: readonly CallersEntry[],
): Promise<(PostingOutcome | undefined)[]> {
  const groups = new Map<string, CallersEntry[]>();
  for (const one of callers) {
    const name = `${one.ctx.principal.userId} ${maySoft(one.ctx)}`;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(one);
  }
  const outcomes = new Map<CallersEntry, PostingOutcome | undefined>();
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const entries = group.map(({ entry }) => entry);
    const made = await write(first.ctx, entries, { allOrNone: true });
    group.forEach((one, place) => {
      outcomes.set(one, made[place]);
      announcePosted(one.ctx, [one.entry], [made[place]]);
    });
  }
  return callers.map((one) => outcomes.get(one));
}

/** Posts one entry. @throws DomainError with the first fault */
export async function postEntry(ctx: Ctx, entry: NewEntry): Promise<PostedEntry> {
  const [posted] = await postAll(ctx, [entry]);
  if (!posted) throw new Error('The posting function gave no row.');
  return posted;
}

/** Posts all entries or none of them. @throws DomainError with the fault of the first bad one */
export async function postAll(ctx: Ctx, entries: readonly NewEntry[]): Promise<PostedEntry[]> {
  const outcomes = await postEntries(ctx, entries, { allOrNone: true });
  const bad = outcomes.find((outcome) => outcome && 'error' in outcome);
  if (bad && 'error' in bad) throw bad.error;
  return outcomes.flatMap((outcome) => (outcome && 'entry' in outcome ? [outcome.entry] : []));
}

function headOf(entry: NewEntry, index: number): Record<string, unknown> {
  return {
    entry: index + 1,
    id: uuidv7(),
    journal: entry.journalId,
    journalCode: entry.journalCode,
    number: entry.number,
    postedOn: entry.postedOn,
    kind: entry.kind,
    memo: entry.memo,
    reverses: entry.reversesId,
    sourceType: entry.source?.type,
    sourceId: entry.source?.id,
    sourceEvent: entry.source?.event,
  };
}

function lineOf(line: NewLine, place: { entry: number; number: number }): Record<string, unknown> {
  const { accountId, accountCode, baseAmount, dimensionValueIds, partyId } = line;
  return {
    ...place,
    id: uuidv7(),
    account: accountId,
    code: accountCode,
    amount: line.amount,
    currency: line.currency,
    base: baseAmount,
    memo: line.memo,
    dimensions: dimensionValueIds?.length ? dimensionValueIds : undefined,
    party: partyId,
    openItem: line.openItemId,
    taxCode: line.taxCodeId,
    taxBase: line.taxBase,
    quantity: line.quantity,
  };
}

function outcomeOf(row: Row, path: readonly string[] = ['input']): PostingOutcome | undefined {
  if (row.fault !== null) return { error: faultOf(JSON.parse(row.fault) as PostingFault, path) };
  if (row.id === null || row.reference === null) return undefined;
  const { id, reference } = row;
  return {
    entry: { id, reference, baseTotal: row.base_total ?? '0', replayed: row.replayed === 't' },
  };
}
