import type { EntityMetadata, EntityProperty, EventArgs, EventSubscriber } from '@mikro-orm/core';
import { SEALED } from '../model/secret.js';
import { sealedCell, sealedColumn, type Vault } from './vault.js';

type Values = Record<string, unknown>;

/**
 * Seals the secret properties of what the unit of work is about to write, and fills the blind
 * index `<property>Index` where the entity has one. Afterwards the entity holds the sealed text.
 */
export class SealSubscriber implements EventSubscriber {
  constructor(
    private readonly vault: Vault,
    private readonly organizationId: string | undefined,
  ) {}

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
    entity[name] = this.vault.seal(organizationId, cell, plain);
  }
}

function sealedOf(meta: EntityMetadata<object>): EntityProperty[] {
  return (meta.props as EntityProperty[]).filter((it) => it.runtimeType === SEALED);
}
