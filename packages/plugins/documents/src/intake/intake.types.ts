import { type Exposed, expose } from '@bureau/core';
import { IntakeAddress } from './intake-address.entity.js';

export const IntakeAddressType: Exposed = expose(IntakeAddress, {
  prefix: 'ina',
  filter: ['name', 'isActive', 'folder'],
  order: ['name'],
});
