import { askedForBy } from '../jobs/actor.js';
import { expose, type Exposed, type RowCondition } from '../model/expose.js';
import { ImportFault } from './import-fault.entity.js';

/** Whoever may see a job sees its faults. */
const ofCaller: RowCondition = (principal) => ({ job: askedForBy(principal) });

export const ImportFaultType: Exposed = expose(ImportFault, {
  prefix: 'flt',
  filter: ['line', 'column', 'code', 'job'],
  order: ['line', 'code'],
  conditions: { own: ofCaller },
  root: false,
});
