import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { createGate, type Gate } from '../authz/gate.js';
import type { RateLimiter } from '../authz/rate-limiter.js';
import { createDocuments, type Documents } from '../context/documents.js';
import type { Principal } from '../context/principal.js';
import { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import type { DocumentCatalogue, SentDocument } from '../documents/document-catalogue.js';
import type { StoredChange } from '../feed/stored-change.js';
import { visibleEvents } from '../feed/visible-events.js';
import { Refusal } from '../write/errors.js';
import { formatError } from '../write/refuse.js';
import { LiveStream } from './live-stream.js';

/** A subscription as a client asks for it. */
export interface SubscriptionRequest {
  document: string;
  /** Id of a registered document; `document` is empty then, or its text. */
  documentId?: string | undefined;
  variables?: Readonly<Record<string, unknown>>;
  operationName?: string | undefined;
  requestId: string;
  /**
   * Who asks, with the rights of this moment; asked at the opening and before every event.
   * Throws UNAUTHENTICATED when the credential is not good any more.
   */
  authenticate(): Promise<Principal>;
}

/** An open subscription. */
export interface OpenSubscription extends AsyncIterable<FormattedExecutionResult> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Ends it, with an error for the client, unless these rights still permit it. */
  recheck(principal: Principal): void;
  close(): void;
}

/** Opens subscriptions through the walls: limits, gate, shield, and rights at each delivery. */
export interface SubscriptionFront {
  /** @throws GraphQLError or Refusal when it may not be opened */
  open(request: SubscriptionRequest): Promise<OpenSubscription>;
}

/** What opening a subscription passes beside gate and shield, as a request by HTTP does. */
export interface SubscriptionWalls {
  documents: DocumentCatalogue;
  limiter: RateLimiter;
}

/** Milliseconds that the answer to one event may take. */
const EVENT_DEADLINE = 30_000;

/** The front of a runtime for subscriptions; documents are parsed and validated once. */
export function createSubscriptionFront(
  runtime: Runtime,
  { documents: catalogue, limiter }: SubscriptionWalls,
): SubscriptionFront {
  const gate = createGate(runtime.composition);
  const documents = createDocuments(runtime.composition.schema);
  return {
    async open(request) {
      const principal = await request.authenticate();
      // It never is a caller without credential, so no address is counted.
      const subject = { principal, address: undefined };
      const leave = limiter.enter(subject);
      try {
        const sent = sentOf(request);
        const text = await catalogue.textOf(principal, sent, Date.now() + EVENT_DEADLINE);
        const asked = subscriptionOf(documents, { ...request, document: text ?? '' });
        limiter.charge(subject, gate.check({ ...asked, principal }));
        const source = await sourceOf(runtime, { request, asked, principal });
        return new Subscription(runtime, gate, { request, asked, source });
      } finally {
        leave();
      }
    },
  };
}

function sentOf({ document, documentId }: SubscriptionRequest): SentDocument {
  return {
    ...(document !== '' && { text: document }),
    ...(documentId !== undefined && { id: documentId }),
  };
}

async function sourceOf(
  runtime: Runtime,
  of: { request: SubscriptionRequest; asked: Asked; principal: Principal },
): Promise<LiveStream> {
  const { request, asked, principal } = of;
  const source = await createSourceEventStream({
    schema: runtime.composition.schema,
    document: asked.document,
    variableValues: asked.variables,
    operationName: request.operationName ?? null,
    contextValue: contextOf(runtime, request, principal),
  });
  if (source instanceof LiveStream) return source;
  throw faultOf(source as ExecutionResult);
}

interface Asked {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}

function subscriptionOf(documents: Documents, request: SubscriptionRequest): Asked {
  const document = documents.validated(request.document);
  if (!('kind' in document)) throw document[0] ?? new GraphQLError('The document is not valid.');
  const operation = getOperationAST(document, request.operationName);
  if (operation?.operation === 'subscription') {
    return { document, operation, variables: request.variables ?? {} };
  }
  const message = 'Only subscriptions are answered here; send everything else by HTTP.';
  throw new Refusal('BAD_USER_INPUT', message);
}

function faultOf(result: ExecutionResult): Error {
  const [error] = result.errors ?? [];
  return error ?? new Error('A subscription field must be made by liveEvents().');
}

function contextOf(
  runtime: Runtime,
  { requestId }: SubscriptionRequest,
  principal: Principal,
): RequestContext {
  return new RequestContext(runtime, {
    principal,
    requestId,
    deadline: Date.now() + EVENT_DEADLINE,
  });
}

class Subscription implements OpenSubscription {
  constructor(
    private readonly runtime: Runtime,
    private readonly gate: Gate,
    private readonly parts: { request: SubscriptionRequest; asked: Asked; source: LiveStream },
  ) {}

  get schema(): GraphQLSchema {
    return this.runtime.composition.schema;
  }

  get document(): DocumentNode {
    return this.parts.asked.document;
  }

  recheck(principal: Principal): void {
    const { asked, source } = this.parts;
    try {
      this.gate.check({ ...asked, principal });
    } catch (error) {
      source.fail(error as Error);
    }
  }

  close(): void {
    void this.parts.source.return();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FormattedExecutionResult, void> {
    const { source } = this.parts;
    try {
      for await (const event of source) {
        const result = await this.answer(event);
        if (result) yield result;
      }
    } catch (error) {
      yield { errors: [this.format(error)] };
    } finally {
      await source.return();
    }
  }

  /** `undefined` for an event that the caller may not learn of now. */
  private async answer(event: StoredChange): Promise<FormattedExecutionResult | undefined> {
    const { runtime } = this;
    const { request, asked } = this.parts;
    const principal = await request.authenticate();
    this.gate.check({ ...asked, principal });
    const contextValue = contextOf(runtime, request, principal);
    const [visible] = await visibleEvents(contextValue, [event]);
    if (!visible) return undefined;
    const { data, errors } = await execute({
      schema: runtime.composition.schema,
      document: asked.document,
      rootValue: event,
      variableValues: asked.variables,
      operationName: request.operationName ?? null,
      contextValue,
    });
    const formatted = errors?.map((error) => this.format(error));
    return { ...(data && { data }), ...(formatted && { errors: formatted }) };
  }

  private format(error: unknown) {
    const { requestId } = this.parts.request;
    return formatError(error, { log: this.runtime.log, requestId });
  }
}
