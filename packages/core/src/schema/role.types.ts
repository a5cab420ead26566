import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { GrantType, RoleType } from './access.types.js';
import { Grant } from './grant.entity.js';
import { Role } from './role.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'One permission of a role.' })
export class RolePermissionInput {
  @Field(() => String, { description: 'plugin.resource.verb, or * for every permission.' })
  permission!: string;
  @Field(() => [String], {
    nullable: true,
    description: 'Row conditions of which one must hold; left out: every row.',
  })
  when?: string[] | null;
}

const ROLE_FIELDS = ['key', 'name', 'description', 'limitClass', 'isSecondFactorRequired'] as const;

@InputType({ description: 'A new role.' })
export class RoleCreateInput extends inputOf(Role, ROLE_FIELDS, {
  optional: ['description', 'limitClass', 'isSecondFactorRequired'],
}) {
  @Field(() => [RolePermissionInput], { description: 'What holders of the role may do.' })
  permissions!: RolePermissionInput[];
}

@InputType({ description: 'Changes of a role; what is left out stays.' })
export class RoleUpdateInput extends patchOf(Role, [
  'name',
  'description',
  'limitClass',
  'isSecondFactorRequired',
]) {
  @Field(() => ID, { description: 'The role.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => [RolePermissionInput], {
    nullable: true,
    description: 'The whole new list of permissions.',
  })
  permissions?: RolePermissionInput[] | null;
}

@InputType({ description: 'The role to delete; nobody may hold it any more.' })
export class RoleDeleteInput {
  @Field(() => ID, { description: 'The role.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A role for a user.' })
export class GrantCreateInput extends inputOf(Grant, ['user', 'role']) {}

@InputType({ description: 'The grant to take away.' })
export class GrantRevokeInput {
  @Field(() => ID, { description: 'The grant.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

/** What is gone can be named only. */
const DELETED = { type: () => ID, description: 'Id of the record that is gone.' };

export const RoleCreatePayload = payloadOf('RoleCreatePayload', { role: RoleType });
export const RoleUpdatePayload = payloadOf('RoleUpdatePayload', { role: RoleType });
export const RoleDeletePayload = payloadOf('RoleDeletePayload', {}, { deletedId: DELETED });
export const GrantCreatePayload = payloadOf('GrantCreatePayload', { grant: GrantType });
export const GrantRevokePayload = payloadOf('GrantRevokePayload', {}, { deletedId: DELETED });
