import { expose, type Exposed } from '../../model/expose.js';
import { Field, ID, InputType, Int } from '../../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../../model/inputs.js';
import { OidcProvider } from './oidc-provider.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const SECRET = 'Secret of the client; kept sealed and never shown.';

export const OidcProviderType: Exposed = expose(OidcProvider, {
  prefix: 'idp',
  filter: ['key', 'role'],
  order: ['key'],
  by: ['key'],
});

@InputType({ description: 'A new identity provider.' })
export class OidcProviderCreateInput extends inputOf(OidcProvider, [
  'key',
  'name',
  'issuer',
  'clientId',
  'allowedDomains',
  'role',
]) {
  @Field(() => String, { description: SECRET })
  clientSecret!: string;
}

@InputType({ description: 'Changes of an identity provider; its issuer stays.' })
export class OidcProviderUpdateInput extends patchOf(OidcProvider, [
  'name',
  'clientId',
  'allowedDomains',
  'role',
  'isActive',
]) {
  @Field(() => ID, { description: 'The provider.' })
  id!: string;
  @Field(() => String, { nullable: true, description: SECRET })
  clientSecret?: string | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'The identity provider to delete, with what it knows of users.' })
export class OidcProviderDeleteInput {
  @Field(() => ID, { description: 'The provider.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const OidcProviderCreatePayload = payloadOf('OidcProviderCreatePayload', {
  oidcProvider: OidcProviderType,
});
export const OidcProviderUpdatePayload = payloadOf('OidcProviderUpdatePayload', {
  oidcProvider: OidcProviderType,
});
export const OidcProviderDeletePayload = payloadOf(
  'OidcProviderDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was deleted.' } },
);
