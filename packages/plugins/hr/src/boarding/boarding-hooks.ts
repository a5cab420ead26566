import { hookPoint } from '@bureau/core';
import type { Day } from '../day.js';
import type { Employee } from '../employee.entity.js';
import type { BoardingKind, BoardingOwnerKind } from './boarding.entity.js';

/** A task that a plugin adds to a plan. */
export interface BoardingTaskWish {
  /** Unique in the plan, such as `assets.return.<uuid>`; added once, however often it is asked. */
  key: string;
  title: string;
  ownerKind: BoardingOwnerKind;
  /** Key of the role, of a ROLE. */
  ownerRole?: string;
  /** Who does it, of a PERSON. */
  owner?: Employee;
  /** Days after the first or last day; before it below zero. */
  dueDays: number;
}

/** A plan that begins. */
export interface BoardingStart {
  employee: Employee;
  kind: BoardingKind;
  /** First or last day of work. */
  day: Day;
  add(task: BoardingTaskWish): void;
}

/** A plan begins: add what your plugin wants done. */
export const boardingStart = hookPoint<BoardingStart>(
  'hr.boarding.start',
  'A plan begins because somebody joins or leaves: others add tasks.',
);

/** Something that still hangs on a leaver. */
export interface Leftover {
  /** What it is, in capitals with the plugin first: `ASSETS_ASSET`. */
  kind: string;
  /** For people: `Laptop AS-0017`. */
  title: string;
}

/** Somebody about whom is asked what is left. */
export interface LeftoversAsked {
  /** Uuid. */
  employeeId: string;
  /** Uuid of the person behind. */
  personId: string;
  found(leftover: Leftover): void;
}

/** Asked in queries too: say what your plugin still has of the employee. */
export const employeeLeftovers = hookPoint<LeftoversAsked>(
  'hr.employee.leftovers',
  'Somebody asks what is left of an employee: others tell what they have.',
);
