import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { auditRefusal } from '../audit/refused-writes.js';
import { RequestContext } from '../context/request.js';
import type { StatementRunner } from '../context/runtime.js';
import { attributesWriter, type WriteAttributes } from '../fields/mutation-attributes.js';
import type { AttributesInputInfo } from '../model/inputs.js';
import { shownChanges } from './change-view.js';
import { type Coalescing, together } from './coalesce.js';
import { DomainError, Refusal } from './errors.js';
import { fingerprintOf, type IdempotencyClaim } from './idempotency.js';
import { mutationRequest } from './mutation-options.js';
import {
  describePayload,
  type Payload,
  refusedPayload,
  revivePayload,
  settlePayload,
} from './payload.js';
import { inTransaction, type TransactionOptions } from './transaction.js';
import { demandFreshProof, stepUpAge, type StepUp } from '../identity/step-up.js';
import { explain } from './violations.js';

/** What the description of such a mutation ends with. */
const KEY_NEEDED = 'Requires @idempotent(key:).';

type Args = Record<string, unknown>;
type Resolver = GraphQLFieldResolver<unknown, unknown, Args>;

/**
 * What a mutation field may say about itself, by `@Extensions({ ... })`: `transaction: false` for
 * one that opens its own transactions (it takes no key and no dry run), `keepKey: true` for one
 * whose idempotency keys are kept for ever, `requireKey: true` for one that runs with a key only,
 * `stepUp: true` for one that asks for a fresh proof of who is calling, `coalesce: { run }` for one
 * whose calls of one organization may share a transaction (write/coalesce.ts), `plainInput: true`
 * for one whose input may be thousands of objects: it comes as plain objects, not as instances.
 */
export interface MutationTraits {
  transaction?: boolean;
  requireKey?: boolean;
  keepKey?: boolean;
  stepUp?: StepUp;
  coalesce?: Coalescing;
  plainInput?: boolean;
}

/** What the composition decides about mutations; the default is what a field says about itself. */
export interface MutationHooks {
  traits?(field: string): MutationTraits | undefined;
  /** Input types that carry values of custom fields, by name. */
  attributes?: ReadonlyMap<string, AttributesInputInfo>;
}

/**
 * Puts every mutation of the schema into one transaction: key, resolver, flush, checks, audit,
 * outbox, payload and commit. A DomainError becomes one of `userErrors`. Changes the
 * schema; call it once.
 */
export function wrapMutations(schema: GraphQLSchema, hooks: MutationHooks = {}): GraphQLSchema {
  const fields = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values(fields)) {
    const traits = hooks.traits?.(field.name) ?? (field.extensions as MutationTraits);
    const write = attributesWriter(field, hooks.attributes ?? new Map());
    if (traits.coalesce && write)
      throw new Error(`${field.name} has custom fields: no coalescing.`);
    const resolve = withAttributes(field.resolve ?? defaultFieldResolver, write);
    field.resolve = wrapped(field, resolve, traits);
    if (traits.requireKey) field.description = `${field.description ?? ''} ${KEY_NEEDED}`.trim();
  }
  return schema;
}

/** The resolver, and after it the values of custom fields, in the same transaction. */
function withAttributes(resolve: Resolver, write: WriteAttributes | undefined): Resolver {
  if (!write) return resolve;
  return async (root, args, ctx, info) => {
    const payload = (await resolve(root, args, ctx, info)) as Args;
    await write(ctx as RequestContext, args, payload);
    return payload;
  };
}

function wrapped(
  field: GraphQLField<unknown, unknown, Args>,
  resolve: Resolver,
  traits: MutationTraits,
): Resolver {
  return async (root, args, context, info) => {
    const request = requestOf(context);
    const call: Call = { args, info, run: async (ctx) => resolve(root, args, ctx, info) };
    const maxAge = stepUpAge(traits.stepUp);
    if (maxAge !== undefined) demandFreshProof(request.principal, request.now, maxAge);
    try {
      if (traits.transaction === false) return await outside(request, call);
      return await inside(request, call, traits);
    } catch (error) {
      if (!(error instanceof DomainError)) {
        const refused = { operation: info.fieldName, error };
        await auditRefusal(request.runtime, request.caller, refused);
        throw error;
      }
      if (request.caller.dryRun) extend(request, info, { dryRun: true, changes: [] });
      return settlePayload(request, info, refusedPayload(request, info, error));
    }
  };
}

interface Call {
  args: Args;
  info: GraphQLResolveInfo;
  run(ctx: RequestContext): Promise<unknown>;
}

/** @throws Error for a context that the gateway did not make. */
function requestOf(context: unknown): RequestContext {
  if (context instanceof RequestContext) return context;
  throw new Error('The context of a mutation must be a RequestContext.');
}

async function inside(
  request: RequestContext,
  call: Call,
  traits: MutationTraits,
): Promise<Payload> {
  const { info, args } = call;
  const { runtime, caller } = request;
  const { dryRun, idempotencyKey } = mutationRequest(info, caller);
  const isShared = traits.coalesce !== undefined && !dryRun;
  const finish = (value: Payload, runner: StatementRunner) =>
    settlePayload({ runtime, caller, runner }, info, value);
  const options: TransactionOptions<Payload, Payload> = {
    operation: info.fieldName,
    isMutation: true,
    request,
    dryRun,
    idempotency: claimOf(request, call, { key: idempotencyKey, traits }),
    work: async (ctx) => withUserErrors(await call.run(ctx)),
    finish,
  };
  const alone = () => inTransaction<Payload, Payload>(runtime, caller, options);
  if (isShared && traits.coalesce) {
    const { operation, idempotency: claim } = options;
    const shared = { request, operation, args, claim, finish, alone };
    const outcome = await together(traits.coalesce, shared);
    if (outcome.replayed) extend(request, info, { replayed: true });
    return outcome.finished ?? settlePayload(request, info, outcome.value);
  }
  const outcome = await alone();
  if (dryRun) {
    const changes = await shownChanges(request, outcome.changes);
    extend(request, info, { dryRun: true, changes });
  }
  if (outcome.replayed) extend(request, info, { replayed: true });
  return outcome.finished ?? settlePayload(request, info, outcome.value);
}

function extend(request: RequestContext, info: GraphQLResolveInfo, extension: Args): void {
  request.extensions.set(String(info.path.key), extension);
}

async function outside(request: RequestContext, call: Call): Promise<Payload> {
  const { dryRun, idempotencyKey } = mutationRequest(call.info, request.caller);
  if (dryRun || idempotencyKey !== undefined) {
    const message = `${call.info.fieldName} takes neither a dry run nor an idempotency key.`;
    throw new Refusal('BAD_USER_INPUT', message);
  }
  try {
    return await settlePayload(request, call.info, withUserErrors(await call.run(request)));
  } catch (error) {
    throw await explain(request.runtime, error, request.caller);
  }
}

function claimOf(
  request: RequestContext,
  call: Call,
  asked: { key: string | undefined; traits: MutationTraits },
): IdempotencyClaim<Payload> | undefined {
  if (asked.key === undefined) {
    if (asked.traits.requireKey !== true || request.caller.dryRun) return undefined;
    const message = `${call.info.fieldName} needs @idempotent(key:), so that a retry is safe.`;
    throw new Refusal('BAD_USER_INPUT', message);
  }
  const { composition } = request.runtime;
  const { fieldName, returnType } = call.info;
  return {
    key: asked.key,
    fingerprint: fingerprintOf(fieldName, call.args),
    forever: asked.traits.keepKey === true,
    describe: (value) => describePayload(composition, returnType, value),
    revive: (kept) => revivePayload(composition, returnType, kept) as Payload,
  };
}

function withUserErrors(payload: unknown): Payload {
  return { userErrors: [], ...(payload as Payload) };
}
