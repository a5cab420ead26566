import {
  type Answering,
  bytesOfAnswer,
  createAnswering,
  createWrittenReads,
  type RequestContext,
  type Runtime,
  writtenData,
  writtenOf,
} from '@bureau/core';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { SentOperation } from './http/apollo-server.js';
import type { Lane, PlainOperation } from './http/lane.js';
import type { Observer } from './observing/request-log.js';
import { type Operations, sessionCookieOf } from './operations.js';

/** Operations that are remembered; beyond it the one that was not used for longest is forgotten. */
const KEPT = 1_000;

/** Characters of a document that is remembered: what programs send over and over is short. */
const LONGEST = 10_000;

/** The executor behind Apollo, and the lane in front of it that learns from it. */
export interface Execution {
  execute: (operation: SentOperation<RequestContext>) => ReturnType<Answering>;
  lane: Lane<RequestContext>;
}

/**
 * A lane for reads of which every field is planned. Apollo parses and validates a document when it
 * comes for the first time; the lane knows it from then on, and goes through the same walls as
 * Apollo's plugins do: gate, limits, metrics, log. What is refused, fails or is not written by the
 * planner is left to Apollo, which words every error.
 */
export function createExecution(
  runtime: Runtime,
  { operations, observe }: { operations: Operations; observe: Observer },
): Execution {
  const reads = createWrittenReads(runtime);
  const execute = createAnswering(runtime, reads);
  const known = new KnownOperations();
  return {
    async execute(sent) {
      const { document, operation, text } = sent;
      const result = await execute(sent);
      if (operation && text !== undefined && writtenOf(result.data)) {
        known.add({ query: text, operationName: sent.operationName }, { document, operation });
      }
      return result;
    },
    lane: {
      async answer(plain, context) {
        const found = known.of(plain);
        if (!found) return undefined;
        const { document, operation } = found;
        const { variables } = plain;
        // One that Apollo has to answer after all is watched there; this span is never sent.
        const watch = observe(plain.traceparent);
        operations.admit({ document, operation, variables, context });
        const written = await reads.answer({ document, operation, variables, context });
        if (!written) return undefined;
        const data = writtenData(written);
        const told = operations.told({ context, document, operation, data });
        const extensions = Object.keys(told).length > 0 ? told : undefined;
        watch.end({ context, operation, operationName: operation.name?.value, codes: [] });
        const cookie = sessionCookieOf(context);
        const body = bytesOfAnswer(written, extensions);
        return cookie === undefined ? { body } : { body, headers: { 'set-cookie': cookie } };
      },
    },
  };
}

interface KnownOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

type Named = Pick<PlainOperation, 'query' | 'operationName'>;

/** Validated operations by the text that they were sent as. */
class KnownOperations {
  private readonly found = new Map<string, KnownOperation>();

  of(named: Named): KnownOperation | undefined {
    if (named.query.length > LONGEST) return undefined;
    const key = keyOf(named);
    const known = this.found.get(key);
    if (!known) return undefined;
    this.found.delete(key);
    this.found.set(key, known);
    return known;
  }

  add(named: Named, operation: KnownOperation): void {
    if (named.query.length > LONGEST) return;
    this.found.set(keyOf(named), operation);
    if (this.found.size <= KEPT) return;
    const oldest = this.found.keys().next();
    if (!oldest.done) this.found.delete(oldest.value);
  }
}

/** A name of GraphQL has no space in it. */
function keyOf({ query, operationName = '' }: Named): string {
  return `${operationName} ${query}`;
}
