import { type Ctx, exact, MailService, minorUnits, sumAmounts } from '@bureau/core';
import { shownNumber } from '../tables/table.js';
import { type LetterWords, shownDay, wordsFor } from './letter-words.js';

/** One item of a reminder. */
export interface RemindedItem {
  reference: string;
  dueOn: string;
  currency: string;
  open: string;
  fee: string;
  interest: string;
  level: number;
  text: string;
}

const PARTY = `
  select coalesce(p.legal_name, p.name) as name, coalesce(p.locale, o.locale) as locale,
      coalesce(nullif(btrim(s.sender), ''), o.name) as sender, s.footer
    from core.party p
    join core.organization o on o.id = p.organization_id
    left join accounting.trade_settings s on s.organization_id = p.organization_id
   where p.id = $1`;

interface PartyRow extends Record<string, unknown> {
  name: string;
  locale: string;
  sender: string;
  footer: string | null;
}

/** To whom a reminder goes, and what goes with it; uuids. */
export interface ReminderMail {
  partyId: string;
  runId: string;
  address: string;
  fileIds: readonly string[];
}

/** Sends one mail about all items of a party of a run. */
export async function mailReminder(
  ctx: Ctx,
  items: readonly RemindedItem[],
  { partyId, runId, address, fileIds }: ReminderMail,
): Promise<void> {
  const [party] = await ctx.sql<PartyRow>(PARTY, [partyId]);
  if (!party) return;
  const words = wordsFor(party.locale);
  await ctx.service(MailService).send(ctx, {
    kind: 'accounting.dunning.notice',
    address,
    fileIds,
    subject: `${words.reminder}: ${items.map(({ reference }) => reference).join(', ')}`,
    body: bodyOf(items, party, words),
    uniqueKey: `dunning ${runId} ${partyId}`,
  });
}

function bodyOf(
  items: readonly RemindedItem[],
  { name, locale, sender, footer }: PartyRow,
  words: LetterWords,
): string {
  const highest = items.reduce((a, b) => (b.level > a.level ? b : a), items[0] as RemindedItem);
  const money = (amount: string, currency: string) =>
    `${shownNumber(exact(amount).toFixed(minorUnits(currency)), words.numbers)} ${currency}`;
  const lines = items.map(({ reference, dueOn, currency, open, fee, interest }) => {
    const charges = sumAmounts([fee, interest]);
    const due = `${reference}, ${words.due} ${shownDay(dueOn, locale)}: ${money(open, currency)}`;
    return exact(charges).isZero() ? due : `${due} + ${money(charges, currency)} ${words.charges}`;
  });
  const parts = [name, highest.text, lines.join('\n'), sender, footer ?? ''];
  return parts.filter((part) => part !== '').join('\n\n');
}
