import type { OpenTransaction, RequestContext } from '../context/request.js';
import { explain, isLostRace } from './violations.js';

/**
 * Savepoints of one transaction, one after another or nested. A failed one takes its rows, its
 * unit of work, its changes and its events back; the error goes on to the caller, a violated
 * constraint as the DomainError that it stands for.
 */
export function savepointsOf(
  request: RequestContext,
  transaction: Omit<OpenTransaction, 'savepoint'>,
): OpenTransaction['savepoint'] {
  const { orm, changes, outbox } = transaction;
  let depth = 0;
  return async (work) => {
    await orm.em.flush();
    const marks = { changes: changes.mark, outbox: outbox.mark };
    const name = `item_${++depth}`;
    await orm.script(`savepoint ${name}`);
    try {
      const value = await work();
      await orm.em.flush();
      await orm.script(
        `set constraints all immediate; set constraints all deferred; release savepoint ${name}`,
      );
      return value;
    } catch (error) {
      await orm.script(`rollback to savepoint ${name}; release savepoint ${name}`);
      orm.em.clear();
      changes.cut(marks.changes);
      outbox.cut(marks.outbox);
      throw isLostRace(error) ? error : await explain(request.runtime, error, request.caller);
    } finally {
      depth -= 1;
    }
  };
}
