import { type Ctx, defineJob, encodeId, PartyType, z } from '@bureau/core';
import { DunningNotice } from '../trade/dunning.entity.js';
import { Invoice } from '../trade/invoice.entity.js';
import type { OpenItem } from '../trade/open-item.entity.js';
import { pdfOf } from './document-pdf.js';
import { mailReminder } from './reminder.js';
import { statementFile } from './statement-file.js';

/** Files of one mail; a statement, and the oldest of the invoices. */
const MOST_INVOICES = 4;

/**
 * The mails of a run, one for each party, with its statement of account and the invoices as PDF.
 * Laid out here, not in the request: a run may be about a thousand parties. A step is a mail, so
 * after a crash it goes on with the party behind the last one.
 */
export const reminderMails = defineJob({
  kind: 'accounting.reminderMails',
  description: 'Mails the reminders of a run with statements and invoices.',
  input: z.object({ runId: z.uuid() }),
  async run(work) {
    const { runId } = work.input;
    const parties = await work.read((ctx) => partiesOf(ctx, runId));
    const last = work.cursor === undefined ? -1 : parties.indexOf(String(work.cursor));
    for (const [at, partyId] of parties.entries()) {
      if (at <= last) continue;
      await work.step(async (ctx) => {
        await mailOne(ctx, { runId, partyId });
        return { cursor: partyId, done: at + 1, total: parties.length };
      });
    }
  },
});

const PARTIES = `
  select distinct party_id::text as party from accounting.dunning_notice
   where run_id = $1 and mailed_to is not null order by 1`;

async function partiesOf(ctx: Ctx, runId: string): Promise<string[]> {
  const rows = await ctx.sql<{ party: string }>(PARTIES, [runId]);
  return rows.map(({ party }) => party);
}

async function mailOne(ctx: Ctx, about: { runId: string; partyId: string }): Promise<void> {
  const { runId, partyId } = about;
  const notices = await ctx.em.find(
    DunningNotice,
    { run: runId, party: partyId },
    { populate: ['openItem'], orderBy: { openItem: { documentOn: 'asc' }, id: 'asc' } },
  );
  const [first] = notices;
  if (!first?.mailedTo) return;
  const openItems = notices.map(({ openItem }) => openItem);
  const statement = await statementFile(ctx, {
    ...{ partyId: encodeId(PartyType.options.prefix, partyId), party: partyId },
    ...{ side: 'RECEIVABLE', from: first.openItem.documentOn, to: first.noticedOn, format: 'PDF' },
  });
  const items = notices.map(({ openItem, currency, openAmount: open, ...notice }) => {
    const { reference, dueOn } = openItem;
    const { fee, interest, level, text } = notice;
    return { reference, dueOn: dueOn ?? '', currency, open, fee, interest, level, text };
  });
  await mailReminder(ctx, items, {
    ...{ partyId, runId, address: first.mailedTo },
    fileIds: [statement.id, ...(await invoicePdfs(ctx, openItems))],
  });
}

const LOCK = 'select id from accounting.invoice where id = any($1) order by id for update';

/** Uuids of the PDFs of the oldest invoices; items without an invoice have none. */
async function invoicePdfs(ctx: Ctx, items: readonly OpenItem[]): Promise<string[]> {
  const all = new Set(items.flatMap(({ invoice }) => (invoice ? [invoice.id] : [])));
  const ids = [...all].slice(0, MOST_INVOICES);
  await ctx.sql(LOCK, [ids]);
  const invoices = await ctx.em.find(Invoice, { id: { $in: ids } }, { refresh: true });
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const files: string[] = [];
  for (const id of ids) {
    const invoice = byId.get(id);
    if (invoice?.letter) files.push((await pdfOf(ctx, invoice)).id);
  }
  return files;
}
