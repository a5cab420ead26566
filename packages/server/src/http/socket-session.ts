import {
  formatError,
  Refusal,
  type OpenSubscription,
  type Principal,
  type SubscriptionFront,
} from '@bureau/core';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Logger } from '../log.js';

/** What a socket needs of its server. */
export interface SessionOptions {
  requestId: string;
  /** Of the upgrade: its header or its session's cookie; `connection_init` goes first. */
  authorization: string | undefined;
  close(code: number, reason: string): void;
  authenticate(authorization: string | undefined): Promise<Principal>;
  subscriber: SubscriptionFront;
  logger: Logger;
  recheckMs: number;
}

const UNAUTHORIZED = 4401;
const TRY_AGAIN_LATER = 1013;

/** One socket: its credential, and the subscriptions that live by it. */
export class SocketSession {
  private authorization: string | undefined;
  private readonly open = new Set<OpenSubscription>();
  private readonly closing: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isEnded = false;

  constructor(private readonly options: SessionOptions) {}

  /** Who it is, or nothing: then the socket is closed, with the code that says why. */
  async signIn(
    params: Readonly<Record<string, unknown>> | undefined,
  ): Promise<Principal | undefined> {
    this.authorization = credentialOf(params) ?? this.options.authorization;
    const principal = await this.principal().catch(() => undefined);
    if (!principal) return undefined;
    this.watch();
    return principal;
  }

  /** Opens a subscription; graphql-ws reads its answers from the context that it is given. */
  async prepare(payload: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const subscription = await this.options.subscriber.open({
        document: payload.query,
        documentId: documentIdOf(payload),
        variables: payload.variables ?? {},
        operationName: payload.operationName ?? undefined,
        requestId: this.options.requestId,
        authenticate: () => this.principal(),
      });
      this.open.add(subscription);
      const contextValue = this.answersOf(subscription);
      const { schema, document } = subscription;
      return { schema, document, contextValue, operationName: payload.operationName ?? null };
    } catch (error) {
      return [this.shown(error)];
    }
  }

  /** An error in the form of all answers. */
  shown(error: unknown): GraphQLError {
    const { logger: log, requestId } = this.options;
    const { message, extensions } = formatError(error, { log, requestId });
    return new GraphQLError(message, { extensions: extensions ?? {} });
  }

  close(code: number, reason: string): void {
    this.options.close(code, reason);
  }

  onClosed(work: () => void): void {
    if (this.isEnded) work();
    else this.closing.push(work);
  }

  /** The socket is gone. */
  ended(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    for (const subscription of this.open) subscription.close();
    for (const work of this.closing.splice(0)) work();
  }

  private async *answersOf(subscription: OpenSubscription) {
    try {
      yield* subscription;
    } finally {
      this.open.delete(subscription);
      subscription.close();
    }
  }

  /** Asked anew each time; a credential that is not good any more ends the socket. */
  private async principal(): Promise<Principal> {
    try {
      const principal = await this.options.authenticate(this.authorization);
      if (principal.kind !== 'anonymous') return principal;
      throw new Refusal('UNAUTHENTICATED', 'Subscriptions need a credential.');
    } catch (error) {
      const isRefused = error instanceof Refusal && error.extensions['code'] === 'UNAUTHENTICATED';
      if (isRefused) this.close(UNAUTHORIZED, 'Unauthorized');
      else this.close(TRY_AGAIN_LATER, 'Try again later');
      throw error;
    }
  }

  /** Also without events a socket ends soon after its rights. */
  private watch(): void {
    if (this.isEnded) return;
    this.timer = setTimeout(() => void this.recheck(), this.options.recheckMs).unref();
  }

  private async recheck(): Promise<void> {
    try {
      const principal = await this.principal();
      for (const subscription of this.open) subscription.recheck(principal);
      this.watch();
    } catch {
      // The socket was closed with the reason.
    }
  }
}

/** The protocol has no place of its own for the id of a registered document. */
function documentIdOf({ extensions }: SubscribePayload): string | undefined {
  const id = extensions?.['documentId'];
  return typeof id === 'string' ? id : undefined;
}

/** `{ "authorization": "Bearer ..." }` as in a header. */
function credentialOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const entry = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}
