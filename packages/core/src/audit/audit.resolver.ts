import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import type { RequestContext } from '../context/request.js';
import { Context, FieldResolver, JsonScalar, Query, Resolver, Root } from '../model/graphql.js';
import { encodeId } from '../model/ids.js';
import { ACTOR_JOINS } from './actors.js';
import { AuditEntryType, AuditHead } from './audit.types.js';
import { FieldChangeType } from './history.types.js';
import { customFieldsIn, type FieldChange, shownChange } from './shown-values.js';

/** What of an entry is not for everybody who may read the trail. */
interface Recorded {
  name: string | null;
  type: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  details: Record<string, unknown> | null;
}

const ROWS = `
  select e.id, json_build_object('name', coalesce(m.display_name, k.name), 'type', e.record_type,
    'before', e.before, 'after', e.after, 'details', e.details)::text as recorded
  from core.audit_entry e ${ACTOR_JOINS}
  where e.organization_id = $1 and e.id = any($2::uuid[])`;

const recordedOf = defineLoader({
  name: 'AuditEntry.recorded',
  key: (id: string) => id,
  batch: async (ctx: Ctx, ids: readonly string[]) => {
    const rows = await ctx.sql<{ id: string; recorded: string }>(ROWS, [ctx.organizationId, ids]);
    const byId = new Map(rows.map((row) => [row.id, JSON.parse(row.recorded) as Recorded]));
    return ids.map((id) => byId.get(id));
  },
});

/** Values of entries, each only for those who may read its field now. */
@Resolver(() => AuditEntryType.object as never)
export class AuditEntryResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the user or API key today.',
  })
  async principalName(@Root() { id }: { id: string }, @Context() ctx: Ctx) {
    return (await ctx.load(recordedOf, id))?.name;
  }

  @FieldResolver(() => [FieldChangeType], { description: 'The fields that were changed.' })
  async changes(@Root() { id }: { id: string }, @Context() ctx: RequestContext) {
    const recorded = await ctx.load(recordedOf, id);
    const { runtime, principal } = ctx;
    const record = runtime.composition.records.get(recorded?.type ?? '');
    if (!recorded || !record) return [] as FieldChange[];
    const customFields = await customFieldsIn(ctx, [recorded]);
    return shownChange({ runtime, principal, of: 'any', customFields }, record, recorded);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'READ: fields, number of records, the first ids. REFUSED: code, permission, field.',
  })
  async details(@Root() { id }: { id: string }, @Context() ctx: RequestContext) {
    const recorded = await ctx.load(recordedOf, id);
    const record = ctx.runtime.composition.records.get(recorded?.type ?? '');
    const { details } = recorded ?? {};
    if (!details || !Array.isArray(details['ids'])) return details;
    const ids = record ? details['ids'].map((uuid) => encodeId(record.prefix, String(uuid))) : [];
    return { ...details, ids };
  }
}

const HEAD = `
  select h.position, encode(h.hash, 'hex') as hash, encode(h.public_key, 'hex') as key,
    to_char(h.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as signed_at,
    encode(h.signature, 'hex') as signature
  from core.audit_head h where h.organization_id = $1 order by h.position desc limit 1`;

interface HeadRow extends Record<string, unknown> {
  position: string;
  hash: string;
  key: string;
  signed_at: string;
  signature: string;
}

/** The proof over the trail. */
@Resolver()
export class AuditHeadResolver {
  @Query(() => AuditHead, {
    nullable: true,
    description: 'The last signed end of the chain over the audit trail; null before the first.',
  })
  async auditHead(@Context() ctx: Ctx): Promise<AuditHead | undefined> {
    const [row] = await ctx.sql<HeadRow>(HEAD, [ctx.organizationId]);
    if (!row) return undefined;
    const { position, hash, key, signed_at: signedAt, signature } = row;
    return { position: Number(position), hash, signedAt, publicKey: key, signature };
  }
}
