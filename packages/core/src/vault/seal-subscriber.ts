import type {
  EntityMetadata,
  EntityProperty,
  EventArgs,
  EventSubscriber,
  FlushEventArgs,
} from '@mikro-orm/core';
import { isSealed, subjectProperty } from '../model/secret.js';
import { keepDataKeys, type KeySql } from './data-keys.js';
import { sealedCell, sealedColumn, type Vault } from './vault.js';

type Values = Record<string, unknown>;

/**
 * Seals the secret properties of what the unit of work is about to write, and fills the blind
 * index `<property>Index` where the entity has one. Afterwards the entity holds the sealed text.
 */
export class SealSubscriber implements EventSubscriber {
  /** Runs statements in the transaction; set when it is open. */
  sql: KeySql | undefined;
  /** Wrapped keys of subjects, of this flush only: another transaction may destroy one. */
  private keys = new Map<string, string>();

  constructor(
    private readonly vault: Vault,
    private readonly organizationId: string | undefined,
  ) {}

  /** Fetches the keys of all subjects of a flush in one statement. */
  async onFlush({ uow }: FlushEventArgs): Promise<void> {
    const subjects = new Set<string>();
    for (const { entity, meta, payload } of uow.getChangeSets()) {
      for (const property of sealedOf(meta as EntityMetadata<object>)) {
        if ((payload as Values)[property.name] == null) continue;
        const subject = subjectOf(entity as Values, property);
        if (subject !== undefined) subjects.add(subject);
      }
    }
    this.keys = subjects.size === 0 ? new Map() : await this.keysOf([...subjects].sort());
  }

  beforeCreate({ entity, meta }: EventArgs<object>): void {
    for (const property of sealedOf(meta)) this.seal(entity as Values, meta, property);
  }

  beforeUpdate({ entity, meta, changeSet }: EventArgs<object>): void {
    const payload = (changeSet?.payload ?? {}) as Values;
    for (const property of sealedOf(meta)) {
      // What was not assigned is what was loaded: sealed already.
      if (property.name in payload) this.seal(entity as Values, meta, property);
    }
  }

  /** An upsert has no change set to tell plain text from sealed text. */
  beforeUpsert({ meta }: EventArgs<object>): void {
    const [property] = sealedOf(meta);
    if (property) throw new Error(`${meta.className}.${property.name} is sealed: no upsert.`);
  }

  private keysOf(subjectIds: string[]): Promise<Map<string, string>> {
    const { sql, organizationId } = this;
    if (!sql || organizationId === undefined) throw new Error('No transaction to seal in.');
    return keepDataKeys(sql, subjectIds, (id) => this.vault.newDataKey(organizationId, id));
  }

  private seal(entity: Values, meta: EntityMetadata<object>, property: EntityProperty): void {
    const { name } = property;
    const value = entity[name];
    const plain = value == null ? undefined : String(value);
    const table = `${meta.schema ?? 'public'}.${meta.tableName}`;
    const column = property.fieldNames[0] ?? name;
    const organizationId = this.organizationId;
    if (plain !== undefined && organizationId === undefined) {
      throw new Error(`${meta.className}.${name} cannot be sealed outside an organization.`);
    }
    const sealed = plain !== undefined && organizationId !== undefined;
    if (`${name}Index` in meta.properties) {
      const index = sealedColumn(table, column);
      entity[`${name}Index`] = sealed ? this.vault.blindIndex(organizationId, index, plain) : null;
    }
    if (!sealed) return;
    const cell = sealedCell(table, column, String(entity['id']));
    const subjectId = subjectOf(entity, property);
    if (subjectId === undefined) {
      entity[name] = this.vault.seal(organizationId, cell, plain);
      return;
    }
    const wrapped = this.keys.get(subjectId);
    if (wrapped === undefined) throw new Error(`No key of subject ${subjectId} is at hand.`);
    entity[name] = this.vault.sealFor({ organizationId, subjectId, wrapped }, cell, plain);
  }
}

function sealedOf(meta: EntityMetadata<object>): EntityProperty[] {
  return (meta.props as EntityProperty[]).filter(isSealed);
}

/** Uuid of whom the value is about; undefined when it is sealed with the organization's key. */
function subjectOf(entity: Values, property: EntityProperty): string | undefined {
  const name = subjectProperty(property);
  if (name === undefined) return undefined;
  const { id } = (entity[name] ?? {}) as { id?: string };
  if (id === undefined) throw new Error(`${property.name} has no ${name} to be sealed for.`);
  return id;
}
