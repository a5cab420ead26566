import type { Ctx } from '@bureau/core';
import type { MatchLine } from '../bank-matching/match-score.js';

/** What suggestions look at; ids are uuids. Read without the unit of work, for queries too. */
export interface LineFacts {
  id: string;
  bankAccountId: string;
  bookedOn: string;
  amount: string;
  currency: string;
  text: string;
  reference: string | null;
  counterpartyName: string | null;
  partyId: string | null;
}

const FACTS = `
  select id, bank_account_id as "bankAccountId", booked_on::text as "bookedOn",
      amount::text as amount, currency, text, reference,
      counterparty_name as "counterpartyName", party_id as "partyId"
    from accounting.bank_line`;

/** Open lines of a bank account, the oldest first. */
export function openLines(ctx: Ctx, bankAccountId: string, limit: number): Promise<LineFacts[]> {
  return ctx.sql<LineFacts & Record<string, unknown>>(
    `${FACTS} where bank_account_id = $1 and status = 'OPEN' order by booked_on, id limit $2`,
    [bankAccountId, limit],
  );
}

/** One line, open or not. */
export async function lineFacts(ctx: Ctx, id: string): Promise<LineFacts | undefined> {
  const [row] = await ctx.sql<LineFacts & Record<string, unknown>>(`${FACTS} where id = $1`, [id]);
  return row;
}

/** Open lines of other bank accounts that show the other side of it, the nearest day first. */
export function otherSides(ctx: Ctx, line: LineFacts): Promise<LineFacts[]> {
  return ctx.sql<LineFacts & Record<string, unknown>>(
    `${FACTS} where status = 'OPEN' and bank_account_id <> $1 and currency = $2
        and amount = -$3::numeric and abs(booked_on - $4::date) <= 5
      order by abs(booked_on - $4::date), id limit 5`,
    [line.bankAccountId, line.currency, line.amount, line.bookedOn],
  );
}

/** What of a line is compared; its party stands for the account of the other side. */
export function matchLineOf(line: LineFacts): MatchLine {
  const { id, bookedOn, amount, currency, text, reference, counterpartyName, partyId } = line;
  return {
    ...{ id, bookedOn, amount, currency, text },
    ...(reference === null ? {} : { reference }),
    ...(counterpartyName === null ? {} : { name: counterpartyName }),
    ...(partyId === null ? {} : { account: partyId }),
  };
}
