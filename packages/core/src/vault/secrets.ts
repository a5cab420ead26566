import type { EntityClass } from '@mikro-orm/core';
import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { isSealed, subjectProperty } from '../model/secret.js';
import { serviceToken } from '../plugin/definition.js';
import { sealedCell, sealedColumn } from './vault.js';

/**
 * Secrets of the organization for code that works with them: a new employee gets the name of the
 * applicant. What is sealed for a person is out of its reach.
 */
export interface SecretService {
  /** The plain text of a sealed property of a record as it was loaded; null for none. */
  open<E extends { id: string }>(ctx: Ctx, of: SecretOf<E>, record: E): string | null;
  /** What stands in `<property>Index` of records with this value. */
  index<E extends { id: string }>(ctx: Ctx, of: SecretOf<E>, plain: string): string;
}

/** A property made by `secret()`. */
export interface SecretOf<E> {
  entity: EntityClass<E>;
  property: keyof E & string;
}

/** `ctx.service(Secrets).open(ctx, { entity: Applicant, property: 'email' }, applicant)`. */
export const Secrets = serviceToken<SecretService>('core.secrets');

/** The one implementation. @throws Error for a property that is not sealed by `secret()` */
export function secretService(): SecretService {
  return {
    open(ctx, of, record) {
      const value = record[of.property];
      if (typeof value !== 'string') return null;
      const { table, column } = placeOf(ctx, of);
      const cell = sealedCell(table, column, record.id);
      return requestOf(ctx).runtime.vault.open(ctx.organizationId, cell, value);
    },
    index(ctx, of, plain) {
      const { table, column } = placeOf(ctx, of);
      const index = sealedColumn(table, column);
      return requestOf(ctx).runtime.vault.blindIndex(ctx.organizationId, index, plain);
    },
  };
}

function placeOf<E extends object>(ctx: Ctx, { entity, property }: SecretOf<E>) {
  const meta = requestOf(ctx).runtime.orm.getMetadata().get(entity);
  const known = meta.properties[property as never] as Parameters<typeof isSealed>[0] & {
    fieldNames: string[];
  };
  if (!isSealed(known) || subjectProperty(known) !== undefined) {
    throw new Error(`${entity.name}.${property} is not sealed with the key of the organization.`);
  }
  const table = `${meta.schema ?? 'public'}.${meta.tableName}`;
  return { table, column: known.fieldNames[0] ?? property };
}
