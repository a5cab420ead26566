import { type Ctx, exact, File } from '@bureau/core';
import { lineFingerprints } from '../bank-files/fingerprint.js';
import type { CheckedEnd } from '../bank-files/statement-check.js';
import type { BankFileLine, StatementStart } from '../bank-files/statement.js';
import type { KnownAccount } from './account-finder.js';
import { BankAccount } from './bank-account.entity.js';
import type { BankStatementFormat } from './bank-kinds.js';
import { BankLine } from './bank-line.entity.js';
import { BankStatement } from './bank-statement.entity.js';
import { BankStatementImported } from './events.js';

/** What all statements of a file share. */
export interface StatementSource {
  /** Uuid. */
  jobId: string;
  /** Public id. */
  fileId: string;
  format: BankStatementFormat;
}

/** A part of a file with what is known of its place: enough to write it on its own. */
interface PlacedPart {
  part: StartPart | LinePart | CheckedEnd;
  account: KnownAccount;
  /** Place of the statement in the file, from 1. */
  statement: number;
  /** Place of the line in its statement, from 1. */
  place: number;
}
type StartPart = StatementStart;
type LinePart = BankFileLine & { fingerprint: string };

/**
 * Writes a file batch by batch. Identities and places are counted for all parts, in the order of
 * the file, so that after a break they are the same; only what `write` is given is written.
 */
export class StatementWriter {
  private readonly fingerprints = new Map<string, (line: BankFileLine) => string>();
  private batch: PlacedPart[] = [];
  private statement = 0;
  private place = 0;

  constructor(
    private readonly source: StatementSource,
    private readonly partyOf: (ctx: Ctx, account: string) => Promise<string | null>,
  ) {}

  add(part: StatementStart | BankFileLine | CheckedEnd, account: KnownAccount): void {
    if (part.kind === 'START') {
      this.statement += 1;
      this.place = 0;
    }
    if (part.kind !== 'LINE') return this.push(part, account);
    this.place += 1;
    const known = this.fingerprints.get(account.id) ?? lineFingerprints(account.id);
    this.fingerprints.set(account.id, known);
    this.push({ ...part, fingerprint: known(part) }, account);
  }

  takeBatch(): PlacedPart[] {
    const { batch } = this;
    this.batch = [];
    return batch;
  }

  /** In one transaction; imports of one bank account wait for each other. */
  async write(ctx: Ctx, batch: readonly PlacedPart[]): Promise<void> {
    const accounts = [...new Set(batch.map(({ account }) => account.id))].sort();
    await ctx.sql(LOCK, [accounts]);
    const known = await knownLines(ctx, batch);
    const open = new Map<number, BankStatement>();
    for (const placed of batch) {
      const { part } = placed;
      const statement =
        open.get(placed.statement) ??
        (part.kind === 'START' ? await this.begin(ctx, placed) : await this.resume(ctx, placed));
      open.set(placed.statement, statement);
      if (part.kind === 'LINE') await this.addLine(ctx, statement, { placed, part, known });
      if (part.kind === 'END') end(ctx, statement, part);
    }
  }

  private push(part: PlacedPart['part'], account: KnownAccount): void {
    this.batch.push({ part, account, statement: this.statement, place: this.place });
  }

  private async begin(ctx: Ctx, { part, account, statement }: PlacedPart): Promise<BankStatement> {
    const { jobId, fileId, format } = this.source;
    const number = part.kind === 'START' ? part.statementId?.slice(0, 60) : undefined;
    return ctx.em.create(BankStatement, {
      bankAccount: ctx.em.getReference(BankAccount, account.id),
      file: await ctx.find(File, fileId),
      ...{ jobId, place: statement, format, number: number ?? null },
    });
  }

  private async resume(ctx: Ctx, { statement }: PlacedPart): Promise<BankStatement> {
    return ctx.em.findOneOrFail(BankStatement, { jobId: this.source.jobId, place: statement });
  }

  private async addLine(
    ctx: Ctx,
    statement: BankStatement,
    { placed, part, known }: { placed: PlacedPart; part: LinePart; known: Set<string> },
  ): Promise<void> {
    const { bookedOn, amount, fingerprint } = part;
    statement.lineCount += 1;
    statement.moved = exact(statement.moved).plus(amount).toFixed();
    if (bookedOn < (statement.startsOn ?? '9999')) statement.startsOn = bookedOn;
    if (bookedOn > (statement.endsOn ?? '')) statement.endsOn = bookedOn;
    const key = `${placed.account.id} ${fingerprint}`;
    if (known.has(key)) return;
    known.add(key);
    statement.newLineCount += 1;
    const other = part.counterparty?.account;
    ctx.em.create(BankLine, {
      bankAccount: statement.bankAccount,
      statement,
      place: placed.place,
      ...{ fingerprint, bookedOn, amount, currency: part.currency },
      valueOn: part.valueOn ?? null,
      text: part.text.slice(0, 2_000),
      reference: cut(part.reference, 140),
      counterpartyName: cut(part.counterparty?.name, 140),
      counterpartyAccount: cut(other, 60),
      bankId: cut(part.bankId, 80),
      code: cut(part.code, 60),
      party: other === undefined ? null : await this.partyOf(ctx, other),
    });
  }
}

function end(ctx: Ctx, statement: BankStatement, part: CheckedEnd): void {
  statement.openingBalance = part.opening ?? null;
  statement.closingBalance = part.closing ?? null;
  statement.closingOn = part.closingOn ?? null;
  statement.difference = part.difference ?? null;
  const { id: statementId, bankAccount, lineCount, newLineCount } = statement;
  const told = { statementId, bankAccountId: bankAccount.id, lineCount, newLineCount };
  ctx.emit(BankStatementImported, told, { type: 'BankStatement', id: statementId });
}

const LOCK = 'select from accounting.bank_account where id = any($1) order by id for update';

const KNOWN = `
  select bank_account_id as account, fingerprint from accounting.bank_line
   where bank_account_id = any($1) and fingerprint = any($2)`;

/** Lines of the batch that are there already. */
async function knownLines(ctx: Ctx, batch: readonly PlacedPart[]): Promise<Set<string>> {
  const accounts = [...new Set(batch.map(({ account }) => account.id))];
  const prints = batch.flatMap(({ part }) => (part.kind === 'LINE' ? [part.fingerprint] : []));
  type Row = { account: string; fingerprint: string };
  const rows = await ctx.sql<Row>(KNOWN, [accounts, prints]);
  return new Set(rows.map(({ account, fingerprint }) => `${account} ${fingerprint}`));
}

function cut(text: string | undefined, length: number): string | null {
  return text?.slice(0, length) ?? null;
}
