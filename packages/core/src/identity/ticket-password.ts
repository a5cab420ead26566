import type { RequestContext } from '../context/request.js';
import { setPassword } from '../schema/people.resolver.js';
import { User } from '../schema/user.entity.js';
import { inTransaction } from '../write/transaction.js';
import { passwordMark, principalOf } from './sign-in.js';
import { openTicket, type TicketKind } from './ticket.js';

/** Good for one use, because it names the password (or none) that it replaces. */
export type PasswordTicket = TicketKind<{ userId: string; password: string }>;

/**
 * Sets the password of the user whom a ticket names, in a transaction of that organization, and
 * ends all sessions of the user.
 * @throws what `refused` makes for a ticket that is not good any more; CORE_PASSWORD_WEAK
 */
export async function setPasswordByTicket(
  request: RequestContext,
  kind: PasswordTicket,
  given: { token: string; password: string; operation: string; refused: () => Error },
): Promise<void> {
  const { runtime, caller } = request;
  const ticket = await openTicket(runtime.vault, kind, { text: given.token, now: request.now });
  if (!ticket) throw given.refused();
  const { organizationId, body } = ticket;
  const principal = principalOf({ organizationId, userId: body.userId, factor: 'PASSWORD' });
  await inTransaction(
    runtime,
    { ...caller, principal },
    {
      operation: given.operation,
      work: async (inner) => {
        // The row is locked: of two that use one ticket at once the second sees the first's.
        const user = await inner.findRaw(User, body.userId, { lock: true });
        const [row] = await inner.sql<{ hash: string | null }>(
          'select core.password_of($1) as hash',
          [user.id],
        );
        if (!user.isActive || passwordMark(row?.hash) !== body.password) throw given.refused();
        await setPassword(inner, user, given.password);
      },
    },
  );
}
