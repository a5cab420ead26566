import type { Principal } from '../context/principal.js';
import { expose, type Exposed } from '../model/expose.js';
import { ImportFault } from './import-fault.entity.js';

/** Whoever may see a job sees its faults. */
const ofCaller = ({ userId }: Principal) => ({
  job: { createdBy: { id: { eq: userId ?? null } } },
});

export const ImportFaultType: Exposed = expose(ImportFault, {
  prefix: 'flt',
  filter: ['line', 'column', 'code', 'job'],
  order: ['line', 'code'],
  conditions: { own: ofCaller },
  root: false,
});
