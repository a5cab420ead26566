import { defineEntity, p } from '@mikro-orm/core';
import { Calendar } from '../calendar/calendar.entity.js';
import { record } from '../model/record.js';

/** A place of the organization: office, store, plant. */
export const SiteSchema = defineEntity({
  name: 'Site',
  schema: 'core',
  tableName: 'site',
  comment: 'A place of the organization: office, store or plant.',
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('Name of the place'),
    timeZone: p.string().length(64).comment('IANA time zone of the place'),
    country: p.string().length(2).comment('ISO 3166-1 alpha-2 code'),
    city: p.string().length(120).nullable().comment('Town or city'),
    address: p.string().length(500).nullable().comment('Street address as printed on an envelope'),
    calendar: () =>
      p
        .manyToOne(Calendar)
        .nullable()
        .comment('When work is done there; null: as in the whole organization'),
  },
});

export class Site extends SiteSchema.class {}
SiteSchema.setClass(Site);
