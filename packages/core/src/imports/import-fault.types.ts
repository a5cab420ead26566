import { expose, type Exposed } from '../model/expose.js';
import { ImportFault } from './import-fault.entity.js';

export const ImportFaultType: Exposed = expose(ImportFault, {
  prefix: 'flt',
  filter: ['line', 'column', 'code', 'job'],
  order: ['line', 'code'],
  root: false,
});
