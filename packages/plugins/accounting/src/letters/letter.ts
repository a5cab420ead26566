import type { Ctx } from '@bureau/core';

/**
 * Who writes to whom, as it is when a document is posted: a customer who moves later does not move
 * on old invoices. Kept with the document.
 */
export interface Letter {
  /** BCP 47. */
  locale: string;
  /** Name and address, one entry a line. */
  sender: string[];
  buyer: string[];
  footer: string[];
  partyCode: string;
  taxNumber: string | null;
}

const FACTS = `
  select coalesce(nullif(btrim(s.sender), ''), o.name) as sender, s.footer,
      coalesce(p.locale, o.locale) as locale, p.code, p.tax_number as "taxNumber",
      coalesce(p.legal_name, p.name) as name, a.lines, a.postal_code as "postalCode", a.city,
      a.region, a.country
    from core.party p
    join core.organization o on o.id = p.organization_id
    left join accounting.trade_settings s on s.organization_id = p.organization_id
    left join lateral (
      select * from core.party_address a where a.party_id = p.id
       order by array_position(array['BILLING', 'LEGAL', 'OTHER', 'DELIVERY'],
         a.purpose::text), a.id
       limit 1) a on true
   where p.id = $1`;

type Facts = Record<'sender' | 'locale' | 'code' | 'name', string> &
  Record<
    'footer' | 'taxNumber' | 'lines' | 'postalCode' | 'city' | 'region' | 'country',
    string | null
  >;

/** Who writes to this party (uuid), today. */
export async function letterTo(ctx: Ctx, partyId: string): Promise<Letter> {
  const [facts] = await ctx.sql<Facts>(FACTS, [partyId]);
  if (!facts) throw new Error('The party of a document is there.');
  const { sender, footer, locale, code, taxNumber } = facts;
  return {
    locale,
    sender: linesOf(sender),
    buyer: [facts.name, ...addressOf(facts)],
    footer: linesOf(footer ?? ''),
    partyCode: code,
    taxNumber,
  };
}

function addressOf({ lines, postalCode, city, region, country, locale, name }: Facts): string[] {
  const town = [postalCode, city, region].filter(Boolean).join(' ');
  const land = country === null ? '' : countryName(country, locale);
  return [...linesOf(lines ?? ''), town, land].filter((line) => line !== '' && line !== name);
}

function countryName(code: string, locale: string): string {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
