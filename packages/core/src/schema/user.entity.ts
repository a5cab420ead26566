import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { errors } from './errors.js';
import { Person } from './person.entity.js';

/** Whether a user is a human being or a program. */
export const UserKind = enumOf('UserKind', 'Whether a user is a human being or a program.', {
  HUMAN: 'Signs in with e-mail and password.',
  SERVICE: 'A program; has API keys only.',
});
export type UserKind = EnumValue<typeof UserKind>;

/**
 * The membership of a login in this organization. The login itself (`core.login`) and its password
 * are out of reach of the server's database role.
 */
export const UserSchema = defineEntity({
  name: 'User',
  schema: 'core',
  tableName: 'membership',
  comment: 'Somebody or some program that may work in this organization.',
  properties: {
    ...record(),
    kind: choice(UserKind).default('HUMAN').comment('Human being or program'),
    email: p.string().length(254).nullable().comment('E-mail address of the login, lower case'),
    displayName: p.string().length(200).comment('Name shown to others'),
    isActive: p.boolean().default(true).comment('False: every credential is refused'),
    person: () => p.manyToOne(Person).nullable().comment('The person who this is'),
    loginId: p.uuid().nullable().hidden().comment('Global login; null for programs'),
  },
});

export class User extends UserSchema.class {
  /** Refuses every credential from the next request on. @throws CORE_USER_INACTIVE */
  deactivate(): void {
    if (!this.isActive) throw errors.USER_INACTIVE({}, ['input', 'id']);
    this.isActive = false;
  }
}
UserSchema.setClass(User);
