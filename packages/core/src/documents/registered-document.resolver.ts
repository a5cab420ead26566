import { getOperationAST, parse, specifiedRules, validate, type DocumentNode } from 'graphql';
import { createCostMeter, type CostMeter } from '../authz/cost.js';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';
import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import type { Composition } from '../plugin/composition.js';
import { checked } from '../schema/input-values.js';
import { Organization } from '../schema/organization.entity.js';
import { User } from '../schema/user.entity.js';
import { DocumentPolicies } from './document-policies.js';
import { normalized, sha256Of } from './document-text.js';
import { documentErrors as errors } from './errors.js';
import { RegisteredDocument } from './registered-document.entity.js';
import {
  DocumentModeSetInput,
  DocumentModeSetPayload,
  DocumentRegisterInput,
  DocumentRegisterPayload,
  DocumentRetireInput,
  DocumentRetirePayload,
} from './registered-document.types.js';

const MAX_DOCUMENTS = 5_000;
const meters = new WeakMap<Composition, CostMeter>();

/** Which documents may run. */
@Resolver()
export class RegisteredDocumentResolver {
  @Mutation(() => DocumentRegisterPayload, {
    description: 'Registers a document, so that it runs by its id and where texts must be known.',
  })
  async documentRegister(@Context() ctx: Ctx, @Arg('input') input: DocumentRegisterInput) {
    const name = checked('name', input.name);
    const client = input.client ?? null;
    const facts = factsOf(ctx, input.text);
    const sha256 = sha256Of(input.text);
    ctx.service(DocumentPolicies).changed(ctx.organizationId);
    const known = await ctx.em.findOne(RegisteredDocument, { sha256 });
    if (known) {
      ctx.em.assign(known, { name, client, state: 'ACTIVE', ...facts });
      return { registeredDocument: known };
    }
    const count = await ctx.em.count(RegisteredDocument, { state: 'ACTIVE' });
    if (count >= MAX_DOCUMENTS) throw errors.DOCUMENTS_FULL({ limit: MAX_DOCUMENTS });
    const { userId } = ctx.principal;
    const createdBy = userId === undefined ? null : ctx.em.getReference(User, userId);
    const { text } = input;
    const values = { name, client, text, sha256, createdBy, ...facts };
    return { registeredDocument: ctx.em.create(RegisteredDocument, values) };
  }

  @Mutation(() => DocumentRetirePayload, {
    description: 'Lets a document run no more; it takes effect within 5 s.',
  })
  async documentRetire(@Context() ctx: Ctx, @Arg('input') input: DocumentRetireInput) {
    const { id, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    const registeredDocument = await ctx.find(RegisteredDocument, id, found);
    registeredDocument.retire();
    ctx.service(DocumentPolicies).changed(ctx.organizationId);
    return { registeredDocument };
  }

  @Mutation(() => DocumentModeSetPayload, {
    description: 'Sets which documents callers of the organization may run.',
  })
  async documentModeSet(@Context() ctx: Ctx, @Arg('input') { mode }: DocumentModeSetInput) {
    const organization = await ctx.em.findOneOrFail(Organization, ctx.organizationId);
    organization.documentMode = mode;
    ctx.service(DocumentPolicies).changed(ctx.organizationId);
    return { organization };
  }
}

/** @throws CORE_DOCUMENT_INVALID, or Refusal QUERY_TOO_COMPLEX beyond what any class may ask. */
function factsOf(ctx: Ctx, text: string) {
  const { composition } = requestOf(ctx).runtime;
  const document = validDocument(composition, text);
  const meter = meters.get(composition) ?? createCostMeter(composition);
  meters.set(composition, meter);
  // The rights of whoever runs it are looked at when it runs, the widest limits now.
  const principal = { ...ctx.principal, kind: 'apiKey', limitClass: 'bulk' } as const;
  const operations: string[] = [];
  let cost = 0;
  for (const node of document.definitions) {
    if (node.kind !== 'OperationDefinition') continue;
    const name = node.name?.value;
    operations.push(name ?? 'anonymous');
    const operation = getOperationAST(document, name) ?? node;
    const { requested } = meter.check({ document, operation, variables: {}, principal });
    cost = Math.max(cost, requested);
  }
  if (operations.length === 0) throw invalid('It has no operation.');
  return { operations, cost, normalizedSha256: sha256Of(normalized(text) ?? text) };
}

function validDocument({ schema }: Composition, text: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    throw invalid((error as Error).message);
  }
  const [fault] = validate(schema, document, [...specifiedRules, ...limitRules()]);
  if (fault) throw invalid(fault.message);
  return document;
}

/** Names of fields may be told: whoever registers documents knows the schema. */
function invalid(reason: string): Error {
  return errors.DOCUMENT_INVALID({ reason: reason.slice(0, 500) }, ['input', 'text']);
}
