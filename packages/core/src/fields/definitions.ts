import type { Runtime } from '../context/runtime.js';
import type { FieldDefinition } from './field-type.js';

/** The custom fields of one organization, archived ones left out. */
export class FieldDefinitions {
  private readonly byType = new Map<string, Map<string, FieldDefinition>>();

  /** `list` in the order in which fields are shown. */
  constructor(list: readonly FieldDefinition[]) {
    for (const field of list) {
      const known = this.byType.get(field.recordType) ?? new Map<string, FieldDefinition>();
      this.byType.set(field.recordType, known.set(field.key, field));
    }
  }

  of(recordType: string): readonly FieldDefinition[] {
    return [...(this.byType.get(recordType)?.values() ?? [])];
  }

  find(recordType: string, key: string): FieldDefinition | undefined {
    return this.byType.get(recordType)?.get(key);
  }
}

/**
 * The stamp is made of what PostgreSQL itself says about each row (`xmin`: the transaction that
 * wrote it), so it also tells two uncommitted versions of one number apart. One statement: the
 * definitions come with it when the stamp is another one than the caller knows.
 */
const READ = `
  select s.stamp, case when s.stamp = $1 then null else (
    select coalesce(json_agg(json_build_object('id', f.id, 'recordType', f.record_type,
      'key', f.key, 'label', f.label, 'type', f.type, 'options', to_json(f.options),
      'target', f.target, 'isRequired', f.is_required, 'isFilterable', f.is_filterable,
      'defaultValue', f.default_value, 'permission', f.permission)
      order by f.record_type, f.position, f.key), '[]')
    from core.custom_field f where f.organization_id = $2 and f.archived_at is null) end
  from (select coalesce(md5(string_agg(concat(f.id, ':', f.xmin), ',' order by f.id)), '') as stamp
    from core.custom_field f where f.organization_id = $2) s`;

/** Where the definitions are read: a pool, or the open transaction of a mutation. */
export interface DefinitionRunner {
  run(statement: { text: string; values: unknown[] }): Promise<readonly (readonly unknown[])[]>;
}

interface Kept {
  stamp: string;
  definitions: FieldDefinitions;
}

const caches = new WeakMap<Runtime, Map<string, Kept>>();
const MAX_ORGANIZATIONS = 1_000;
const NONE = new FieldDefinitions([]);

/**
 * The custom fields as the runner's transaction sees them. What a process has parsed is kept by
 * organization and used again as long as the stamp is the same, so that a change made by another
 * process is seen by the next read.
 */
export async function loadDefinitions(
  runtime: Runtime,
  organizationId: string | undefined,
  runner: DefinitionRunner,
): Promise<FieldDefinitions> {
  if (organizationId === undefined) return NONE;
  const cache = caches.get(runtime) ?? new Map<string, Kept>();
  caches.set(runtime, cache);
  const kept = cache.get(organizationId);
  const values = [kept?.stamp ?? '-', organizationId];
  const [row] = await runner.run({ text: READ, values });
  const [stamp, list] = (row ?? []) as readonly (string | null)[];
  if (kept && list == null) return kept.definitions;
  const definitions = new FieldDefinitions(JSON.parse(list ?? '[]') as FieldDefinition[]);
  if (cache.size >= MAX_ORGANIZATIONS) cache.clear();
  cache.set(organizationId, { stamp: stamp ?? '-', definitions });
  return definitions;
}
