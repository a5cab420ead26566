import { defineEntity, p, record, Site } from '@bureau/core';
import { Employee } from '../employee.entity.js';

/** Hours of a shift by the clock of the place; over midnight where they end before they begin. */
export const ShiftPatternSchema = defineEntity({
  name: 'ShiftPattern',
  schema: 'hr',
  tableName: 'shift_pattern',
  comment: 'Hours of a shift by the clock of the place.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    starts: p.string().length(5).comment('First minute, local time: 22:00'),
    ends: p
      .string()
      .length(5)
      .comment('First minute that is out: 06:00; at or before the start it lies on the next day'),
    breakMinutes: p.integer().default(0).comment('Planned break in minutes'),
    isActive: p.boolean().default(true).comment('May be assigned'),
  },
});

export class ShiftPattern extends ShiftPatternSchema.class {}
ShiftPatternSchema.setClass(ShiftPattern);

/** When somebody is to work. */
export const ShiftSchema = defineEntity({
  name: 'Shift',
  schema: 'hr',
  tableName: 'shift',
  comment: 'When somebody is to work.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who is to work'),
    pattern: () => p.manyToOne(ShiftPattern).comment('The hours that it was made of'),
    site: () => p.manyToOne(Site).comment('Place of work'),
    day: p.date().comment('Day on which it begins, local time'),
    startsAt: p.datetime().comment('Begin'),
    endsAt: p.datetime().comment('End'),
  },
});

export class Shift extends ShiftSchema.class {}
ShiftSchema.setClass(Shift);
