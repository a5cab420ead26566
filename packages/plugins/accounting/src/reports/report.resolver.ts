import { Arg, Context, type Ctx, Extensions, Mutation, Refusal, Resolver } from '@bureau/core';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { uuidAt } from '../ledger/entry-input.js';
import { columnsOf } from '../statements/columns.js';
import { accountAt, baseCurrency } from '../statements/statement-args.js';
import { reportErrors } from './errors.js';
import { ledgerExport } from './ledger-export.js';
import { LedgerExportInput, LedgerExportPayload } from './ledger-export.types.js';
import { StatementExportInput, StatementExportPayload } from './report.types.js';
import { statementExport } from './statement-export.js';
import type { StatementFileWish } from './statement-wish.js';

/** Statements and ledgers as files, each written by a job. */
@Resolver()
export class ReportResolver {
  @Extensions({ bucket: 'export', cost: 100 })
  @Mutation(() => StatementExportPayload, {
    description:
      'Writes a statement into a CSV, XLSX or PDF file, as a job; the address of the file is in ' +
      'its result and good for 24 hours.',
  })
  async statementExport(@Context() ctx: Ctx, @Arg('input') input: StatementExportInput) {
    const wish = wishOf(ctx, input);
    await check(ctx, wish);
    return { job: await ctx.enqueue(statementExport, wish) };
  }

  @Extensions({ bucket: 'export', cost: 100 })
  @Mutation(() => LedgerExportPayload, {
    description:
      'Writes the ledger into a file, as a job: entries with accounts, parties and taxes. The ' +
      'address of the file is in its result and good for 24 hours.',
  })
  async ledgerExport(@Context() ctx: Ctx, @Arg('input') input: LedgerExportInput) {
    const { format, from, to } = input;
    if (from && to && from > to) {
      throw new Refusal('BAD_USER_INPUT', 'An export does not end before it begins.');
    }
    const wish = { format, from: from ?? undefined, to: to ?? undefined };
    return { job: await ctx.enqueue(ledgerExport, wish) };
  }
}

/** What can be refused at once is no job's business. */
async function check(ctx: Ctx, wish: StatementFileWish): Promise<void> {
  const { statement, from, to, columns, compare, accountCode } = wish;
  await baseCurrency(ctx);
  columnsOf({ from: from ?? to, to }, columns, compare ?? []);
  if (statement !== 'GENERAL_LEDGER') return;
  ctx.demand('accounting.entry.read');
  const path = ['input', 'accountCode'];
  if (accountCode === undefined) throw reportErrors.REPORT_ACCOUNT_MISSING({}, path);
  await accountAt(ctx, null, accountCode);
}

function wishOf(ctx: Ctx, input: StatementExportInput): StatementFileWish {
  const { statement, format, from, knownAt, dimensionValueIds } = input;
  return {
    ...{ statement, format, to: input.to ?? ctx.today },
    from: from ?? undefined,
    knownAt: knownAt == null ? undefined : new Date(knownAt).toISOString(),
    valueIds: dimensionValueIds?.map((id) => uuidAt(DimensionValueType, id)) ?? [],
    columns: input.columns ?? undefined,
    compare: input.compare ?? undefined,
    method: input.method ?? undefined,
    includeClosingEntries: input.includeClosingEntries ?? undefined,
    accountCode: input.accountCode?.trim() || undefined,
  };
}
