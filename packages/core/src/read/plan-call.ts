import type { RowPlace } from '../context/row-frames.js';
import type { ReadAccess } from './access.js';
import { filled, NotPlannable, type PlanRun } from './hole.js';
import type { Statement } from './scope.js';

/** One use of a plan that is kept: who asks, and with which variables. */
export class PlanCall {
  constructor(
    readonly caller: ReadAccess,
    readonly values: Readonly<Record<string, unknown>>,
    private readonly run: PlanRun,
  ) {}

  /** Fills the holes; before each step, as others may have used them while this one waited. */
  begin(): void {
    const { run, caller } = this;
    run.step += 1;
    run.variables = this.values;
    run.now = caller.now;
    run.today = () => caller.today;
  }

  /** The rows of a statement without holes. */
  rows(bound: Statement): Promise<RowPlace[]> {
    const { runner } = this.caller;
    if (!runner.rowPlaces) throw new NotPlannable('no pool of readers');
    return runner.rowPlaces(bound);
  }
}

/** A statement with what its holes hold now, see `PlanCall.begin`. */
export function boundNow({ text, values }: Statement): Statement {
  return { text, values: values.map(filled) };
}
