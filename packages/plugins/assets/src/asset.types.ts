import { current, expose, type Exposed, many, type Principal, type Where } from '@bureau/core';
import { AssetAcceptanceType } from './acceptance/acceptance.types.js';
import { Asset } from './asset.entity.js';
import { ConfigurationItemType } from './configuration/configuration.types.js';
import { CustodyPeriod } from './custody-period.entity.js';
import { Disposal } from './disposal.entity.js';
import { SeatType } from './licenses/license.types.js';
import {
  CounterReadingType,
  MaintenancePlanType,
  WorkOrderType,
} from './maintenance/maintenance.types.js';
import { NetworkAddressType } from './networks/network.types.js';
import { PhoneLineType } from './phones/phone.types.js';
import { AssetReservationType } from './reservations/reservation.types.js';
import { EquipmentMoveType } from './stock/stock.types.js';

/** For callers without a person behind them. */
const NOTHING: Where = { or: [] };

/** The employee at this field is the caller. */
function ownAt(field: 'holder' | 'employee') {
  return ({ personId }: Principal): Where =>
    personId === undefined ? NOTHING : { [field]: { person: { id: { eq: personId } } } };
}

export const AssetType: Exposed = expose(Asset, {
  prefix: 'ast',
  filter: [
    'tag',
    'serialNumber',
    'model',
    'state',
    'holder',
    'site',
    'cost',
    'purchasedOn',
    'warrantyEndsOn',
    'leaseEndsOn',
    'disposal',
    'photo',
    'statusLabel',
    'host',
  ],
  order: ['tag', 'state', 'purchasedOn', 'warrantyEndsOn', 'leaseEndsOn', 'cost'],
  by: ['tag'],
  search: ['tag', 'serialNumber'],
  isCounted: true,
  aggregate: ['cost'],
  relations: {
    custody: current(() => CustodyPeriodType, 'asset', 'Who answers for it, at an instant.'),
    custodyPeriods: many(() => CustodyPeriodType, 'asset', 'Who answered for it, and when.'),
    parts: many(() => AssetType, 'host', 'What is built into it.'),
    acceptances: many(() => AssetAcceptanceType, 'asset', 'Who confirmed to have got it.'),
    maintenancePlans: many(() => MaintenancePlanType, 'asset', 'Work that comes again on it.'),
    counterReadings: many(() => CounterReadingType, 'asset', 'What its counter showed.'),
    workOrders: many(() => WorkOrderType, 'asset', 'Work that was ordered and done on it.'),
    configurationItems: many(() => ConfigurationItemType, 'asset', 'What it is in the network.'),
    componentMoves: many(() => EquipmentMoveType, 'asset', 'Components built in and taken out.'),
    phoneLines: many(() => PhoneLineType, 'asset', 'Lines that are in it.'),
    networkAddresses: many(() => NetworkAddressType, 'asset', 'Its addresses in networks.'),
    seats: many(() => SeatType, 'asset', 'Seats of licences that it has and had.'),
    reservations: many(() => AssetReservationType, 'asset', 'For whom it is kept, and when.'),
  },
  conditions: { own: ownAt('holder') },
});

export const CustodyPeriodType: Exposed = expose(CustodyPeriod, {
  prefix: 'cus',
  filter: ['asset', 'employee', 'site', 'startsAt', 'endsAt'],
  order: ['startsAt'],
  root: false,
  conditions: { own: ownAt('employee') },
});

export const DisposalType: Exposed = expose(Disposal, {
  prefix: 'dsp',
  filter: ['asset', 'disposedOn', 'proceeds'],
  order: ['disposedOn', 'proceeds'],
  aggregate: ['proceeds'],
});
