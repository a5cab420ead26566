import type { Caller } from '../context/runtime.js';

/** Where a call came from, as the trail keeps it. */
export interface Origin {
  address: string | null;
  /** `browser`, or the name of the calling library: `curl`, `node`. */
  program: string | null;
  client: string | null;
}

const MAX_CLIENT = 100;

/** The origin of a caller; what it says about itself is cut to what a list can show. */
export function originOf({ origin }: Pick<Caller, 'origin'>): Origin {
  return {
    address: origin?.address ?? null,
    program: userAgentClass(origin?.userAgent),
    client: printable(origin?.client),
  };
}

/** The class of a user agent: enough to tell programs apart, too little to tell people apart. */
export function userAgentClass(userAgent: string | undefined): string | null {
  if (userAgent === undefined || userAgent === '') return null;
  if (userAgent.startsWith('Mozilla/')) return 'browser';
  return /^[A-Za-z][\w.-]{0,39}/.exec(userAgent)?.[0].toLowerCase() ?? 'other';
}

/** Without control characters, which would forge lines where the trail is printed. */
function printable(text: string | undefined): string | null {
  const shown = text?.replace(/[\p{C}\u2028\u2029]/gu, '').slice(0, MAX_CLIENT);
  return shown ? shown : null;
}
