import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';

/** How much of the server a caller may use. */
export const LimitClass = enumOf('LimitClass', 'How much of the server a caller may use.', {
  INTERACTIVE: 'People and small programs.',
  INTEGRATION: 'Programs that synchronise: larger pages, more at once.',
  BULK: 'Mass operations: large arrays, long deadline.',
  BENCHMARK: 'No limits on rate; for measuring only.',
});
export type LimitClass = EnumValue<typeof LimitClass>;

/** A set of permissions under a name. */
export const RoleSchema = defineEntity({
  name: 'Role',
  schema: 'core',
  tableName: 'role',
  comment: 'A set of permissions that users are granted together.',
  properties: {
    ...record(),
    key: p.string().length(60).comment('Stable short name, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    description: p.string().length(500).default('').comment('What holders of the role do'),
    limitClass: choice(LimitClass).default('INTERACTIVE').comment('Limits of its holders'),
    isSecondFactorRequired: p
      .boolean()
      .default(false)
      .comment('Its holders who sign in by a password must have a second factor'),
    isDefault: p.boolean().default(false).comment('Contributed by plugins'),
  },
});

export class Role extends RoleSchema.class {}
RoleSchema.setClass(Role);

/** One permission of a role. */
export const RolePermissionSchema = defineEntity({
  name: 'RolePermission',
  schema: 'core',
  tableName: 'role_permission',
  comment: 'One permission of a role, for all rows or under conditions.',
  properties: {
    ...record(),
    role: () => p.manyToOne(Role).comment('The role'),
    permission: p.string().length(120).comment('plugin.resource.verb, or * for every permission'),
    conditions: p
      .array()
      .nullable()
      .comment('Row conditions of which one must hold; null: every row'),
  },
});

export class RolePermission extends RolePermissionSchema.class {}
RolePermissionSchema.setClass(RolePermission);
