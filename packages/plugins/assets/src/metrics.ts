import { metricDimensions, type MetricFact } from '@bureau/core';
import { AssetType, DisposalType } from './asset.types.js';
import { LicenseType } from './licenses/license.types.js';

const kept = { not: { state: { eq: 'DISPOSED' } } };

const category = { label: 'name', description: 'Kind of equipment.' };
const model = { label: 'name', description: 'Product.' };

/** Equipment as it stands, and as it was bought. */
const equipment: MetricFact = {
  type: AssetType,
  description: 'Assets as they stand; purchases by their day.',
  dimensions: {
    ...metricDimensions.site('site'),
    ...metricDimensions.unit('holder.job.unit'),
    'assets.state': { path: 'state', description: 'Where the asset is in its life.' },
    'assets.category': { path: 'model.category', ...category },
    'assets.model': { path: 'model', ...model },
    'assets.manufacturer': { path: 'model.manufacturer', description: 'Who makes it.' },
  },
  measures: {
    'assets.count': {
      kind: 'COUNT',
      where: kept,
      unit: 'assets',
      description: 'Assets that have not left.',
    },
    'assets.acquisitionCost': {
      kind: 'SUM',
      of: 'cost',
      where: kept,
      description: 'What the assets that have not left were bought for.',
    },
    'assets.age': {
      kind: 'AVERAGE',
      of: { days: ['purchasedOn', 'today'] },
      where: kept,
      unit: 'days',
      description: 'Mean days since the purchase of assets that have not left.',
    },
    'assets.underWarranty': {
      kind: 'IN_FORCE',
      span: { from: 'purchasedOn', to: 'warrantyEndsOn', offset: 1 },
      where: { ...kept, warrantyEndsOn: { isNull: false } },
      unit: 'assets',
      description: 'Assets that have not left, with a warranty on the last day.',
    },
    'assets.purchases': {
      kind: 'COUNT',
      time: { path: 'purchasedOn' },
      unit: 'assets',
      description: 'Assets by day of purchase.',
    },
    'assets.spend': {
      kind: 'SUM',
      of: 'cost',
      time: { path: 'purchasedOn' },
      description: 'What assets were bought for, by day of purchase.',
    },
  },
  hierarchies: { products: ['assets.category', 'assets.model'] },
};

/** Equipment that left. */
const disposals: MetricFact = {
  type: DisposalType,
  description: 'Assets that were sold, scrapped or written off.',
  time: { path: 'disposedOn' },
  dimensions: {
    'assets.category': { path: 'asset.model.category', ...category },
    'assets.model': { path: 'asset.model', ...model },
  },
  measures: {
    'assets.disposals': { kind: 'COUNT', unit: 'assets', description: 'Assets that left.' },
    'assets.proceeds': {
      kind: 'SUM',
      of: 'proceeds',
      description: 'What was received for assets that left.',
    },
  },
};

/** Licences as they stand. */
const licenses: MetricFact = {
  type: LicenseType,
  description: 'Licences as they stand.',
  dimensions: {
    'assets.license': { path: 'code', description: 'The licence, by its code.' },
    'assets.publisher': { path: 'publisher', description: 'Who sells the right to use it.' },
  },
  measures: {
    'assets.seats': { kind: 'SUM', of: 'seats', unit: 'seats', description: 'Seats bought.' },
    'assets.seatsUsed': {
      kind: 'SUM',
      of: 'seatsUsed',
      unit: 'seats',
      description: 'Seats taken.',
    },
    'assets.seatsFree': {
      kind: 'SUM',
      of: { minus: ['seats', 'seatsUsed'] },
      unit: 'seats',
      description: 'Seats that nobody has.',
    },
    'assets.seatUse': {
      kind: 'RATIO',
      of: 'assets.seatsUsed',
      per: 'assets.seats',
      description: 'Seats taken for each one bought.',
    },
    'assets.licenseCost': {
      kind: 'SUM',
      of: 'cost',
      description: 'What licences were bought for.',
    },
  },
};

/** What is counted and summed of equipment and software. */
export const metrics: MetricFact[] = [equipment, disposals, licenses];
