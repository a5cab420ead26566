import type { Ctx } from '../context/ctx.js';
import { fieldErrors } from '../fields/errors.js';
import { kernelOf } from '../fields/kernel.js';
import { serviceToken } from '../plugin/definition.js';
import type { RecordType } from '../model/record-type.js';

/** A record by type name and uuid. */
export interface ReferredRecord {
  type: string;
  id: string;
}

/** The id of a record in another system. */
export interface ExternalId {
  system: string;
  id: string;
}

/** Ids in other systems for the code of plugins: imports, hand-overs, synchronization. */
export interface ExternalRefsService {
  /**
   * Sets the id of a record in a system; an earlier one there is replaced. `path` is where faults
   * point. Who may change the record is for the caller to decide.
   * @throws CORE_EXTERNAL_REF_TAKEN, CORE_EXTERNAL_REF_INVALID
   */
  set(
    ctx: Ctx,
    record: ReferredRecord,
    ref: ExternalId & { path?: readonly string[] },
  ): Promise<void>;
  /** Whether there was one. */
  remove(ctx: Ctx, record: ReferredRecord, system: string): Promise<boolean>;
  /** Uuids of the records of a type by their ids in a system; unknown ones are absent. */
  find(
    ctx: Ctx,
    type: string,
    ref: { system: string; ids: readonly string[] },
  ): Promise<Map<string, string>>;
}

/** `ctx.service(ExternalRefs).set(ctx, { type: 'Asset', id }, { system: 'sap', id: '4711' })`. */
export const ExternalRefs = serviceToken<ExternalRefsService>('core.externalRefs');

const SYSTEM = /^[a-z][a-z0-9_-]{0,39}$/;
const MAX_ID = 200;

/** The service as core offers it. */
export const externalRefsService: ExternalRefsService = {
  async set(ctx, record, { system, path = ['input', 'id'], ...ref }) {
    const id = ref.id.trim();
    const fits = SYSTEM.test(system) && id !== '' && Array.from(id).length <= MAX_ID;
    if (!fits || id.includes('\0')) throw fieldErrors.EXTERNAL_REF_INVALID({}, path);
    const before = await idOf(ctx, record, system);
    if (before === id) return;
    await freeOfGone(ctx, record.type, { system, id });
    const written = await ctx.sql(
      `insert into core.external_ref (record_type, record_id, system, external_id)
       select $1::text, $2::uuid, $3::text, $4::text
       where not exists (select 1 from core.external_ref o where o.record_type = $1
         and o.system = $3 and o.external_id = $4)
       on conflict (organization_id, record_type, record_id, system)
         do update set external_id = excluded.external_id
       returning 1`,
      [record.type, record.id, system, id],
    );
    if (written.length === 0) throw taken(record.type, system, path);
    noteChange(ctx, record, { system, before, after: id });
  },
  async remove(ctx, record, system) {
    const before = await idOf(ctx, record, system);
    if (before === null) return false;
    await ctx.sql(
      'delete from core.external_ref where record_type = $1 and record_id = $2 and system = $3',
      [record.type, record.id, system],
    );
    noteChange(ctx, record, { system, before, after: null });
    return true;
  },
  async find(ctx, type, { system, ids }) {
    const rows = await ctx.sql<{ external_id: string; record_id: string }>(
      `select external_id, record_id from core.external_ref
       where record_type = $1 and system = $2 and external_id = any($3::text[])`,
      [type, system, [...ids]],
    );
    return new Map(rows.map((row) => [row.external_id, row.record_id]));
  },
};

function taken(type: string, system: string, path: readonly string[]) {
  return fieldErrors.EXTERNAL_REF_TAKEN({ type, system }, path);
}

async function idOf(ctx: Ctx, record: ReferredRecord, system: string): Promise<string | null> {
  const [row] = await ctx.sql<{ external_id: string }>(
    `select external_id from core.external_ref
     where record_type = $1 and record_id = $2 and system = $3 for update`,
    [record.type, record.id, system],
  );
  return row?.external_id ?? null;
}

/** The id of a record that was deleted is free again: no foreign key can say so. */
async function freeOfGone(ctx: Ctx, type: string, { system, id }: ExternalId): Promise<void> {
  const { table } = recordType(ctx, type);
  await ctx.sql(
    `delete from core.external_ref r where r.record_type = $1 and r.system = $2
       and r.external_id = $3 and not exists (select 1 from ${table} t where t.id = r.record_id)`,
    [type, system, id],
  );
}

function recordType(ctx: Ctx, name: string): RecordType {
  const record = kernelOf(ctx).runtime.composition.records.get(name);
  if (record) return record;
  throw new Error(`${name} is no record type.`);
}

function noteChange(
  ctx: Ctx,
  { type, id }: ReferredRecord,
  change: { system: string; before: string | null; after: string | null },
): void {
  const name = `externalRefs.${change.system}`;
  ctx.recordChange({
    type,
    id,
    action: 'UPDATE',
    before: { [name]: change.before },
    after: { [name]: change.after },
  });
}
