import { createHash, randomUUID } from 'node:crypto';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import {
  Account,
  Balance,
  ChainHead,
  Entry,
  EntrySeal,
  FiscalYear,
  Journal,
  Line,
  NumberSeries,
  Period,
} from './entities.js';

/** A line as it was asked for. */
export interface AskedLine {
  accountCode: string;
  debit?: string | null;
  credit?: string | null;
}

export interface AskedEntry {
  journalCode: string;
  /** `2026-06-15`. */
  postedOn: string;
  lines: AskedLine[];
}

interface Part {
  account: Account;
  /** Debit above zero. */
  amount: number;
}

const NO_DIMENSIONS = '00000000-0000-0000-0000-000000000000';

/** An entry by the unit of work: load what it is about, check it, make the rows, save them. */
export class Posting {
  constructor(
    private readonly em: EntityManager,
    private readonly organizationId: string,
  ) {}

  async post({ journalCode, postedOn, lines }: AskedEntry): Promise<Entry> {
    const { em, organizationId } = this;
    const journal = await em.findOneOrFail(Journal, {
      organizationId,
      code: journalCode,
      isActive: true,
    });
    const period = await this.periodOf(postedOn);
    const parts: Part[] = [];
    for (const line of lines) parts.push(await this.partOf(line));
    if (parts.length < 2 || parts.reduce((sum, { amount }) => sum + amount, 0) !== 0) {
      throw new Error('The lines do not sum to zero.');
    }
    const entry = await this.entryOf({ journal, period, postedOn, parts });
    parts.forEach((part, index) => this.lineOf(entry, part, index + 1));
    for (const part of parts) await this.addToBalance(period, part);
    await em.flush();
    await this.seal(entry);
    return entry;
  }

  private async periodOf(day: string): Promise<Period> {
    const { em, organizationId } = this;
    const where = { organizationId, startsOn: { $lte: day }, endsOn: { $gte: day } };
    const found = await em.findOneOrFail(Period, where, { lockMode: LockMode.PESSIMISTIC_READ });
    if (found.state !== 'OPEN') throw new Error('The period is closed.');
    return found;
  }

  private async partOf({ accountCode, debit, credit }: AskedLine): Promise<Part> {
    const { em, organizationId } = this;
    const account = await em.findOneOrFail(Account, { organizationId, code: accountCode });
    if (!account.isActive || !account.isPostable) throw new Error('The account takes no lines.');
    return { account, amount: debit ? Number(debit) : -Number(credit) };
  }

  private async entryOf(of: {
    journal: Journal;
    period: Period;
    postedOn: string;
    parts: readonly Part[];
  }): Promise<Entry> {
    const { em, organizationId } = this;
    const { journal, period, postedOn, parts } = of;
    const { fiscalYearId } = period;
    const year = await em.findOneOrFail(FiscalYear, { organizationId, id: fiscalYearId });
    const where = { organizationId, journalId: journal.id, fiscalYearId };
    const series = await em.findOneOrFail(NumberSeries, where, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
    });
    series.last += 1;
    const total = parts.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0);
    return em.create(Entry, {
      id: randomUUID(),
      organizationId,
      reference: `${journal.code}-${year.name}-${String(series.last).padStart(6, '0')}`,
      journalId: journal.id,
      fiscalYearId,
      periodId: period.id,
      number: series.last,
      postedOn,
      postedAt: new Date(),
      kind: 'NORMAL',
      baseTotal: String(total),
      lineCount: parts.length,
    });
  }

  private lineOf(entry: Entry, { account, amount }: Part, number: number): void {
    this.em.create(Line, {
      id: randomUUID(),
      organizationId: this.organizationId,
      entry,
      number,
      accountId: account.id,
      postedOn: entry.postedOn,
      currency: 'EUR',
      amount: String(amount),
      baseAmount: String(amount),
    });
  }

  private async addToBalance(period: Period, { account, amount }: Part): Promise<void> {
    const { em, organizationId } = this;
    const key = {
      organizationId,
      accountId: account.id,
      periodId: period.id,
      currency: 'EUR',
      dimensionSetId: NO_DIMENSIONS,
    };
    const { startsOn, endsOn } = period;
    const empty = { startsOn, endsOn, debit: '0', credit: '0', baseDebit: '0', baseCredit: '0' };
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const balance =
      (await em.findOne(Balance, key, lock)) ?? em.create(Balance, { ...key, ...empty });
    const add = (to: string, more: number) => (Number(to) + Math.max(more, 0)).toFixed(4);
    balance.debit = add(balance.debit, amount);
    balance.credit = add(balance.credit, -amount);
    balance.baseDebit = add(balance.baseDebit, amount);
    balance.baseCredit = add(balance.baseCredit, -amount);
  }

  private async seal(entry: Entry): Promise<void> {
    const { em, organizationId } = this;
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const head = await em.findOneOrFail(ChainHead, { organizationId }, lock);
    const hashes = 'select content from accounting.content_hashes(array[?::uuid])';
    const [row] = await em.execute<{ content: Buffer }[]>(hashes, [entry.id]);
    if (!row) throw new Error('The entry is not there.');
    const position = head.position + 1n;
    const previousHash = head.hash;
    const hash = createHash('sha256')
      .update(previousHash)
      .update(String(position))
      .update(row.content)
      .digest();
    em.create(EntrySeal, {
      organizationId,
      entryId: entry.id,
      position,
      lineCount: entry.lineCount,
      contentHash: row.content,
      previousHash,
      hash,
    });
    Object.assign(head, { position, hash, postedAt: entry.postedAt });
    await em.flush();
  }
}
