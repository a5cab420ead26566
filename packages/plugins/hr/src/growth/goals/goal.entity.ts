import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  p,
  Person,
  record,
  secret,
} from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { goalErrors } from './errors.js';

export const GoalVisibility = enumOf('GoalVisibility', 'Who reads a goal.', {
  PRIVATE: 'Only its owner.',
  MANAGER: 'Its owner, the manager of the day, and HR.',
  PUBLIC: 'Everybody who may read goals.',
});
export type GoalVisibility = EnumValue<typeof GoalVisibility>;

export const GoalState = enumOf('GoalState', 'Whether a goal is pursued.', {
  ACTIVE: 'Pursued.',
  DONE: 'Over; how far it came stands.',
  DROPPED: 'Not pursued any more.',
});
export type GoalState = EnumValue<typeof GoalState>;

/** ACTIVE -> DONE or DROPPED. */
export const GoalSchema = defineEntity({
  name: 'Goal',
  schema: 'hr',
  tableName: 'goal',
  comment: 'What somebody wants to reach in a time, by its key results.',
  properties: {
    ...record(),
    owner: () => p.manyToOne(Employee).comment('Who wants to reach it'),
    person: () => p.manyToOne(Person).nullable().comment('The person who is the owner'),
    title: p.string().length(200).comment('What is to be reached'),
    description: secret({ subject: 'person' })
      .nullable()
      .comment('Why, and what it means; sealed for the owner'),
    plainDescription: p.string().length(2000).nullable().hidden().comment('Not sealed yet'),
    startsOn: p.date().comment('First day of its time'),
    endsOn: p.date().comment('Last day of its time'),
    parent: () => p.manyToOne(Goal).nullable().comment('The goal that it serves'),
    visibility: choice(GoalVisibility).default('MANAGER').comment('Who reads it'),
    progress: p
      .decimal()
      .precision(5)
      .scale(2)
      .default('0')
      .comment('How far it is in percent, by the weights of its key results'),
    state: choice(GoalState).default('ACTIVE').comment('Whether it is pursued'),
  },
});

export class Goal extends GoalSchema.class {
  /** @throws HR_GOAL_STATE */
  demandActive(): void {
    if (this.state === 'ACTIVE') return;
    throw goalErrors.GOAL_STATE({ state: this.state }, ['input']);
  }

  /** @throws HR_GOAL_STATE */
  end(state: 'DONE' | 'DROPPED'): void {
    this.demandActive();
    this.state = state;
  }
}
GoalSchema.setClass(Goal);

export const KeyResultKind = enumOf('KeyResultKind', 'How a key result is measured.', {
  NUMBER: 'By a number, from one value to another.',
  MILESTONE: 'Reached or not.',
});
export type KeyResultKind = EnumValue<typeof KeyResultKind>;

const number = () => p.decimal().precision(20).scale(4).nullable();

/** By what one sees that a goal is reached. */
export const KeyResultSchema = defineEntity({
  name: 'KeyResult',
  schema: 'hr',
  tableName: 'key_result',
  comment: 'By what one sees how far a goal is.',
  properties: {
    ...record(),
    goal: () => p.manyToOne(Goal).comment('The goal'),
    title: p.string().length(200).comment('What is measured'),
    kind: choice(KeyResultKind).comment('How it is measured'),
    weight: p.integer().default(1).comment('How much it counts beside the others, 1 to 100'),
    startValue: number().comment('The number at the beginning'),
    targetValue: number().comment('The number that is wanted, above or below the first'),
    currentValue: number().comment('The number by the latest check-in'),
    isReached: p.boolean().default(false).comment('A milestone is reached'),
  },
});

export class KeyResult extends KeyResultSchema.class {}
KeyResultSchema.setClass(KeyResult);

/** How it stands, said on a day; never changed. */
export const GoalCheckInSchema = defineEntity({
  name: 'GoalCheckIn',
  schema: 'hr',
  tableName: 'goal_check_in',
  comment: 'How a key result stands, said on a day; it is never changed.',
  properties: {
    ...record(),
    keyResult: () => p.manyToOne(KeyResult).comment('The key result'),
    checkedOn: p.date().comment('Day on which it was said'),
    value: number().comment('The number, of a number'),
    isReached: p.boolean().nullable().comment('Whether it is reached, of a milestone'),
    person: () => p.manyToOne(Person).nullable().comment('The person whose goal it is'),
    note: secret({ subject: 'person' }).nullable().comment('Words about it; sealed'),
    plainNote: p.string().length(1000).nullable().hidden().comment('Not sealed yet'),
    author: () => p.manyToOne(Employee).nullable().comment('Who said it'),
  },
});

export class GoalCheckIn extends GoalCheckInSchema.class {}
GoalCheckInSchema.setClass(GoalCheckIn);
