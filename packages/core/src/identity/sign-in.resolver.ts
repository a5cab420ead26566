import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { errors } from '../schema/errors.js';
import { Refusal } from '../write/errors.js';
import { ADDRESS_GUESSES, type Attempt, attemptWasRight, beginAttempt } from './attempts.js';
import { jsonOf } from './json-row.js';
import { kernelOf } from './kernel.js';
import { passwordHash } from './own-password.js';
import { verifyPassword } from './password.js';
import { hasSecondFactor, useCode } from './second-factor.js';
import {
  CHALLENGE,
  openSession,
  type OpenedSession,
  originOf,
  passwordMark,
  recordFailure,
} from './sign-in.js';
import {
  SessionConfirmInput,
  SessionConfirmPayload,
  SessionCreateInput,
  SessionCreatePayload,
  SessionStepUpInput,
  SessionStepUpPayload,
} from './sign-in.types.js';
import { stepUpSession } from './step-up-session.js';
import { openTicket, sealTicket } from './ticket.js';

/** What `core.login_begin` tells; nothing but the attempt when the names are unknown. */
interface Login {
  /** bytea as text. */
  attempt: string;
  is_locked: boolean;
  organization_id: string | null;
  membership_id: string | null;
  password_hash: string | null;
}

/**
 * Signing in. All without a transaction of the kernel: the count of an attempt must stay when the
 * attempt is refused. Every refusal is one answer, after the same work.
 */
@Resolver()
export class SignInResolver {
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => SessionCreatePayload, {
    description:
      'Signs in. Ten failures lock an address for 15 minutes; every refusal is alike. Where a ' +
      'second factor is set up, it answers a challenge for sessionConfirm.',
  })
  async sessionCreate(@Context() ctx: Ctx, @Arg('input') input: SessionCreateInput) {
    const request = kernelOf(ctx);
    const { runtime } = request;
    const asCookie = wantsCookie(request, input.asCookie);
    const elsewhere = await addressAttempt(request);
    const login = await beginLogin(request, input);
    const isRight = await verifyPassword(input.password, login.password_hash);
    const isLocked = login.is_locked || elsewhere?.isLocked === true;
    const { organization_id: organizationId, membership_id: userId, password_hash } = login;
    if (!isRight || isLocked || organizationId === null || userId === null) {
      const tried = { operation: 'sessionCreate', slug: input.organization, userId };
      await recordFailure(runtime, request.caller, tried);
      throw errors.LOGIN_FAILED({}, ['input']);
    }
    await attemptWasRight(runtime, { key: login.attempt }, true);
    if (elsewhere) await attemptWasRight(runtime, elsewhere, false);
    const account = { organizationId, userId };
    if (await hasSecondFactor(runtime, account)) {
      const body = { userId, password: passwordMark(password_hash), asCookie };
      const now = runtime.clock();
      const token = await sealTicket(runtime.vault, CHALLENGE, { organizationId, body, now });
      const expiresAt = new Date(now.getTime() + CHALLENGE.life);
      return { challenge: { token, expiresAt, factors: ['TOTP', 'RECOVERY_CODE'] } };
    }
    const opened = await openSession(request, { ...account, factor: 'PASSWORD' }, 'sessionCreate');
    return carried(request, opened, asCookie);
  }

  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => SessionConfirmPayload, {
    description: 'Ends a sign-in with a code of the second factor; ten failures lock the codes.',
  })
  async sessionConfirm(@Context() ctx: Ctx, @Arg('input') input: SessionConfirmInput) {
    const request = kernelOf(ctx);
    const { runtime, caller } = request;
    const given = { text: input.challenge, now: runtime.clock() };
    const challenge = await openTicket(runtime.vault, CHALLENGE, given);
    if (!challenge) throw errors.LOGIN_FAILED({}, ['input']);
    const { organizationId, body } = challenge;
    const account = { organizationId, userId: body.userId };
    const hash = await passwordHash(request, organizationId, body.userId);
    const isCurrent = passwordMark(hash) === body.password;
    const factor = isCurrent ? await useCode(runtime, account, input.code) : undefined;
    if (factor === undefined) {
      await recordFailure(runtime, caller, { operation: 'sessionConfirm', ...account });
      throw errors.LOGIN_FAILED({}, ['input']);
    }
    const asCookie = wantsCookie(request, body.asCookie);
    const opened = await openSession(request, { ...account, factor }, 'sessionConfirm');
    return carried(request, opened, asCookie);
  }

  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => SessionStepUpPayload, {
    description:
      'Proves anew who is calling, for operations that ask it. The session goes on under a new ' +
      'token; the old one is refused from then on.',
  })
  async sessionStepUp(@Context() ctx: Ctx, @Arg('input') input: SessionStepUpInput) {
    const request = kernelOf(ctx);
    const opened = await stepUpSession(request, input);
    return carried(request, opened, request.caller.sessionCookie?.isUsed === true);
  }
}

async function beginLogin(request: RequestContext, input: SessionCreateInput): Promise<Login> {
  const [row] = await request.runtime.reads.sqlAnywhere<{ login: unknown }>({
    text: 'select to_json(found) as login from core.login_begin($1, $2) found',
    values: [input.email, input.organization],
  });
  return jsonOf<Login>(row?.login);
}

/** One password tried on many accounts is counted by where it comes from. */
async function addressAttempt({ runtime, caller }: RequestContext): Promise<Attempt | undefined> {
  const { address } = originOf(caller);
  if (address === null) return undefined;
  return beginAttempt(runtime, `address ${address}`, ADDRESS_GUESSES);
}

/** @throws Refusal BAD_USER_INPUT where the caller is no HTTP client. */
function wantsCookie({ caller }: RequestContext, asked: boolean | null | undefined): boolean {
  if (!asked || caller.sessionCookie) return asked === true;
  throw new Refusal('BAD_USER_INPUT', 'There is no cookie outside of HTTP.');
}

/** A session in the form that was asked for: a cookie that scripts cannot read, or a token. */
function carried({ caller }: RequestContext, opened: OpenedSession, asCookie: boolean) {
  if (!asCookie) return opened;
  caller.sessionCookie?.set(opened.token, opened.expiresAt);
  return { token: null, expiresAt: opened.expiresAt };
}
