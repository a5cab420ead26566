import { defineEntity, p } from '@mikro-orm/core';
import { Calendar } from '../calendar/calendar.entity.js';
import { record } from '../model/record.js';

/** A company of the organization that employs, owns and owes in its own name. */
export const LegalEntitySchema = defineEntity({
  name: 'LegalEntity',
  schema: 'core',
  tableName: 'legal_entity',
  comment: 'A registered company of the organization: employer, owner and debtor.',
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('Registered name'),
    country: p.string().length(2).comment('ISO 3166-1 alpha-2 code of its seat'),
    currency: p.string().length(3).comment('ISO 4217 code of its books'),
    taxNumber: p.string().length(40).nullable().comment('VAT or tax registration number'),
    calendar: () =>
      p
        .manyToOne(Calendar)
        .nullable()
        .comment('When work is done there; null: as in the whole organization'),
  },
});

export class LegalEntity extends LegalEntitySchema.class {}
LegalEntitySchema.setClass(LegalEntity);
