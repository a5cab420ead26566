import { z } from 'zod';
import type { Vault } from '../vault/vault.js';

/**
 * A short-lived promise of the server to itself, carried by the caller: sealed, so that it can be
 * neither read nor made nor altered, and bound to one organization and one purpose. Nothing is
 * stored; what makes a ticket good once stands in what it is about (a one-time code, the password
 * that it replaces).
 */
export interface Ticket<T> {
  organizationId: string;
  body: T;
}

export interface TicketKind<T> {
  /** Part of the seal: a ticket of another kind does not open. */
  purpose: string;
  body: z.ZodType<T>;
  /** Milliseconds. */
  life: number;
}

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(v\d+:[\w-]{1,2000})$/;
const sealed = z.object({ until: z.number(), body: z.unknown() });

/** The text of a ticket: `<organization>.<sealed>`. */
export async function sealTicket<T>(
  vault: Vault,
  kind: TicketKind<T>,
  ticket: Ticket<T> & { now: Date },
): Promise<string> {
  const { organizationId, body, now } = ticket;
  await vault.ready(organizationId);
  const text = JSON.stringify({ until: now.getTime() + kind.life, body });
  return `${organizationId}.${vault.seal(organizationId, cellOf(kind), text)}`;
}

/** What a ticket says; `undefined` for one that is forged, altered, too old or of another kind. */
export async function openTicket<T>(
  vault: Vault,
  kind: TicketKind<T>,
  given: { text: string; now: Date },
): Promise<Ticket<T> | undefined> {
  const [, organizationId, text] = FORM.exec(given.text) ?? [];
  if (organizationId === undefined || text === undefined) return undefined;
  if (!(await vault.has(organizationId))) return undefined;
  try {
    const { until, body } = sealed.parse(
      JSON.parse(vault.open(organizationId, cellOf(kind), text)),
    );
    if (until <= given.now.getTime()) return undefined;
    return { organizationId, body: kind.body.parse(body) };
  } catch {
    return undefined;
  }
}

function cellOf({ purpose }: TicketKind<unknown>): string {
  return `core.ticket.${purpose}`;
}
