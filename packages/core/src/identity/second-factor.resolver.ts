import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { demandCoverOfUser, demandOn } from '../schema/granting.js';
import { Organization } from '../schema/organization.entity.js';
import { User } from '../schema/user.entity.js';
import { ACCOUNT_GUESSES, attemptWasRight, beginAttempt } from './attempts.js';
import { identityErrors } from './errors.js';
import { kernelOf } from './kernel.js';
import { openSecret, recoveryHash } from './second-factor.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import {
  SecondFactorConfirmInput,
  SecondFactorConfirmPayload,
  SecondFactorEnrolPayload,
  SecondFactorRemoveInput,
  SecondFactorRemovePayload,
} from './second-factor.types.js';
import { newRecoveryCodes, newTotpSecret, provisioningUri, stepOf } from './totp.js';

/** Setting up and removing an authenticator app. */
@Resolver()
export class SecondFactorResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => SecondFactorEnrolPayload, {
    description: 'Begins to set up an authenticator app for oneself; secondFactorConfirm ends it.',
  })
  async secondFactorEnrol(@Context() ctx: Ctx) {
    const user = await signedInUser(ctx);
    const known = await ctx.em.findOne(SecondFactor, { user });
    if (known?.confirmedAt) throw identityErrors.SECOND_FACTOR_EXISTS();
    const secret = newTotpSecret();
    if (known) ctx.em.remove(known);
    await ctx.em.flush();
    const secondFactor = ctx.em.create(SecondFactor, { user, secret });
    const { name } = await ctx.em.findOneOrFail(Organization, ctx.organizationId);
    const label = user.email ?? user.displayName;
    return {
      secondFactor,
      secret,
      provisioningUri: provisioningUri(secret, { issuer: name, label }),
    };
  }

  @Mutation(() => SecondFactorConfirmPayload, {
    description: 'Takes the first code; from then on codes are asked for at sign-in.',
  })
  async secondFactorConfirm(@Context() ctx: Ctx, @Arg('input') input: SecondFactorConfirmInput) {
    const { runtime } = kernelOf(ctx);
    const path = ['input', 'id'];
    const secondFactor = await ctx.find(SecondFactor, input.id, { path, lock: true });
    if (secondFactor.user.id !== ctx.principal.userId) throw identityErrors.CODE_WRONG({}, path);
    if (secondFactor.confirmedAt) throw identityErrors.SECOND_FACTOR_CONFIRMED({}, path);
    const attempt = await beginAttempt(runtime, `code ${secondFactor.user.id}`, ACCOUNT_GUESSES);
    const secret = openSecret(runtime, ctx, secondFactor);
    const step = attempt.isLocked ? undefined : stepOf(secret, input.code.trim(), ctx.now);
    if (step === undefined) throw identityErrors.CODE_WRONG({}, ['input', 'code']);
    await attemptWasRight(runtime, attempt, true);
    secondFactor.confirmedAt = ctx.now;
    secondFactor.lastUsedAt = ctx.now;
    secondFactor.lastStep = step;
    const recoveryCodes = newRecoveryCodes();
    for (const code of recoveryCodes) {
      const hashed = { factorId: secondFactor.id, code };
      const codeHash = recoveryHash(runtime, ctx.organizationId, hashed);
      ctx.em.create(RecoveryCode, { secondFactor, codeHash });
    }
    return { secondFactor, recoveryCodes };
  }

  @Extensions({ stepUp: true })
  @Mutation(() => SecondFactorRemovePayload, {
    description:
      'Removes a second factor and its recovery codes; of others, for somebody who lost theirs, ' +
      'with core.secondFactor.write for every row.',
  })
  async secondFactorRemove(@Context() ctx: Ctx, @Arg('input') input: SecondFactorRemoveInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const secondFactor = await ctx.find(SecondFactor, input.id, { expectedVersion, path });
    const user = await ctx.em.findOneOrFail(User, secondFactor.user.id);
    demandOn(ctx, 'core.secondFactor.write', user.id);
    // Without it the password is enough: that is help to sign in as somebody.
    await demandCoverOfUser(ctx, user, path);
    ctx.em.remove(secondFactor);
    return { deletedId: input.id };
  }
}

async function signedInUser(ctx: Ctx): Promise<User> {
  const { kind, userId } = ctx.principal;
  if (kind !== 'user' || userId === undefined) throw identityErrors.SESSION_NEEDED();
  return ctx.em.findOneOrFail(User, userId);
}
