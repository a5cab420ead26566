import { NOBODY } from '../identity/authenticate.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { expose, many } from '../model/expose.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { ApiKeyType, GrantType, SessionType } from './access.types.js';
import { Person } from './person.entity.js';
import { User } from './user.entity.js';

export const PersonType = expose(Person, {
  prefix: 'per',
  filter: ['givenName', 'familyName', 'displayName', 'email'],
  order: ['familyName', 'givenName', 'displayName'],
  search: ['displayName', 'email'],
  root: { one: 'person', many: 'people' },
  conditions: { own: ({ personId }) => ({ id: { eq: personId ?? NOBODY } }) },
});

export const UserType = expose(User, {
  prefix: 'usr',
  filter: ['kind', 'email', 'displayName', 'isActive', 'person'],
  order: ['displayName', 'email'],
  by: ['email'],
  search: ['displayName', 'email'],
  relations: {
    grants: many(() => GrantType, 'user', 'Roles that the user holds.'),
    apiKeys: many(() => ApiKeyType, 'user', 'Keys that use the rights of the user.'),
    sessions: many(() => SessionType, 'user', 'Sign-ins of the user.'),
  },
  conditions: { own: ({ userId }) => ({ id: { eq: userId ?? NOBODY } }) },
});

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const CONTACT = [
  'givenName',
  'familyName',
  'preferredName',
  'email',
  'phone',
  'birthDate',
  'attributes',
] as const;

@InputType({ description: 'A new person.' })
export class PersonCreateInput extends inputOf(Person, CONTACT) {}

@InputType({ description: 'Changes of a person; what is left out stays.' })
export class PersonUpdateInput extends patchOf(Person, CONTACT) {
  @Field(() => ID, { description: 'The person.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Somebody, or a program, who shall work in this organization.' })
export class UserInviteInput extends inputOf(User, ['kind', 'email', 'displayName', 'person'], {
  optional: ['kind'],
}) {
  @Field(() => String, {
    nullable: true,
    description: 'First password of a human; good for this organization only.',
  })
  password?: string | null;
}

@InputType({ description: 'Changes of a user; what is left out stays.' })
export class UserUpdateInput extends patchOf(User, ['displayName', 'person']) {
  @Field(() => ID, { description: 'The user.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'The user whose credentials shall all be refused.' })
export class UserDeactivateInput {
  @Field(() => ID, { description: 'The user.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const PersonCreatePayload = payloadOf('PersonCreatePayload', { person: PersonType });
export const PersonUpdatePayload = payloadOf('PersonUpdatePayload', { person: PersonType });
export const UserInvitePayload = payloadOf('UserInvitePayload', { user: UserType });
export const UserUpdatePayload = payloadOf('UserUpdatePayload', { user: UserType });
export const UserDeactivatePayload = payloadOf('UserDeactivatePayload', { user: UserType });
