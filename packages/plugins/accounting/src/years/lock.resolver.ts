import { Arg, Context, type Ctx, Mutation, Resolver, User } from '@bureau/core';
import { errors } from '../errors.js';
import { needed, optional } from '../input-values.js';
import { AccountingLock, LockException } from './accounting-lock.entity.js';
import {
  AccountingLockSetInput,
  AccountingLockSetPayload,
  LockExceptionGrantInput,
  LockExceptionGrantPayload,
} from './years.inputs.js';

/** Days up to which the books are locked, and who may post in spite of it. */
@Resolver()
export class LockResolver {
  @Mutation(() => AccountingLockSetPayload, {
    description: 'Locks a part of the books up to a day.',
  })
  async accountingLockSet(@Context() ctx: Ctx, @Arg('input') input: AccountingLockSetInput) {
    const { area, untilOn } = input;
    const isHard = input.isHard ?? false;
    const reason = optional(input.reason) ?? null;
    // Entries that are being posted end first; those that follow see the lock.
    await ctx.sql('select accounting.lock_ledger()');
    const known = await ctx.em.findOne(AccountingLock, { area, isHard });
    if (known && untilOn < known.untilOn && !ctx.can('accounting.period.reopen')) {
      throw errors.LOCK_BACKWARDS({}, ['input', 'untilOn']);
    }
    const accountingLock = known
      ? ctx.em.assign(known, { untilOn, reason })
      : ctx.em.create(AccountingLock, { area, untilOn, isHard, reason });
    return { accountingLock };
  }

  @Mutation(() => LockExceptionGrantPayload, {
    description: 'Lets somebody post in spite of a soft lock, for some time.',
  })
  async lockExceptionGrant(@Context() ctx: Ctx, @Arg('input') input: LockExceptionGrantInput) {
    const { lockId, userId } = input;
    const lock = await ctx.find(AccountingLock, lockId, { path: ['input', 'lockId'] });
    if (lock.isHard) throw errors.LOCK_HARD({ until: lock.untilOn }, ['input', 'lockId']);
    const user = await ctx.find(User, userId, { path: ['input', 'userId'] });
    const lockException = ctx.em.create(LockException, {
      lock,
      user,
      expiresAt: new Date(input.expiresAt),
      reason: needed('reason', input.reason),
    });
    return { lockException };
  }
}
