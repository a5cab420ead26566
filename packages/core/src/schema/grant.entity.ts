import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { Role } from './role.entity.js';
import { User } from './user.entity.js';

/** A role in the hands of a user. */
export const GrantSchema = defineEntity({
  name: 'Grant',
  schema: 'core',
  tableName: 'role_grant',
  comment: 'A role that a user holds.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Who holds the role'),
    role: () => p.manyToOne(Role).comment('The role'),
  },
});

export class Grant extends GrantSchema.class {}
GrantSchema.setClass(Grant);
