import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { record } from '../model/record.js';

/** A human being whom the organization knows; employment and logins refer to it. */
export const PersonSchema = defineEntity({
  name: 'Person',
  schema: 'core',
  tableName: 'person',
  comment: 'A human being whom the organization knows, whatever the role.',
  properties: {
    ...record({ attributes: true }),
    givenName: p.string().length(120).comment('First name or names'),
    familyName: p.string().length(120).comment('Family name'),
    preferredName: p.string().length(120).nullable().comment('Used instead of the given name'),
    displayName: p
      .string()
      .length(241)
      .$type<Opt<string>>()
      .generated("(coalesce(preferred_name, given_name) || ' ' || family_name) stored")
      .comment('Preferred or given name and family name; kept by the database'),
    email: p.string().length(254).nullable().comment('E-mail address, lower case'),
    phone: p.string().length(40).nullable().comment('Telephone number'),
    birthDate: p.date().nullable().comment('Date of birth'),
  },
});

export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);
