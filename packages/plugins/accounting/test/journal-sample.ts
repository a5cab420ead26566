/** A small company and its owner, drawn with a fixed seed: what people write into journals. */
export interface JournalSample {
  transactions: number;
  /** With days of postings and out of order; or in order, with assertions and assigned balances. */
  isShuffled: boolean;
  seed: number;
  /** First of its two years; default 2024. */
  year?: number;
  /** Foreign money at its whole cost, and a price before: what books can take to the cent. */
  isForBooks?: boolean;
}

/** Numbers of one seed (mulberry32); the same on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const HEADER = `; Books of Northwind, drawn with a seed
; six decimals: what a unit cost leaves is shown and not rounded away
commodity €1.000,000000
commodity 1,000.00 USD
commodity ¥1000.
commodity 0.0001 "ACME B"
account assets:bank:checking  ; type: C
account expenses:office supplies

~ monthly
    expenses:rent  €1.500,00
    assets:bank:checking

`;

const SHOPS = ['Café Zoë', 'Müller & Söhne', 'Office World', 'Amazon', 'Shell', 'SBB | ticket'];
const EXPENSES = [
  'food:groceries',
  'food:eating out',
  'office supplies',
  'travel',
  'fuel',
  'books',
];

const euros = (cents: number) => {
  const [whole, rest] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, '.');
  return `€${cents < 0 ? '-' : ''}${grouped},${String(rest).padStart(2, '0')}`;
};
const dollars = (cents: number) => {
  const [whole, rest] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}${grouped}.${String(rest).padStart(2, '0')} USD`;
};

/** The text of a journal of two years. */
export function journalSample(sample: JournalSample): string {
  const { transactions, isShuffled, seed, year = 2024, isForBooks = false } = sample;
  const random = randomOf(seed);
  const cash = { cents: 0 };
  const entries = Array.from({ length: transactions }, (_, at) => {
    const day = new Date(Date.UTC(year, 0, 1 + Math.floor((at * 730) / transactions)));
    const on = day.toISOString().slice(0, 10);
    return entryOf(on, { random, cash, isShuffled, isForBooks });
  });
  if (isShuffled) {
    for (let at = entries.length - 1; at > 0; at -= 1) {
      const other = random(at + 1);
      [entries[at], entries[other]] = [entries[other] ?? '', entries[at] ?? ''];
    }
  }
  const price = isForBooks ? `P ${year - 1}-12-31 USD €0,9200\n\n` : '';
  return `${HEADER}${price}${entries.join('\n')}`;
}

interface Drawing {
  random: (below: number) => number;
  /** What is in the till, for assertions. */
  cash: { cents: number };
  isShuffled: boolean;
  isForBooks: boolean;
}

function entryOf(on: string, drawing: Drawing): string {
  const { random, cash, isShuffled } = drawing;
  const date = [on, on.replaceAll('-', '/'), on.replaceAll('-', '.')][random(3)] ?? on;
  const mark = ['', ' *', ' !'][random(3)] ?? '';
  const code = random(4) === 0 ? ` (${1000 + random(9000)})` : '';
  const second = random(20) === 0 ? `=${on}` : '';
  const head = `${date}${second}${mark}${code} `;
  const cents = 100 + random(random(10) === 0 ? 2_000_000 : 20_000);
  const kind = random(10);
  if (kind < 4) {
    cash.cents -= cents;
    const check = isShuffled || random(4) > 0 ? '' : ` = ${euros(cash.cents)}`;
    return `${head}${SHOPS[random(SHOPS.length)]}  ; receipt: ${random(999)}, scanned:
    expenses:${EXPENSES[random(EXPENSES.length)]}\t ${euros(cents)}
    assets:cash  ${check === '' && random(2) > 0 ? '' : `${euros(-cents)}${check}`}
`;
  }
  return kind < 9 ? tradeOf(head, cents, { kind, on, drawing }) : tillOf(head, cents, drawing);
}

function tradeOf(
  head: string,
  cents: number,
  { kind, on, drawing }: { kind: number; on: string; drawing: Drawing },
): string {
  const { random, isShuffled, isForBooks } = drawing;
  if (kind === 5 && isForBooks)
    return `${head}Dollars for what the bank wanted
    assets:bank:dollars  ${dollars(cents)} @@ ${euros(Math.round(cents * 0.9) + random(90))}
    assets:bank:checking
`;
  if (kind === 4) {
    const tax = Math.round((cents * 19) / 119);
    const paid = isShuffled ? `  ; date:${on.slice(0, 8)}28` : '';
    return `${head}Invoice to a customer
    assets:receivable:customer ${random(30)}  ${euros(cents)}${paid}
    ; a line of comment
    income:sales  ${euros(tax - cents)}
    liabilities:tax:VAT 19%  ${euros(-tax)}
`;
  }
  if (kind === 5)
    return `${head}Dollars @ the bank's rate
    assets:bank:dollars  ${dollars(cents)} @ €0,9${random(10)}${random(10)}${random(10)}
    assets:bank:checking
`;
  if (kind === 6)
    return `${head}Shares of ACME
    assets:shares  ${random(90) + 1}.${1000 + random(9000)} "ACME B" @@ ${dollars(cents)}
    assets:bank:dollars  ${dollars(-cents)}
`;
  if (kind === 7)
    return `${head}Yen for a trip
    assets:cash:yen  ¥${10_000 + random(90_000)}
    assets:bank:checking  ${euros(-cents)}
`;
  return `${head}Budget and rent
    (budget:rent)  ${euros(-cents)}
    [assets:bank:checking:goal]  ${euros(cents)}
    [assets:bank:checking]  ${euros(-cents)}
    expenses:rent  ${euros(cents)}
    assets:bank:checking
`;
}

/** The till is counted: an assigned balance, or plain money from the bank. */
function tillOf(head: string, cents: number, { cash, isShuffled }: Drawing): string {
  if (isShuffled)
    return `${head}From the bank\n    assets:cash  ${euros(cents)}\n    assets:bank:checking\n`;
  cash.cents = cents;
  return `${head}The till is counted
    assets:cash  = ${euros(cents)}
    equity:cash difference
`;
}
