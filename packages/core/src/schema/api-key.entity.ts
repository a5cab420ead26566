import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { errors } from './errors.js';
import { User } from './user.entity.js';

/** The longest life of an API key, in days. */
export const API_KEY_MAX_DAYS = 730;

/** A credential for programs; only the hash of its secret is kept. */
export const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  schema: 'core',
  tableName: 'api_key',
  comment: 'A credential for programs; its secret is shown once and kept as a hash only.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('What it is used for'),
    prefix: p.string().length(24).comment('First characters of the key, to recognise it by'),
    keyHash: p.blob().hidden().comment('SHA-256 of the whole key'),
    user: () => p.manyToOne(User).comment('Whose rights it uses'),
    scopes: p.array().comment('Permissions that it may use of its owner; * means all of them'),
    expiresAt: p.datetime(6).comment('From then on it is refused'),
    lastUsedAt: p.datetime(6).nullable().comment('Last use, to the minute'),
    revokedAt: p.datetime(6).nullable().comment('When it was withdrawn'),
    hasStepUp: p
      .boolean()
      .default(false)
      .comment('May run operations that ask people to prove anew who they are'),
    replaces: () =>
      p
        .manyToOne(ApiKey)
        .nullable()
        .comment('The key that it follows; both live until the older one expires'),
  },
});

export class ApiKey extends ApiKeySchema.class {
  /** Withdraws the key from the next request on. @throws CORE_API_KEY_REVOKED */
  revoke(now: Date): void {
    if (this.revokedAt) throw errors.API_KEY_REVOKED({}, ['input', 'id']);
    this.revokedAt = now;
  }

  /** Lets the key live on for a while at most, beside the one that follows it. */
  endBy(instant: Date): void {
    if (instant < this.expiresAt) this.expiresAt = instant;
  }

  /** @throws CORE_EXPIRY_INVALID unless in the future and within two years. */
  expireAt(expiresAt: Date, now: Date): void {
    const days = (expiresAt.valueOf() - now.valueOf()) / 86_400_000;
    if (days <= 0 || days > API_KEY_MAX_DAYS) {
      throw errors.EXPIRY_INVALID({ days: API_KEY_MAX_DAYS }, ['input', 'expiresAt']);
    }
    this.expiresAt = expiresAt;
  }
}
ApiKeySchema.setClass(ApiKey);
