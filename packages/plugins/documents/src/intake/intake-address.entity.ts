import { actor, choice, defineEntity, p, record } from '@bureau/core';
import { Classification } from '../library/classification.js';
import { DocumentType } from '../library/document-type.entity.js';
import { Folder } from '../library/folder.entity.js';

export const IntakeAddressSchema = defineEntity({
  name: 'IntakeAddress',
  schema: 'documents',
  tableName: 'intake_address',
  comment: 'An address or folder to which papers are sent.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people, unique in the organization'),
    localPart: p
      .string()
      .length(64)
      .comment('The part before the @; whoever knows it may send papers'),
    folder: () => p.manyToOne(Folder).nullable().comment('Where papers lie that come'),
    type: () => p.manyToOne(DocumentType).nullable().comment('What kind of papers come'),
    classification: choice(Classification)
      .default('INTERNAL')
      .comment('How secret papers are that come'),
    knownSendersOnly: p
      .boolean()
      .default(false)
      .comment('Only correspondents whose address is known may send'),
    isActive: p.boolean().default(true).comment('Papers are taken'),
    ...actor(),
  },
});

/** Where papers come in by themselves. */
export class IntakeAddress extends IntakeAddressSchema.class {}
IntakeAddressSchema.setClass(IntakeAddress);

export const IntakeArrivalSchema = defineEntity({
  name: 'IntakeArrival',
  schema: 'documents',
  tableName: 'intake_arrival',
  comment: 'Something that has come, so that it is not taken twice.',
  properties: {
    ...record(),
    address: () => p.manyToOne(IntakeAddress).comment('The address'),
    digest: p.string().length(64).comment('SHA-256 of what tells it from others, hexadecimal'),
  },
});

/** A mail or file that was taken. */
export class IntakeArrival extends IntakeArrivalSchema.class {}
IntakeArrivalSchema.setClass(IntakeArrival);
