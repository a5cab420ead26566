import { defineEntity, p } from '@mikro-orm/core';
import { Calendar } from '../calendar/calendar.entity.js';
import { DocumentMode } from '../documents/document-mode.js';
import { choice } from '../model/enums.js';
import { record } from '../model/record.js';

/** The tenant: its own id is the `organization_id` of every row that belongs to it. */
export const OrganizationSchema = defineEntity({
  name: 'Organization',
  schema: 'core',
  tableName: 'organization',
  comment: 'A company or association that keeps its books and records here; the tenant.',
  properties: {
    ...record(),
    slug: p.string().length(60).comment('Name in addresses and at login; unique, lower case'),
    name: p.string().length(200).comment('Name as people write it'),
    timeZone: p.string().length(64).comment('IANA time zone in which its days begin'),
    currency: p.string().length(3).comment('ISO 4217 code of amounts without another one'),
    locale: p.string().length(35).default('en').comment('BCP 47 tag for texts and sorting'),
    documentMode: choice(DocumentMode)
      .default('AUDIT')
      .comment('Which GraphQL documents callers may run'),
    isSecondFactorRequired: p
      .boolean()
      .default(false)
      .comment('Whoever signs in by a password must have a second factor'),
    isDemo: p.boolean().default(false).comment('Holds invented data and may be reset'),
    calendar: () =>
      p.manyToOne(Calendar).nullable().comment('When work is done, where nothing else is said'),
  },
});

export class Organization extends OrganizationSchema.class {}
OrganizationSchema.setClass(Organization);
