import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../../model/record.js';
import { secret } from '../../model/secret.js';
import { Role } from '../../schema/role.entity.js';
import { User } from '../../schema/user.entity.js';
import { identityErrors } from '../errors.js';

/** An identity provider by which people of the organization sign in (OpenID Connect Core 1.0). */
export const OidcProviderSchema = defineEntity({
  name: 'OidcProvider',
  schema: 'core',
  tableName: 'oidc_provider',
  comment: 'An identity provider by which people of the organization sign in.',
  properties: {
    ...record(),
    key: p.string().length(60).comment('Name in addresses: /auth/oidc/<organization>/<key>/start'),
    name: p.string().length(120).comment('Name on the sign-in button'),
    issuer: p.string().length(500).comment('Issuer; never changed, for subjects belong to it'),
    clientId: p.string().length(255).comment('What it calls this platform'),
    clientSecret: secret().hidden().comment('Secret of the client, sealed'),
    allowedDomains: p
      .array()
      .comment('Domains of verified e-mail addresses by which people are taken in'),
    role: () =>
      p
        .manyToOne(Role)
        .nullable()
        .comment('Role of people who are new here; null: only users who are there sign in'),
    isActive: p.boolean().default(true).comment('False: nobody signs in by it'),
  },
});

const DOMAIN = /^[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9][a-z0-9-]{0,62})+$/;

export class OidcProvider extends OidcProviderSchema.class {
  /** @throws CORE_DOMAIN_INVALID */
  allow(domains: readonly string[]): void {
    const plain = domains.map((domain) => domain.trim().toLowerCase());
    if (!plain.every((domain) => DOMAIN.test(domain))) {
      throw identityErrors.DOMAIN_INVALID({}, ['input', 'allowedDomains']);
    }
    this.allowedDomains = [...new Set(plain)];
  }

  /** Whether an address of this provider, which vouched for it, may be taken in. */
  admits(email: string): boolean {
    return this.allowedDomains.includes(email.slice(email.lastIndexOf('@') + 1));
  }
}
OidcProviderSchema.setClass(OidcProvider);

/** Who a user is at a provider; the only thing by which somebody is recognised. */
export const OidcIdentitySchema = defineEntity({
  name: 'OidcIdentity',
  schema: 'core',
  tableName: 'oidc_identity',
  comment: 'Who a user is at an identity provider.',
  properties: {
    ...record(),
    provider: () => p.manyToOne(OidcProvider).hidden().comment('The provider'),
    user: () => p.manyToOne(User).hidden().comment('The user'),
    subject: p.string().length(255).hidden().comment('Subject at the issuer (claim sub)'),
  },
});

export class OidcIdentity extends OidcIdentitySchema.class {}
OidcIdentitySchema.setClass(OidcIdentity);
