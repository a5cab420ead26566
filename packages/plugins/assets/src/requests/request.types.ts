import { expose, type Exposed, type Principal, type Where } from '@bureau/core';
import { AssetRequest } from './asset-request.entity.js';

const own = ({ personId }: Principal): Where =>
  personId === undefined ? { or: [] } : { employee: { person: { id: { eq: personId } } } };

export const AssetRequestType: Exposed = expose(AssetRequest, {
  prefix: 'areq',
  filter: ['employee', 'category', 'model', 'neededOn', 'state', 'asset', 'createdAt'],
  order: ['createdAt', 'neededOn', 'state'],
  conditions: { own },
});
