import type { PluginDefinition } from '@bureau/core';
import { createTestApp, type Loose, type TestApp, type TestClient } from '@bureau/testing';
import { accountingPlugin } from '../src/plugin.js';

/** Books in EUR with the standard chart and the years 2025 and 2026, made by mutations. */
export interface TestBooks {
  app: TestApp;
  /** Runs a mutation with an input; its payload, user errors included. */
  mutate(field: string, input: Record<string, unknown>, how?: MutateOptions): Promise<Loose>;
  /** Posts an entry as the owner; its id and reference. Throws what the business refused. */
  post(entry: BookEntry): Promise<{ id: string; reference: string }>;
  /** Codes of the user errors of a posting; empty: it was posted. */
  refusals(entry: BookEntry): Promise<string[]>;
  close(): Promise<void>;
}

export interface MutateOptions {
  as?: TestClient;
  /** Selection of the payload beside the user errors. */
  select?: string;
  key?: string;
  dryRun?: boolean;
}

/** Lines as `[account code, debit or -credit, more]`. */
export type BookLine = [account: string, amount: string, more?: Record<string, unknown>];

export interface BookEntry {
  on: string;
  lines: BookLine[];
  journal?: string;
  memo?: string;
}

export async function createBooks(
  clock?: () => Date,
  others: readonly PluginDefinition[] = [],
): Promise<TestBooks> {
  const plugins = [accountingPlugin, ...others];
  const app = await createTestApp({ plugins, ...(clock && { clock }) });
  try {
    return await fillBooks(app);
  } catch (error) {
    await app.close();
    throw error;
  }
}

let keys = 0;

/** Sets the books of an organization up that has none. */
export async function fillBooks(app: TestApp): Promise<TestBooks> {
  const mutate: TestBooks['mutate'] = async (field, input, how = {}) => {
    const { as = app.owner, select = '', key, dryRun } = how;
    const { data, errors } = await as.query(
      documentOf(field, { select, key: key ?? `key-${++keys}` }),
      { input },
      dryRun === undefined ? {} : { dryRun },
    );
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data[field];
  };
  const select = 'journalEntry { id reference }';
  const postRaw = (entry: BookEntry) => mutate('journalEntryPost', inputOf(entry), { select });
  await mutate('accountingSetUp', {
    chart: 'STANDARD',
    baseCurrency: 'EUR',
    startsOn: '2025-01-01',
  });
  await mutate('fiscalYearCreate', { startsOn: '2026-01-01' });
  return {
    app,
    mutate,
    post: async (entry) => {
      const { journalEntry, userErrors } = await postRaw(entry);
      if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
      return journalEntry;
    },
    refusals: async (entry) =>
      (await postRaw(entry)).userErrors.map(({ code }: { code: string }) => code),
    close: app.close,
  };
}

/** An entry as the input of the API. */
export function inputOf({ on, lines, journal = 'GJ', memo }: BookEntry) {
  return {
    journalCode: journal,
    postedOn: on,
    ...(memo === undefined ? {} : { memo }),
    lines: lines.map(([accountCode, amount, more = {}]) => {
      const isCredit = amount.startsWith('-');
      const side = isCredit ? { credit: amount.slice(1) } : { debit: amount };
      return { accountCode, ...side, ...more };
    }),
  };
}

/** Mutations whose input has another name than the field. */
const INPUTS: Record<string, string> = {
  draftEntryDelete: 'DraftEntryInput',
  draftEntryPost: 'DraftEntryInput',
  periodSoftClose: 'PeriodInput',
  periodClose: 'PeriodInput',
  invoiceDelete: 'DocumentInput',
  invoicePost: 'DocumentInput',
  invoiceVoid: 'DocumentVoidInput',
  billApprove: 'DocumentInput',
  billPost: 'DocumentInput',
  billVoid: 'DocumentVoidInput',
  creditNotePost: 'DocumentInput',
  creditNoteVoid: 'DocumentVoidInput',
  creditNoteDelete: 'DocumentInput',
  invoicePdfCreate: 'DocumentInput',
  creditNotePdfCreate: 'DocumentInput',
  taxFormUse: 'InUseInput',
  taxReturnDelete: 'TaxReturnInput',
  expenseClaimDelete: 'DocumentInput',
  expenseClaimSubmit: 'DocumentInput',
  expenseClaimWithdraw: 'DocumentInput',
  expenseClaimVoid: 'DocumentVoidInput',
  dunningPolicyUse: 'InUseInput',
  paymentTermUse: 'InUseInput',
  taxCodeUse: 'InUseInput',
  depreciationRunStart: 'DepreciationRunCreateInput',
};

/** The document of one mutation with a key. */
export function documentOf(field: string, how: { select: string; key: string }): string {
  const own = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${INPUTS[field] ?? own}!) {
    ${field}(input: $input) @idempotent(key: "${how.key}") {
      ${how.select}
      userErrors { code message path ... on BusinessError { data } } } }`;
}
