import { Context, type Ctx, Extensions, Query, Resolver } from '@bureau/core';
import { LEDGER_CHECKS, type LedgerCheck } from './integrity-checks.js';
import { REGISTER_CHECKS } from './register-checks.js';
import { ChainReport, type IntegrityCheck, IntegrityReport } from './integrity.types.js';

const EXAMPLES = 10;
const ALL_CHECKS = [...LEDGER_CHECKS, ...REGISTER_CHECKS];

/** Proofs that anybody may ask for who may verify the ledger. */
@Resolver()
export class IntegrityResolver {
  @Extensions({ cost: 500, items: 10 })
  @Query(() => IntegrityReport, {
    description:
      'Looks at every entry, line and balance, and at the registers of fixed assets, deferrals ' +
      'and loans; its cost grows with the ledger.',
  })
  async ledgerIntegrityCheck(@Context() ctx: Ctx): Promise<IntegrityReport> {
    const checks: IntegrityCheck[] = [];
    for (const check of ALL_CHECKS) checks.push(await checkOf(ctx, check));
    const [row] = await ctx.report<{ n: string }>('select count(*) as n from accounting.entry');
    const isSound = checks.every((check) => check.isSound);
    return { isSound, checkedAt: ctx.now, entries: Number(row?.n), checks };
  }

  @Extensions({ cost: 500, items: 10 })
  @Query(() => ChainReport, {
    description:
      'Computes the hash of every entry anew and follows the chain. Write the head down outside ' +
      'of the database: with it, even its superuser cannot change the past unseen.',
  })
  async verifyHashChain(@Context() ctx: Ctx): Promise<ChainReport> {
    const faults = await ctx.report<{ position: string; reference: string | null; kind: string }>(
      CHAIN,
    );
    const [head] = await ctx.report<{ position: string; hash: string; holds: string }>(HEAD);
    return {
      isSound: faults.length === 0 && (head === undefined || head.holds === 't'),
      length: Number(head?.position ?? 0),
      head: head?.hash ?? null,
      faults: faults.map((one) => ({ ...one, position: Number(one.position) })),
    };
  }
}

async function checkOf(ctx: Ctx, { name, description, sql }: LedgerCheck): Promise<IntegrityCheck> {
  const rows = await ctx.report<{ place: string; n: string }>(
    `select place, count(*) over () as n from (${sql}) as fault limit ${EXAMPLES}`,
  );
  return {
    name,
    description,
    isSound: rows.length === 0,
    faults: Number(rows[0]?.n ?? 0),
    examples: rows.map(({ place }) => place),
  };
}

const CHAIN = `
  with link as (
    select s.*, lag(s.hash) over (order by s.position) as before,
        row_number() over (order by s.position) as place
      from accounting.entry_seal s),
  judged as (
    select l.position, l.entry_id,
        case
          when c.content is distinct from l.content_hash then 'CONTENT'
          when l.place <> l.position
            or l.previous_hash <> coalesce(l.before, decode(repeat('00', 32), 'hex'))
            or l.hash <> accounting.link_hash(l.previous_hash, l.position, l.content_hash)
            then 'LINK'
        end as kind
      from link l
      left join lateral (
        select sha256(convert_to(accounting.entry_text(e) || E'\\n' || coalesce(t.content, ''),
            'UTF8')) as content
          from accounting.entry e
          left join lateral (
            select string_agg(accounting.line_text(x), E'\\n' order by x.number) as content
              from accounting.line x where x.entry_id = e.id) t on true
         where e.id = l.entry_id) c on true)
  select j.position, e.reference, j.kind from judged j
    left join accounting.entry e on e.id = j.entry_id
   where j.kind is not null order by j.position limit 100`;

const HEAD = `
  select h.position, encode(h.hash, 'hex') as hash,
      exists (select from accounting.entry_seal s
        where s.position = h.position and s.hash = h.hash)
      and (select count(*) from accounting.entry_seal) = h.position as holds
    from accounting.chain_head h`;
