import { z } from 'zod';
import { RequestContext } from '../../context/request.js';
import type { Caller, Runtime } from '../../context/runtime.js';
import { systemPrincipal } from '../../context/system.js';
import { sealedCell } from '../../vault/vault.js';
import { inTransaction } from '../../write/transaction.js';
import { ANONYMOUS } from '../authenticate.js';
import { openSession, type OpenedSession, recordFailure } from '../sign-in.js';
import { openTicket, sealTicket, type TicketKind } from '../ticket.js';
import { authorizationUrl, clientOf, type KnownProvider, redeem } from './oidc-client.js';
import { userOf } from './oidc-user.js';

/** What a sign-in at a provider is made from; the HTTP side of it is the server's. */
export interface OidcRequest {
  /** Slug of the organization and key of the provider, from the path. */
  organization: string;
  provider: string;
  /** Address of the callback as it is registered at the provider. */
  redirectUri: string;
  requestId: string;
  /** Epoch milliseconds. */
  deadline: number;
  origin?: Caller['origin'];
}

/** On its way to the provider: what the browser keeps until it comes back. */
export interface OidcDeparture {
  location: string;
  /** For a cookie; sealed. */
  flight: string;
}

/** Back from the provider. */
export interface OidcArrival {
  session: OpenedSession;
  /** Path of this server to go on at. */
  returnTo: string;
}

/** The sign-in was refused; which of the many reasons it was stands in the log only. */
export class OidcRefused extends Error {
  constructor(cause?: unknown) {
    super('The sign-in was refused.', { cause });
    this.name = 'OidcRefused';
  }
}

const flightBody = z.object({
  providerId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** Ten minutes for somebody to sign in at the provider. */
const FLIGHT: TicketKind<z.infer<typeof flightBody>> = {
  purpose: 'oidc flight',
  body: flightBody,
  life: 10 * 60_000,
};

/** A path of this server: one slash, and nothing that a browser would read as another host. */
const PATH = /^\/(?![/\\])[\w\-./?=&%#~+,:;@!$'()*]{0,500}$/;

/** @throws OidcRefused when there is no such provider, or it does not answer within 5 s. */
export async function departToProvider(
  runtime: Runtime,
  request: OidcRequest,
  returnTo: string | undefined,
): Promise<OidcDeparture> {
  return refusing(async () => {
    const { organizationId, provider } = await providerOf(runtime, request);
    const config = await clientOf(runtime, provider);
    const { location, expected } = await authorizationUrl(config, request.redirectUri);
    const to = returnTo !== undefined && PATH.test(returnTo) ? returnTo : '/';
    const body = { providerId: provider.id, ...expected, returnTo: to };
    const now = runtime.clock();
    return {
      location,
      flight: await sealTicket(runtime.vault, FLIGHT, { organizationId, body, now }),
    };
  });
}

/**
 * Ends a sign-in with the address that the provider sent the browser to, and opens a session.
 * @throws OidcRefused for everything that does not fit
 */
export async function arriveFromProvider(
  runtime: Runtime,
  request: OidcRequest,
  back: { search: string; flight: string },
): Promise<OidcArrival> {
  return refusing(async () => {
    const { organizationId, provider } = await providerOf(runtime, request);
    const flight = await openTicket(runtime.vault, FLIGHT, {
      text: back.flight,
      now: runtime.clock(),
    });
    if (flight?.organizationId !== organizationId || flight.body.providerId !== provider.id) {
      throw new OidcRefused('no sign-in was begun here');
    }
    const { requestId, deadline, origin } = request;
    const system = systemPrincipal(runtime.composition, organizationId);
    const caller: Caller = { principal: system, requestId, deadline, origin };
    const callback = new URL(`${request.redirectUri}${back.search}`);
    try {
      const config = await clientOf(runtime, provider);
      const vouched = await redeem(config, callback, flight.body);
      const session = await openVouched(runtime, caller, { organizationId, provider, vouched });
      return { session, returnTo: flight.body.returnTo };
    } catch (error) {
      // Only for who began a sign-in here: whoever just calls the address writes nothing.
      const tried = { operation: OPERATION, organizationId, userId: null };
      await recordFailure(runtime, caller, tried);
      throw error;
    }
  });
}

const OPERATION = 'oidcSignIn';

async function openVouched(
  runtime: Runtime,
  caller: Caller,
  by: {
    organizationId: string;
    provider: KnownProvider;
    vouched: Awaited<ReturnType<typeof redeem>>;
  },
): Promise<OpenedSession> {
  const { organizationId, provider, vouched } = by;
  const { value: userId } = await inTransaction(runtime, caller, {
    operation: OPERATION,
    work: (ctx) => userOf(ctx, provider.id, vouched),
  });
  const anonymous = new RequestContext(runtime, { ...caller, principal: ANONYMOUS });
  return openSession(anonymous, { organizationId, userId, factor: 'OIDC' }, OPERATION);
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof OidcRefused ? error : new OidcRefused(error);
  }
}

interface ProviderRow extends Record<string, unknown> {
  issuer: string;
  client_id: string;
  client_secret: string;
}

const FIND = 'select organization_id, id from core.oidc_provider_find($1, $2)';
const READ = `
  select issuer, client_id, client_secret from core.oidc_provider where id = $1 and is_active`;

async function providerOf(
  runtime: Runtime,
  { organization, provider }: OidcRequest,
): Promise<{ organizationId: string; provider: KnownProvider }> {
  const find = { text: FIND, values: [organization, provider] };
  const [found] = await runtime.reads.sqlAnywhere<{ organization_id: string; id: string }>(find);
  if (!found) throw new OidcRefused('no such provider');
  const { organization_id: organizationId, id } = found;
  const read = { text: READ, values: [id] };
  const [row] = await runtime.reads.sql<ProviderRow>(organizationId, read);
  if (!row) throw new OidcRefused('the provider is switched off');
  await runtime.vault.ready(organizationId);
  const cell = sealedCell('core.oidc_provider', 'client_secret', id);
  const clientSecret = runtime.vault.open(organizationId, cell, row.client_secret);
  const { issuer, client_id: clientId } = row;
  return { organizationId, provider: { id, issuer, clientId, clientSecret } };
}
