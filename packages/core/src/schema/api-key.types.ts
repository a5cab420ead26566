import { DateTimeScalar, Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { ApiKeyType } from './access.types.js';
import { ApiKey } from './api-key.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new API key; without a user it is the own.' })
export class ApiKeyCreateInput extends inputOf(
  ApiKey,
  ['name', 'user', 'scopes', 'expiresAt', 'hasStepUp'],
  { optional: ['user', 'hasStepUp'] },
) {}

@InputType({ description: 'The key that gets a successor; both live until the overlap is over.' })
export class ApiKeyRotateInput {
  @Field(() => ID, { description: 'The key.' })
  id!: string;
  @Field(() => DateTimeScalar, { description: 'From then on the new key is refused.' })
  expiresAt!: Date;
  @Field(() => Int, {
    nullable: true,
    description: 'Hours that the old key lives on, 0 to 720; default 24.',
  })
  overlapHours?: number | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Changes of a key; its secret stays.' })
export class ApiKeyUpdateInput extends patchOf(ApiKey, ['name', 'scopes', 'expiresAt']) {
  @Field(() => ID, { description: 'The key.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'The key to withdraw.' })
export class ApiKeyRevokeInput {
  @Field(() => ID, { description: 'The key.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const ApiKeyCreatePayload = payloadOf(
  'ApiKeyCreatePayload',
  { apiKey: ApiKeyType },
  { token: { type: () => String, description: 'The key itself; shown this once.' } },
);
export const ApiKeyRotatePayload = payloadOf(
  'ApiKeyRotatePayload',
  { apiKey: ApiKeyType, replaced: ApiKeyType },
  { token: { type: () => String, description: 'The new key itself; shown this once.' } },
);
export const ApiKeyUpdatePayload = payloadOf('ApiKeyUpdatePayload', { apiKey: ApiKeyType });
export const ApiKeyRevokePayload = payloadOf('ApiKeyRevokePayload', { apiKey: ApiKeyType });
