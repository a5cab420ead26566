import { expose, type Exposed, type Principal, type Where } from '@bureau/core';
import { AssetAcceptance } from './asset-acceptance.entity.js';

const own = ({ personId }: Principal): Where =>
  personId === undefined ? { or: [] } : { employee: { person: { id: { eq: personId } } } };

export const AssetAcceptanceType: Exposed = expose(AssetAcceptance, {
  prefix: 'aacc',
  filter: ['asset', 'employee', 'kind', 'state', 'askedAt', 'answeredAt', 'condition'],
  order: ['askedAt', 'answeredAt'],
  root: { one: 'assetAcceptance', many: 'assetAcceptances' },
  conditions: { own },
});
