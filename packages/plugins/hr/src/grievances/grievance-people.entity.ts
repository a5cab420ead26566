import { choice, defineEntity, enumOf, type EnumValue, p, record, secret } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { Grievance } from './grievance.entity.js';

/** Somebody who is asked to look into grievances that come in. */
export const GrievanceOfficerSchema = defineEntity({
  name: 'GrievanceOfficer',
  schema: 'hr',
  tableName: 'grievance_officer',
  comment: 'Somebody to whom grievances go that come in.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).unique().comment('Who it is'),
  },
});

export class GrievanceOfficer extends GrievanceOfficerSchema.class {}
GrievanceOfficerSchema.setClass(GrievanceOfficer);

/** A named reader of one grievance. */
export const GrievanceHandlerSchema = defineEntity({
  name: 'GrievanceHandler',
  schema: 'hr',
  tableName: 'grievance_handler',
  comment: 'Somebody who looks into a grievance: nobody else reads it.',
  uniques: [{ properties: ['grievance', 'employee'] }],
  properties: {
    ...record(),
    grievance: () => p.manyToOne(Grievance).comment('What is looked into'),
    employee: () => p.manyToOne(Employee).comment('Who does'),
    isActive: p.boolean().default(true).comment('Reads it at present'),
  },
});

export class GrievanceHandler extends GrievanceHandlerSchema.class {}
GrievanceHandlerSchema.setClass(GrievanceHandler);

/** Somebody of whom a grievance complains. */
export const GrievanceAccusedSchema = defineEntity({
  name: 'GrievanceAccused',
  schema: 'hr',
  tableName: 'grievance_accused',
  comment: 'Somebody of whom a grievance complains: never a reader of it, nor are superiors.',
  uniques: [{ properties: ['grievance', 'employee'] }],
  properties: {
    ...record(),
    grievance: () => p.manyToOne(Grievance).comment('The grievance'),
    employee: () => p.manyToOne(Employee).comment('Who is meant'),
  },
});

export class GrievanceAccused extends GrievanceAccusedSchema.class {}
GrievanceAccusedSchema.setClass(GrievanceAccused);

export const GrievanceAuthor = enumOf('GrievanceAuthor', 'Who writes in a grievance.', {
  REPORTER: 'Whoever filed it.',
  HANDLER: 'Somebody who looks into it.',
});
export type GrievanceAuthor = EnumValue<typeof GrievanceAuthor>;

/** What was written between whoever filed a grievance and those who look into it. */
export const GrievanceMessageSchema = defineEntity({
  name: 'GrievanceMessage',
  schema: 'hr',
  tableName: 'grievance_message',
  comment: 'What was written about a grievance; sealed.',
  properties: {
    ...record(),
    grievance: () => p.manyToOne(Grievance).comment('The grievance'),
    author: choice(GrievanceAuthor).comment('Who wrote it'),
    handler: () => p.manyToOne(Employee).nullable().comment('Which of those who look into it'),
    isInternal: p.boolean().default(false).comment('Not for whoever filed it'),
    words: secret().nullable().comment('What was written; sealed; null: erased'),
  },
});

export class GrievanceMessage extends GrievanceMessageSchema.class {}
GrievanceMessageSchema.setClass(GrievanceMessage);

/** Something that is to be done until a day. */
export const GrievanceStepSchema = defineEntity({
  name: 'GrievanceStep',
  schema: 'hr',
  tableName: 'grievance_step',
  comment: 'Something to be done about a grievance until a day.',
  properties: {
    ...record(),
    grievance: () => p.manyToOne(Grievance).comment('The grievance'),
    title: secret().nullable().comment('What is to be done; sealed; null: erased'),
    dueOn: p.date().comment('Last day'),
    doneOn: p.date().nullable().comment('Day on which it was done'),
  },
});

export class GrievanceStep extends GrievanceStepSchema.class {}
GrievanceStepSchema.setClass(GrievanceStep);
