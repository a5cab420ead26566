import { type EnumValue, enumOf, type ErrorFactory } from '@bureau/core';
import { errors } from './errors.js';

/** Where an asset is in its life. */
export const AssetState = enumOf('AssetState', 'Where an asset is in its life.', {
  ORDERED: 'Bought, not here yet; in the custody of nobody.',
  AVAILABLE: 'At a site, ready to be handed out.',
  IN_USE: 'In the custody of an employee, in use at a site, or part of another asset.',
  RETURN_PENDING: 'Still with the employee, who has announced to give it back.',
  IN_REPAIR: 'Being repaired, on the account of the site that it belongs to.',
  LOST: 'Missing or stolen; the last custodian still answers for it.',
  DISPOSED: 'Sold, scrapped or written off. Final.',
});
export type AssetState = EnumValue<typeof AssetState>;

/** A change of state: what it is allowed from, where it leads, and how it is refused. */
interface Step {
  from: readonly AssetState[];
  to: AssetState;
  refused: ErrorFactory;
}

/** Every edge of the state machine (a transfer keeps the state). */
export const STEPS = {
  receive: { from: ['ORDERED'], to: 'AVAILABLE', refused: errors.NOT_ORDERED },
  checkOut: { from: ['AVAILABLE'], to: 'IN_USE', refused: errors.NOT_AVAILABLE },
  requestReturn: { from: ['IN_USE'], to: 'RETURN_PENDING', refused: errors.NOT_IN_USE },
  checkIn: {
    from: ['IN_USE', 'RETURN_PENDING'],
    to: 'AVAILABLE',
    refused: errors.NOT_CHECKED_OUT,
  },
  startRepair: { from: ['AVAILABLE'], to: 'IN_REPAIR', refused: errors.NOT_AVAILABLE },
  endRepair: { from: ['IN_REPAIR'], to: 'AVAILABLE', refused: errors.NOT_IN_REPAIR },
  reportLost: {
    from: ['ORDERED', 'AVAILABLE', 'IN_USE', 'RETURN_PENDING', 'IN_REPAIR'],
    to: 'LOST',
    refused: errors.NOT_LOSABLE,
  },
  recover: { from: ['LOST'], to: 'AVAILABLE', refused: errors.NOT_LOST },
  dispose: { from: ['AVAILABLE', 'LOST'], to: 'DISPOSED', refused: errors.NOT_DISPOSABLE },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

/**
 * The state after a step.
 * @throws the step's own refusal, with tag and state as data, where no edge leads there.
 */
export function stateAfter(step: StepName, asset: { tag: string; state: AssetState }): AssetState {
  const { from, to, refused }: Step = STEPS[step];
  if (from.includes(asset.state)) return to;
  throw refused({ tag: asset.tag, state: asset.state }, ['input', 'assetId']);
}
