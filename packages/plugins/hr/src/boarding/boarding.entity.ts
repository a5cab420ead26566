import { choice, defineEntity, enumOf, type EnumValue, p, record, User } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { boardingErrors } from './errors.js';

export const BoardingKind = enumOf('BoardingKind', 'Whether somebody joins or leaves.', {
  ONBOARDING: 'Somebody joins; days count from the first day of work.',
  OFFBOARDING: 'Somebody leaves; days count from the last day of work.',
});
export type BoardingKind = EnumValue<typeof BoardingKind>;

export const BoardingOwnerKind = enumOf('BoardingOwnerKind', 'Who does a task.', {
  EMPLOYEE: 'Whoever joins or leaves.',
  MANAGER: 'The manager, by the reporting lines of the day.',
  ROLE: 'Whoever holds a role.',
  PERSON: 'A certain employee.',
});
export type BoardingOwnerKind = EnumValue<typeof BoardingOwnerKind>;

/** What is to be done for everybody who joins or leaves. */
export const BoardingTemplateSchema = defineEntity({
  name: 'BoardingTemplate',
  schema: 'hr',
  tableName: 'boarding_template',
  comment: 'What is to be done when somebody joins or leaves.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    kind: choice(BoardingKind).comment('For joiners or leavers'),
    isDefault: p.boolean().default(false).comment('A plan begins by itself; one of a kind at most'),
    isActive: p.boolean().default(true).comment('Plans may be made of it'),
  },
});

export class BoardingTemplate extends BoardingTemplateSchema.class {}
BoardingTemplateSchema.setClass(BoardingTemplate);

/** A task of a template. */
export const BoardingTemplateTaskSchema = defineEntity({
  name: 'BoardingTemplateTask',
  schema: 'hr',
  tableName: 'boarding_template_task',
  comment: 'Something that is to be done, by whom, and how many days before or after the day.',
  properties: {
    ...record(),
    template: () => p.manyToOne(BoardingTemplate).comment('The template'),
    title: p.string().length(200).comment('What is to be done'),
    ownerKind: choice(BoardingOwnerKind).comment('Who does it'),
    ownerRole: p.string().length(60).nullable().comment('Key of the role, of a ROLE'),
    owner: () => p.manyToOne(Employee).nullable().comment('Who does it, of a PERSON'),
    dueDays: p.integer().comment('Days after the day; before it below zero'),
  },
});

export class BoardingTemplateTask extends BoardingTemplateTaskSchema.class {}
BoardingTemplateTaskSchema.setClass(BoardingTemplateTask);

export const BoardingState = enumOf('BoardingState', 'Where a plan is.', {
  RUNNING: 'Some of it is to be done.',
  DONE: 'All of it is done.',
  CANCELLED: 'Nobody joins or leaves after all.',
});
export type BoardingState = EnumValue<typeof BoardingState>;

/** RUNNING -> DONE when no task is open, and back when one is added; RUNNING -> CANCELLED. */
export const BoardingPlanSchema = defineEntity({
  name: 'BoardingPlan',
  schema: 'hr',
  tableName: 'boarding_plan',
  comment: 'What is to be done because somebody joins or leaves.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who joins or leaves'),
    kind: choice(BoardingKind).comment('Whether somebody joins or leaves'),
    template: () => p.manyToOne(BoardingTemplate).nullable().comment('What it was made of'),
    day: p.date().comment('First or last day of work'),
    total: p.integer().default(0).comment('How many tasks it has'),
    finished: p.integer().default(0).comment('How many of them are done or skipped'),
    state: choice(BoardingState).default('RUNNING').comment('Where it is in its life'),
  },
});

export class BoardingPlan extends BoardingPlanSchema.class {
  /** @throws HR_BOARDING_STATE */
  demandRunning(): void {
    if (this.state === 'RUNNING') return;
    throw boardingErrors.BOARDING_STATE({ state: this.state }, ['input', 'id']);
  }

  /** One task more is to be done. */
  grow(): void {
    this.total += 1;
    if (this.state === 'DONE') this.state = 'RUNNING';
  }

  /** One task less is to be done. */
  advance(): void {
    this.finished += 1;
    if (this.state === 'RUNNING' && this.finished === this.total) this.state = 'DONE';
  }
}
BoardingPlanSchema.setClass(BoardingPlan);

export const BoardingTaskState = enumOf('BoardingTaskState', 'Whether a task is done.', {
  OPEN: 'To be done.',
  DONE: 'Done.',
  SKIPPED: 'Not needed this time.',
});
export type BoardingTaskState = EnumValue<typeof BoardingTaskState>;

/** OPEN -> DONE or SKIPPED. */
export const BoardingTaskSchema = defineEntity({
  name: 'BoardingTask',
  schema: 'hr',
  tableName: 'boarding_task',
  comment: 'Something that somebody does because somebody joins or leaves.',
  properties: {
    ...record(),
    plan: () => p.manyToOne(BoardingPlan).comment('The plan'),
    key: p.string().length(120).comment('Unique in the plan; begins with the plugin that asks'),
    title: p.string().length(200).comment('What is to be done'),
    ownerKind: choice(BoardingOwnerKind).comment('Who does it'),
    ownerRole: p.string().length(60).nullable().comment('Key of the role, of a ROLE'),
    owner: () =>
      p
        .manyToOne(Employee)
        .nullable()
        .comment('Who does it; null: whoever holds the role, or nobody was found'),
    dueDays: p.integer().comment('Days after the day of the plan; before it below zero'),
    dueOn: p.date().comment('Day on which it should be done'),
    state: choice(BoardingTaskState).default('OPEN').comment('Whether it is done'),
    note: p.string().length(500).nullable().comment('Why it was skipped'),
    finishedAt: p.datetime(6).nullable().comment('When it was done or skipped'),
    finishedBy: () => p.manyToOne(User).nullable().comment('Who did or skipped it'),
  },
});

export class BoardingTask extends BoardingTaskSchema.class {
  /** @throws HR_BOARDING_TASK_STATE */
  finish(state: 'DONE' | 'SKIPPED', at: Date): void {
    if (this.state !== 'OPEN') {
      throw boardingErrors.BOARDING_TASK_STATE({ state: this.state }, ['input', 'id']);
    }
    this.state = state;
    this.finishedAt = at;
  }

  /** The day of its plan is another one. */
  moveTo(day: Day): void {
    this.dueOn = daysAfter(day, this.dueDays);
  }
}
BoardingTaskSchema.setClass(BoardingTask);

/** So many days after a day; before it below zero. */
export function daysAfter(day: Day, days: number): Day {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
