/**
 * A value of a plan that is kept, which each request fills anew: what a variable holds, the day of
 * the request. Code that looks at values goes through `lift`; code that does not know of holes
 * fails on one, and then the operation is answered without a kept plan.
 */
export class Hole {
  /** @param fill the value in the run that is under way, see `PlanRun` */
  constructor(readonly fill: () => unknown) {}

  [Symbol.toPrimitive](): never {
    throw new NotPlannable('a value of the request is looked at while the plan is made');
  }

  toJSON(): never {
    throw new NotPlannable('a value of the request is written down while the plan is made');
  }
}

/** An operation that cannot have a plan of its own that is kept. */
export class NotPlannable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotPlannable';
  }
}

/** Changes a value now, or that of a hole when it is filled. */
export function lift(value: unknown, change: (value: unknown) => unknown): unknown {
  return value instanceof Hole ? new Hole(() => change(value.fill())) : change(value);
}

/** The same value with every hole in it filled. */
export function filled(value: unknown): unknown {
  if (value instanceof Hole) return value.fill();
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
}

/** What the holes of one plan are filled from; set before each step that runs without a pause. */
export interface PlanRun {
  /** Counts the steps, so that what is worked out of holes is worked out once in each. */
  step: number;
  /** Coerced variables by name. */
  variables: Readonly<Record<string, unknown>>;
  now: Date;
  today: () => string;
}
