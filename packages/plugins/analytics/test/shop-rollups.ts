import {
  type MetricRollup,
  type Migration,
  rollupLocks,
  type RollupTable,
  rollupTable,
} from '@bureau/core';

/** Roll-ups of the shop: months first, since they are fewer rows. */

const UTC_DAY = "(r.ordered_at at time zone 'UTC')::date";
const IS_BIG = { is_big: 'coalesce(r.quantity >= 4, false)' };
const ORDER = { customer_id: 'uuid', price_currency: 'char(3)' };
const ORDER_SUMS = ['amount', 'quantity', 'price_amount', 'cost'];

const tables: RollupTable[] = [
  {
    schema: 'shop',
    table: 'order_month',
    of: 'order',
    description: 'Orders by month of UTC.',
    grain: 'MONTH',
    day: UTC_DAY,
    keys: ORDER,
    holds: IS_BIG,
    sums: ORDER_SUMS,
  },
  {
    schema: 'shop',
    table: 'order_day',
    of: 'order',
    description: 'Orders by day of UTC, hidden ones apart.',
    grain: 'DAY',
    day: UTC_DAY,
    keys: { ...ORDER, is_hidden: 'boolean' },
    holds: IS_BIG,
    sums: ORDER_SUMS,
  },
  {
    schema: 'shop',
    table: 'visit_month',
    of: 'visit',
    description: 'Visits by month.',
    grain: 'MONTH',
    day: 'r.came_on',
    keys: { customer_id: 'uuid' },
    sums: ['minutes'],
  },
  {
    schema: 'shop',
    table: 'visit_day',
    of: 'visit',
    description: 'Visits by day.',
    grain: 'DAY',
    day: 'r.came_on',
    keys: { customer_id: 'uuid' },
    sums: ['minutes'],
  },
];

export const shopRollups: Migration = {
  name: '0002-rollups',
  up: tables.map((one) => rollupTable(one).up + rollupLocks(one).up).join('\n'),
  down: tables.map((one) => rollupTable(one).down).join('\n'),
};

const sums = ['amount', 'quantity', 'price', 'cost'];
const holds = { is_big: { quantity: { gte: 4 } } };

export const orderRollups: MetricRollup[] = [
  {
    name: 'shop.orderMonths',
    description: 'Orders by month of UTC and customer.',
    table: 'order_month',
    grain: 'MONTH',
    zone: 'UTC',
    carries: ['customer', 'price'],
    sums,
    holds,
  },
  {
    name: 'shop.orderDays',
    description: 'Orders by day of UTC and customer, hidden ones apart.',
    table: 'order_day',
    grain: 'DAY',
    zone: 'UTC',
    carries: ['customer', 'price', 'isHidden'],
    sums,
    holds,
  },
];

const visits = { carries: ['customer'], sums: ['minutes'] };

export const visitRollups: MetricRollup[] = [
  {
    name: 'shop.visitMonths',
    description: 'Visits by month and customer.',
    table: 'visit_month',
    grain: 'MONTH',
    ...visits,
  },
  {
    name: 'shop.visitDays',
    description: 'Visits by day and customer.',
    table: 'visit_day',
    grain: 'DAY',
    ...visits,
  },
];
