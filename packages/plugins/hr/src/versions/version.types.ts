import { type Exposed, expose, type Principal, type Where } from '@bureau/core';
import { JobVersion } from './job-version.entity.js';
import { SalaryVersion } from './salary-version.entity.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

function own({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { employee: { person: { id: { eq: personId } } } };
}

export const JobVersionType: Exposed = expose(JobVersion, {
  prefix: 'jver',
  filter: [
    ...(['employee', 'employment', 'unit', 'manager', 'site'] as const),
    ...(['validFrom', 'validTo', 'knownFrom', 'knownTo'] as const),
  ],
  order: ['knownFrom', 'validFrom'],
  conditions: { own },
});

export const SalaryVersionType: Exposed = expose(SalaryVersion, {
  prefix: 'sver',
  filter: ['employee', 'validFrom', 'validTo', 'knownFrom', 'knownTo'],
  order: ['knownFrom', 'validFrom'],
  conditions: { own },
});
