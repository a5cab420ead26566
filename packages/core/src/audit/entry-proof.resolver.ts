import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { Arg, Context, ID, Query, Resolver } from '../model/graphql.js';
import { decodeId } from '../model/ids.js';
import { AuditEntryProof } from './entry-proof.types.js';
import { AuditEntryType } from './audit.types.js';
import { entryText, GENESIS } from './chain.js';
import { secretReadsOf } from './secret-reads.js';
import { signedText } from './signed-head.js';

const LINK = `
  select l.position, ${entryText('e')} as text,
    (select encode(b.hash, 'hex') from core.audit_link b
      where b.organization_id = l.organization_id and b.position = l.position - 1) as previous
  from core.audit_link l join core.audit_entry e
    on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.entry_id = $2`;

const HEAD = `
  select h.position, encode(h.hash, 'hex') as hash, encode(h.public_key, 'hex') as key,
    to_char(h.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as signed_at,
    encode(h.signature, 'hex') as signature
  from core.audit_head h where h.organization_id = $1 and h.position >= $2
  order by h.position limit 1`;

const FOLLOWING = `
  select encode(sha256(convert_to(${entryText('e')}, 'UTF8')), 'hex') as digest
  from core.audit_link l join core.audit_entry e
    on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.position > $2 and l.position <= $3
  order by l.position`;

interface LinkRow extends Record<string, unknown> {
  position: string;
  text: string;
  previous: string | null;
}

interface HeadRow extends Record<string, unknown> {
  position: string;
  hash: string;
  key: string;
  signed_at: string;
  signature: string;
}

/** The proof of one entry, for somebody who has neither the database nor the rest of the trail. */
@Resolver()
export class AuditEntryProofResolver {
  @Query(() => AuditEntryProof, {
    nullable: true,
    description:
      'Proves that an entry stands in the trail as it was written, with every recorded value. ' +
      'Null for an entry that is not sealed yet (a second or so), or is not there.',
  })
  async auditEntryProof(
    @Arg('id', () => ID, { description: 'The entry.' }) id: string,
    @Context() ctx: RequestContext,
  ): Promise<AuditEntryProof | undefined> {
    const entryId = decodeId(AuditEntryType.options.prefix, id);
    if (entryId === undefined) return undefined;
    const { organizationId } = ctx;
    const [link] = await ctx.sql<LinkRow>(LINK, [organizationId, entryId]);
    const head = link && (await headAt(ctx, link.position));
    if (!link || !head) return undefined;
    const range = [organizationId, link.position, head.position];
    const following = await ctx.sql<{ digest: string }>(FOLLOWING, range);
    noteRead(ctx, entryId);
    return {
      text: link.text,
      position: Number(link.position),
      previousHash: link.previous ?? GENESIS.toString('hex'),
      following: following.map(({ digest }) => digest),
      head,
      signedText: signedText({ organizationId, ...head }).toString('utf8'),
    };
  }
}

async function headAt(ctx: Ctx, position: string) {
  const [row] = await ctx.sql<HeadRow>(HEAD, [ctx.organizationId, position]);
  if (!row) return undefined;
  const { hash, key: publicKey, signed_at: signedAt, signature } = row;
  return { position: Number(row.position), hash, signedAt, publicKey, signature };
}

/** The text holds what the caller could not see field by field: reading it leaves an entry. */
function noteRead(ctx: RequestContext, entryId: string): void {
  const { composition } = ctx.runtime;
  const record = composition.records.get(AuditEntryType.name);
  if (record) secretReadsOf(composition, ctx.caller).add(record, ['text'], entryId);
}
