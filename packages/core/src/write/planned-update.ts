import type { EntityClass } from '@mikro-orm/core';
import type { RecordRef, UpdateOptions } from '../context/ctx.js';
import type { OpenTransaction } from '../context/request.js';
import { DomainError } from './errors.js';
import { updatePlan } from './update-plan.js';

/**
 * Changes plain values of one record by one prepared statement, which the unit of work has no part
 * in. Audit entry and event are those of an ordinary change. Undefined: nothing was written, for
 * whatever reason; the ordinary way finds out, and says so.
 */
export async function plannedUpdate<E extends object>(
  { orm, changes }: Pick<OpenTransaction, 'orm' | 'changes'>,
  { entity, id }: { entity: EntityClass<E>; id: string },
  { expectedVersion, values, unless = {} }: UpdateOptions<E>,
): Promise<RecordRef | undefined> {
  const { em } = orm;
  await em.flush();
  // Whoever holds the record would write over what is written here, or not see it.
  if (em.getUnitOfWork().getById(entity, id as never)) return undefined;
  const given = readable(values);
  if (!given || Object.keys(given).length === 0) return undefined;
  const change = { id, expectedVersion, values: given, unless };
  const meta = em.getMetadata().get(entity);
  const plan = updatePlan(meta, change);
  const statement = plan.statement(change);
  const [row] = statement ? await orm.run(statement) : [];
  if (!row) return undefined;
  const { version, before, after } = plan.written(row);
  changes.add({ type: meta.className, id, action: 'UPDATE', before, after }, version);
  return { id };
}

/** A value that the business refuses is refused after the record was found and its version held. */
function readable<T>(values: () => T): T | undefined {
  try {
    return values();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
