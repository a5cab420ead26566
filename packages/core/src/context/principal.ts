import type { LimitClass, Permission } from '../authz/permissions.js';

/** How a permission is held: for every row, or for rows that meet one of the named conditions. */
export type Hold = 'all' | readonly string[];

/** Who is calling, for which organization, with which rights. Built once per request. */
export interface Principal {
  /** `anonymous` has no organization and no permissions. `system` acts for seeds and jobs. */
  kind: 'user' | 'apiKey' | 'system' | 'anonymous';
  /** The membership or key that is calling (uuid); the zero uuid for system and anonymous. */
  id: string;
  organizationId: string | undefined;
  /** The membership whose rights bound this caller; equal to `id` for users. */
  userId: string | undefined;
  /** The person behind the membership, when one is linked (row condition `own`). */
  personId: string | undefined;
  displayName: string;
  permissions: ReadonlyMap<Permission, Hold>;
  limitClass: LimitClass;
  /** IANA time zone of the organization; default UTC. */
  timeZone?: string;
  /** Session or key that authenticated this request. */
  credentialId: string | undefined;
  /** When a user last proved who they are, in epoch milliseconds; absent: not known. */
  authTime?: number | undefined;
  /** How a user last did so: PASSWORD, TOTP, RECOVERY_CODE or OIDC. */
  factor?: string | undefined;
  /**
   * A second factor is asked for and the session was opened without one: nothing but setting it up
   * is possible (authz/enrolment.ts).
   */
  mustEnrol?: boolean | undefined;
  /** Whether a key may run operations that ask people to prove anew who they are. */
  hasStepUp?: boolean | undefined;
}

/** Whether the caller holds the permission at all (row conditions narrow it further). */
export function holds(principal: Principal, permission: Permission): boolean {
  return principal.permissions.has(permission);
}
