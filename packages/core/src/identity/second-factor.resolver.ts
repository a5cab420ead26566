import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { demandCoverOfUser, demandOn } from '../schema/granting.js';
import { Organization } from '../schema/organization.entity.js';
import { Session } from '../schema/session.entity.js';
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
  SecondFactorRenewCodesInput,
  SecondFactorRenewCodesPayload,
} from './second-factor.types.js';
import { newSessionToken } from './tokens.js';
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
    const recoveryCodes = addRecoveryCodes(ctx, secondFactor);
    const token = ctx.principal.mustEnrol === true ? await raiseSession(ctx) : null;
    return { secondFactor, recoveryCodes, token };
  }

  @Extensions({ stepUp: true })
  @Mutation(() => SecondFactorRenewCodesPayload, {
    description: 'Replaces the recovery codes of the own second factor; the old ones are refused.',
  })
  async secondFactorRenewCodes(
    @Context() ctx: Ctx,
    @Arg('input') input: SecondFactorRenewCodesInput,
  ) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const secondFactor = await ctx.find(SecondFactor, input.id, {
      ...{ expectedVersion, path, lock: true },
    });
    if (secondFactor.user.id !== ctx.principal.userId || !secondFactor.confirmedAt) {
      throw identityErrors.SECOND_FACTOR_UNCONFIRMED({}, path);
    }
    for (const code of await ctx.em.find(RecoveryCode, { secondFactor })) ctx.em.remove(code);
    // The record itself changes: two who renew at once do not both get codes.
    secondFactor.updatedAt = ctx.now;
    await ctx.em.flush();
    return { secondFactor, recoveryCodes: addRecoveryCodes(ctx, secondFactor) };
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

/** Ten new codes in clear; the database keeps hashes of them. */
function addRecoveryCodes(ctx: Ctx, secondFactor: SecondFactor): string[] {
  const { runtime } = kernelOf(ctx);
  const recoveryCodes = newRecoveryCodes();
  for (const code of recoveryCodes) {
    const hashed = { factorId: secondFactor.id, code };
    const codeHash = recoveryHash(runtime, ctx.organizationId, hashed);
    ctx.em.create(RecoveryCode, { secondFactor, codeHash });
  }
  return recoveryCodes;
}

/** Rights grow with the factor, so the token changes; null where the browser has it as a cookie. */
async function raiseSession(ctx: Ctx): Promise<string | null> {
  const { caller } = kernelOf(ctx);
  const session = await ctx.em.findOneOrFail(Session, ctx.principal.credentialId ?? '');
  const issued = newSessionToken();
  session.tokenHash = issued.hash;
  session.factor = 'TOTP';
  session.authenticatedAt = ctx.now;
  if (caller.sessionCookie?.isUsed !== true) return issued.text;
  caller.sessionCookie.set(issued.text, session.expiresAt);
  return null;
}

async function signedInUser(ctx: Ctx): Promise<User> {
  const { kind, userId } = ctx.principal;
  if (kind !== 'user' || userId === undefined) throw identityErrors.SESSION_NEEDED();
  return ctx.em.findOneOrFail(User, userId);
}
