import { randomBytes } from 'node:crypto';
import { compose, createRuntime, formatError, limitRules, RequestContext } from '@bureau/core';
import {
  contextOf,
  createGateway,
  createHttpServer,
  createLogger,
  loadConfig,
  operationPlugin,
  type RequestFacts,
} from '@bureau/server';
import { fromRun } from './peers/listen.js';

/**
 * The server put together from its own parts with walls left out, to see what each costs. What is
 * left out comes in LEAVE_OUT: `credential` (looked up once, then remembered), `gate`, `predicate`
 * (the organization in each statement), `rows` (row-level security: a role with a policy that is
 * true for every row).
 */
const left = new Set(fromRun('LEAVE_OUT').split(','));
const logger = createLogger({ level: 'warn' });
const composition = compose(await loadConfig(process.cwd()));
const common = { rootKey: randomBytes(32), log: logger, poolSize: 10 };
const app = createRuntime(composition, { ...common, appUrl: fromRun('APP_URL') });
const runtime = left.has('rows')
  ? createRuntime(composition, { ...common, appUrl: fromRun('READER_URL') })
  : app;
runtime.tenantPredicate = !left.has('predicate');

let remembered: Promise<RequestContext> | undefined;

async function context(facts: RequestFacts): Promise<RequestContext> {
  if (!left.has('credential')) return contextOf(app, facts);
  const { caller } = await (remembered ??= contextOf(app, facts));
  const { requestId, deadline, signal } = facts;
  return new RequestContext(runtime, { ...caller, requestId, deadline, signal });
}

const gateway = await createGateway<RequestContext>({
  schema: composition.schema,
  plugins: left.has('gate') ? [] : [operationPlugin(runtime)],
  validationRules: limitRules(),
  context,
  formatError: (_formatted, error) => formatError(error, { log: logger }),
  logger,
});
const http = createHttpServer({
  port: 0,
  host: '127.0.0.1',
  graphql: gateway.handle,
  ready: async () => ({ ok: true, checks: {} }),
  logger,
});
const { port } = await http.listen();
process.send?.({ port });
