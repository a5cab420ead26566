import {
  definePlugin,
  defineEntity,
  enumOf,
  choice,
  expose,
  type Exposed,
  inForce,
  many,
  type MetricFact,
  effective,
  money,
  p,
  permissionsOf,
  record,
} from '@bureau/core';
import { orderRollups, shopRollups, visitRollups } from './shop-rollups.js';
import { shopTables } from './shop-tables.js';

/** A partner's shop: orders, visits, contracts and stays, with a model of figures of its own. */

const Tier = enumOf('ShopTier', 'How dear a customer is.', { GOLD: 'Dear.', TIN: 'Not so dear.' });

const RegionSchema = defineEntity({
  name: 'ShopRegion',
  schema: 'shop',
  tableName: 'region',
  comment: 'A part of the country.',
  properties: {
    ...record(),
    name: p.string().length(40).comment('Name'),
    isHidden: p.boolean().comment('Not for everybody'),
  },
});
class ShopRegion extends RegionSchema.class {}
RegionSchema.setClass(ShopRegion);

const CustomerSchema = defineEntity({
  name: 'ShopCustomer',
  schema: 'shop',
  tableName: 'customer',
  comment: 'Who buys.',
  properties: {
    ...record({ attributes: true }),
    name: p.string().length(40).comment('Name'),
    tier: choice(Tier).nullable().comment('How dear'),
    region: () => p.manyToOne(ShopRegion).nullable().comment('Where'),
  },
});
class ShopCustomer extends CustomerSchema.class {}
CustomerSchema.setClass(ShopCustomer);

const StaySchema = defineEntity({
  name: 'ShopStay',
  schema: 'shop',
  tableName: 'stay',
  comment: 'In which region a customer lives, by time.',
  properties: {
    ...record(),
    customer: () => p.manyToOne(ShopCustomer).comment('Who'),
    region: () => p.manyToOne(ShopRegion).comment('Where'),
    ...effective(),
  },
});
class ShopStay extends StaySchema.class {}
StaySchema.setClass(ShopStay);

const OrderSchema = defineEntity({
  name: 'ShopOrder',
  schema: 'shop',
  tableName: 'order',
  comment: 'What was bought.',
  properties: {
    ...record(),
    customer: () => p.manyToOne(ShopCustomer).comment('Who'),
    orderedAt: p.datetime(6).nullable().comment('When'),
    amount: p.decimal().precision(12).scale(2).nullable().comment('Price of all'),
    quantity: p.integer().nullable().comment('Pieces'),
    cost: p.decimal().precision(12).scale(2).nullable().comment('What it cost the shop'),
    price: money().comment('Price as agreed'),
    isHidden: p.boolean().comment('Not for everybody'),
  },
});
class ShopOrder extends OrderSchema.class {}
OrderSchema.setClass(ShopOrder);

const VisitSchema = defineEntity({
  name: 'ShopVisit',
  schema: 'shop',
  tableName: 'visit',
  comment: 'When a customer came.',
  properties: {
    ...record(),
    customer: () => p.manyToOne(ShopCustomer).comment('Who'),
    cameOn: p.date().comment('Day'),
    minutes: p.integer().nullable().comment('How long'),
  },
});
class ShopVisit extends VisitSchema.class {}
VisitSchema.setClass(ShopVisit);

const ALL = 'shop.order.read';
const COST = 'shop.cost.read';

const RegionType: Exposed = expose(ShopRegion, {
  prefix: 'srg',
  by: ['name'],
  conditions: { open: () => ({ isHidden: { eq: false } }) },
});
/** Every row, for a role that sees only some rows of other types. */
const every = { open: () => ({}) };

const CustomerType: Exposed = expose(ShopCustomer, {
  prefix: 'scu',
  conditions: every,
  relations: {
    stay: inForce(() => StayType, 'customer', 'Where the customer lives on a day.'),
    orders: many(() => OrderType, 'customer', 'What the customer bought.'),
  },
});
const StayType: Exposed = expose(ShopStay, { prefix: 'sst', conditions: every });
const OrderType: Exposed = expose(ShopOrder, {
  prefix: 'sor',
  conditions: { open: () => ({ isHidden: { eq: false } }) },
});
const VisitType: Exposed = expose(ShopVisit, { prefix: 'svi', conditions: every });

const region = { label: 'name', description: 'Part of the country.' };
const shared = {
  'shop.customer': { path: 'customer', label: 'name', description: 'Who.' },
  'shop.tier': { path: 'customer.tier', description: 'How dear the customer is.' },
  'shop.region': { path: 'customer.region', ...region },
  'shop.home': { path: 'customer.stay.region', ...region },
};

/** Orders: instants, missing values, amounts with and without a currency. */
const orders: MetricFact = {
  type: OrderType,
  description: 'What was bought, by order.',
  time: { path: 'orderedAt' },
  dimensions: { ...shared, 'shop.orderDay': { path: 'orderedAt', description: 'Day of order.' } },
  measures: {
    'shop.orders': { kind: 'COUNT', description: 'Orders.' },
    'shop.revenue': { kind: 'SUM', of: 'amount', description: 'Prices.' },
    'shop.bigRevenue': {
      kind: 'SUM',
      of: 'amount',
      where: { quantity: { gte: 4 } },
      description: 'Prices of large orders.',
    },
    'shop.averageOrder': { kind: 'AVERAGE', of: 'amount', description: 'Mean price.' },
    'shop.smallest': { kind: 'MIN', of: 'amount', description: 'Lowest price.' },
    'shop.largest': { kind: 'MAX', of: 'amount', description: 'Highest price.' },
    'shop.buyers': { kind: 'COUNT_DISTINCT', of: 'customer', description: 'Who bought.' },
    'shop.weight': { kind: 'SUM', of: { times: ['amount', 'quantity'] }, description: 'Weight.' },
    'shop.pricePerPiece': {
      kind: 'RATIO',
      of: 'shop.revenue',
      per: 'shop.pieces',
      description: 'Price of a piece.',
    },
    'shop.pieces': { kind: 'SUM', of: 'quantity', unit: 'pieces', description: 'Pieces.' },
    'shop.margin': { kind: 'SUM', of: { minus: ['amount', 'cost'] }, description: 'Margin.' },
    'shop.turned': { kind: 'BALANCE', of: 'amount', description: 'Revenue until then.' },
    'shop.costs': { kind: 'SUM', of: 'cost', description: 'What orders cost the shop.' },
    'shop.agreed': { kind: 'SUM', of: 'price', description: 'Prices as agreed.' },
    'shop.perVisit': {
      kind: 'RATIO',
      of: 'shop.revenue',
      per: 'shop.visits',
      description: 'Revenue of a visit.',
    },
  },
  hierarchies: { customers: ['shop.region', 'shop.customer'] },
  rollups: orderRollups,
};

/** Visits: days. */
const visits: MetricFact = {
  type: VisitType,
  description: 'Visits, each once.',
  time: { path: 'cameOn' },
  dimensions: shared,
  measures: {
    'shop.visits': { kind: 'COUNT', description: 'Visits.' },
    'shop.minutes': { kind: 'SUM', of: 'minutes', unit: 'minutes', description: 'Minutes.' },
  },
  rollups: visitRollups,
};

/** Who lives where: spans of days. */
const stays: MetricFact = {
  type: StayType,
  description: 'Homes of customers.',
  dimensions: {
    'shop.customer': shared['shop.customer'],
    'shop.tier': shared['shop.tier'],
    'shop.home': { path: 'region', ...region },
  },
  measures: {
    'shop.residents': {
      kind: 'IN_FORCE',
      span: { from: 'validFrom', to: 'validTo' },
      unit: 'people',
      description: 'Customers with a home.',
    },
  },
};

/** The plugin of the tests; it knows core alone. */
export const shopPlugin = definePlugin({
  id: 'shop',
  version: '1.2.0',
  api: '^1.0',
  description: 'A shop.',
  entities: [ShopRegion, ShopCustomer, ShopStay, ShopOrder, ShopVisit],
  types: [RegionType, CustomerType, StayType, OrderType, VisitType],
  migrations: [shopTables, shopRollups],
  permissions: permissionsOf('shop', {
    'order.read': 'Read the shop.',
    'cost.read': 'Read what things cost the shop.',
  }),
  sensitive: [COST],
  rules: {
    ShopRegion: { '*': ALL },
    ShopCustomer: { '*': ALL },
    ShopStay: { '*': ALL },
    ShopOrder: { '*': ALL, cost: COST },
    ShopVisit: { '*': ALL },
  },
  metrics: [orders, visits, stays],
});
