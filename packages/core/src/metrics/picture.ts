import { z } from 'zod';
import { auditReads } from '../audit/secret-reads.js';
import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { runtimeOf } from '../files/file-service.js';
import { openTicket, sealTicket, type TicketKind } from '../identity/ticket.js';
import { actingPrincipal } from '../jobs/actor.js';
import { type ServiceToken, serviceToken } from '../plugin/definition.js';
import { Refusal } from '../write/errors.js';

/**
 * Pictures that a plugin draws (`pictures` of its definition), each time anew and with the rights
 * that whoever made an address has at that moment.
 */
export interface PictureKind<T = unknown> {
  /** `analytics.card`: begins with the id of the plugin. */
  kind: string;
  /** What the address keeps, sealed; short, since it stands in the address. */
  input: z.ZodType<T>;
  /** SVG that runs nothing; `undefined`, or a Refusal, where there is nothing to see any more. */
  draw(ctx: Ctx, input: T): Promise<string | undefined>;
}

/** Declares a picture; list it in the plugin's `pictures`. */
export function definePicture<T>(kind: PictureKind<T>): PictureKind {
  return kind as unknown as PictureKind;
}

/** What an address is made of. */
export interface PictureWanted<T = unknown> {
  kind: PictureKind<T>;
  input: T;
  /** From then on it shows nothing; a month from now at most. */
  expiresAt: Date;
}

/** Addresses of pictures, for those who have no credential. */
export interface PictureService {
  /**
   * Where a picture can be had, at FILES_URL or relative to this server. The caller answers for
   * whom it is told. @throws Refusal FORBIDDEN for a caller who is neither a user nor a key
   */
  address(ctx: Ctx, wanted: PictureWanted): Promise<string>;
}

/** `ctx.service(Pictures).address(ctx, { kind, input, expiresAt })`. */
export const Pictures: ServiceToken<PictureService> = serviceToken<PictureService>('core.pictures');

/** Where the server answers `GET <token>`. */
export const PICTURES_PATH = '/pictures/';

const body = z.object({
  kind: z.string(),
  actor: z.object({ kind: z.enum(['user', 'apiKey']), id: z.string(), userId: z.string() }),
  until: z.number(),
  input: z.unknown(),
});

const TICKET: TicketKind<z.infer<typeof body>> = {
  purpose: 'picture',
  body,
  life: 32 * 86_400_000,
};

/** The one implementation. */
export const pictureService: PictureService = {
  async address(ctx, { kind, input, expiresAt }) {
    const runtime = runtimeOf(ctx);
    const { kind: who, id, userId } = ctx.principal;
    if ((who !== 'user' && who !== 'apiKey') || userId === undefined) {
      throw new Refusal('FORBIDDEN', 'Only users and their keys make addresses of pictures.');
    }
    const { organizationId, now } = ctx;
    const actor = { kind: who, id, userId };
    const told = { kind: kind.kind, actor, until: expiresAt.valueOf(), input };
    const token = await sealTicket(runtime.vault, TICKET, { organizationId, body: told, now });
    return `${runtime.filesUrl}${PICTURES_PATH}${token}`;
  },
};

/** Refusals that say that there is nothing to see: for whom, is nobody's business. */
const NOTHING: ReadonlySet<unknown> = new Set(['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT']);

/**
 * The picture behind a token, with the rights of this moment. `undefined` for a token that is not
 * ours, was altered or is too old, whose maker is gone or may not see it any more: one and the
 * same answer.
 */
export async function openPicture(
  runtime: Runtime,
  token: string,
  request: Pick<Caller, 'requestId' | 'deadline' | 'origin' | 'signal'>,
): Promise<string | undefined> {
  const now = runtime.clock();
  const ticket = await openTicket(runtime.vault, TICKET, { text: token, now });
  if (!ticket || ticket.body.until <= now.valueOf()) return undefined;
  const { organizationId, body: told } = ticket;
  const kind = pictureKinds(runtime).find((one) => one.kind === told.kind);
  const input = kind?.input.safeParse(told.input);
  const principal = await actingPrincipal(runtime, { ...told.actor, organizationId });
  if (!kind || !input?.success || !principal) return undefined;
  const caller = { ...request, principal, operation: 'picture' };
  try {
    const drawn = await kind.draw(new RequestContext(runtime, caller), input.data);
    await auditReads(runtime, caller, 'picture');
    return drawn;
  } catch (error) {
    if (error instanceof Refusal && NOTHING.has(error.extensions['code'])) return undefined;
    throw error;
  }
}

function pictureKinds({ composition }: Runtime): PictureKind[] {
  return composition.plugins
    .filter(({ failure }) => failure === undefined)
    .flatMap(({ definition }) => definition.pictures ?? []);
}
