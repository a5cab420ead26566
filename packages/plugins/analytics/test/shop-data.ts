import type { TestApp } from '@bureau/testing';

/** Rows of the shop, as they stand in memory. */
export interface Shop {
  regions: { id: string; name: string; is_hidden: boolean }[];
  customers: { id: string; name: string; tier: string | null; region_id: string | null }[];
  stays: Stay[];
  orders: Order[];
  visits: { id: string; customer_id: string; came_on: string; minutes: number | null }[];
}

export interface Stay {
  id: string;
  customer_id: string;
  region_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface Order {
  id: string;
  customer_id: string;
  ordered_at: string | null;
  amount: string | null;
  quantity: number | null;
  cost: string | null;
  price_amount: string;
  price_currency: string;
  is_hidden: boolean;
}

/** Whole numbers from a seed, the same on every machine. */
export function dice(seed: number): (sides: number) => number {
  let state = BigInt(seed) + 1n;
  return (sides) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number((state >> 33n) % BigInt(sides));
  };
}

const day = (at: number) => new Date(Date.UTC(2024, 10, 1 + at)).toISOString().slice(0, 10);
const uuid = (kind: number, at: number) =>
  `00000000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(at).padStart(8, '0')}`;
const some = <T>(roll: (sides: number) => number, value: T): T | null =>
  roll(5) === 0 ? null : value;
const cents = (number: number) => (number / 100).toFixed(2);

/** A random shop: about 130 days around a turn of the year, with clock changes and gaps. */
export function randomShop(seed: number): Shop {
  const roll = dice(seed);
  const many = <T>(count: number, make: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => make(at));
  const regions = many(4, (at) => ({
    id: uuid(1, at),
    name: `Region ${at}`,
    is_hidden: at === 3,
  }));
  const region = () => uuid(1, roll(4));
  const customers = many(7, (at) => ({
    id: uuid(2, at),
    name: `Customer ${at % 6}`,
    tier: some(roll, roll(2) === 0 ? 'GOLD' : 'TIN'),
    region_id: some(roll, region()),
  }));
  const customer = () => uuid(2, roll(7));
  const stays = customers.flatMap(({ id }, at) => {
    const first = roll(40);
    const second = first + 5 + roll(40);
    const spans = [
      { valid_from: day(first), valid_to: day(second) },
      { valid_from: day(second + roll(20)), valid_to: roll(2) === 0 ? null : day(100 + roll(30)) },
    ];
    return spans.map((span, part) => {
      return { id: uuid(3, at * 2 + part), customer_id: id, region_id: region(), ...span };
    });
  });
  const orders = many(120, (at): Order => {
    const minutes = String(roll(60)).padStart(2, '0');
    const hour = String(roll(24)).padStart(2, '0');
    return {
      id: uuid(4, at),
      customer_id: customer(),
      ordered_at: some(roll, `${day(roll(130))}T${hour}:${minutes}:00Z`),
      amount: some(roll, cents(roll(200_000) - 50_000)),
      quantity: some(roll, roll(9)),
      cost: some(roll, cents(roll(90_000))),
      price_amount: cents(roll(100_000)),
      price_currency: roll(3) === 0 ? 'USD' : 'EUR',
      is_hidden: roll(4) === 0,
    };
  });
  const visits = many(90, (at) => {
    const minutes = some(roll, roll(120));
    return { id: uuid(5, at), customer_id: customer(), came_on: day(roll(130)), minutes };
  });
  return { regions, customers, stays, orders, visits };
}

/** Writes the rows as the owner of the tables. */
export async function fillShop(app: TestApp, shop: Shop): Promise<void> {
  const tables = {
    region: shop.regions,
    customer: shop.customers,
    stay: shop.stays,
    order: shop.orders,
    visit: shop.visits,
  };
  for (const [table, rows] of Object.entries(tables)) {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await app.sql(
      `insert into shop."${table}" (${columns})
       select ${columns} from json_populate_recordset(null::shop."${table}", $1::json)`,
      [JSON.stringify(rows)],
    );
  }
}
