import {
  compose,
  createDocumentCatalogue,
  createRuntime,
  formatError,
  limitRules,
  loadRootKeys,
  RateLimiter,
  RequestContext,
} from '@bureau/core';
import {
  type Admission,
  createAdmission,
  createExecution,
  createGateway,
  createHttpServer,
  createLogger,
  createOperations,
  loadConfig,
  operationPlugin,
  type Operations,
  type RequestFacts,
} from '@bureau/server';
import { fromRun } from './peers/listen.js';

/**
 * The server put together from its own parts with walls left out, to see what each costs. What is
 * left out comes in LEAVE_OUT: `credential` (admitted once, then remembered), `gate`, `predicate`
 * (the organization in each statement), `rows` (row-level security: a role with a policy that is
 * true for every row). Credentials are kept for a moment, as by a server that hears of changes.
 */
const left = new Set(fromRun('LEAVE_OUT').split(','));
const logger = createLogger({ level: 'warn' });
const composition = compose(await loadConfig(process.cwd()));
const rootKey = loadRootKeys(fromRun('DATA_DIR'), process.env);
const common = { rootKey, log: logger, poolSize: 10 };
const app = createRuntime(composition, { ...common, appUrl: fromRun('APP_URL') });
const runtime = left.has('rows')
  ? createRuntime(composition, { ...common, appUrl: fromRun('READER_URL') })
  : app;
runtime.tenantPredicate = !left.has('predicate');

app.credentials.listening(true);

const limiter = new RateLimiter();
const admit = createAdmission(app, { limiter, documents: createDocumentCatalogue(app) });
let remembered: Promise<Admission<RequestContext>> | undefined;

async function admission(facts: RequestFacts): Promise<Admission<RequestContext>> {
  if (!left.has('credential')) return admit(facts);
  const first = await (remembered ??= admit(facts));
  const { requestId, signal } = facts;
  return {
    ...first,
    leave: () => undefined,
    context: (deadline) => {
      const { caller } = first.context(deadline);
      return new RequestContext(runtime, { ...caller, requestId, deadline, signal });
    },
  };
}

const open: Operations = { admit: () => ({ requested: 0, uses: {} }), told: () => ({}) };
const operations = left.has('gate') ? open : createOperations(runtime, limiter);
const observe = () => ({ traceId: undefined, end: () => undefined });
const gateway = await createGateway<RequestContext>({
  schema: composition.schema,
  ...createExecution(runtime, { operations, observe }),
  plugins: [operationPlugin(runtime, operations)],
  validationRules: limitRules(),
  admit: admission,
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
