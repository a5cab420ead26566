import { defineEntity, p, Party, record } from '@bureau/core';

export const CorrespondentSchema = defineEntity({
  name: 'Correspondent',
  schema: 'documents',
  tableName: 'correspondent',
  comment: 'Whoever sends us papers, or gets them from us.',
  properties: {
    ...record(),
    name: p.string().length(200).comment('Name, unique in the organization'),
    party: () => p.manyToOne(Party).nullable().comment('The business partner who this is'),
    email: p.string().length(254).nullable().comment('Address from which papers come, lower case'),
    isActive: p.boolean().default(true).comment('May be given to documents'),
  },
});

/** Whoever sends us papers, or gets them from us. */
export class Correspondent extends CorrespondentSchema.class {}
CorrespondentSchema.setClass(Correspondent);
