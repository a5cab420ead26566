import { spawn, spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import type { MonthBalance } from '../src/plain-text-journal/month-balances.js';

/** Whether the program `hledger` (Debian's package of that name) is on this machine. */
export const hasHledger = spawnSync('hledger', ['--version']).status === 0;

/** What hledger says that the accounts of a journal have at the end of each month. */
export async function hledgerMonthBalances(
  journal: string,
  more: readonly string[] = [],
): Promise<MonthBalance[]> {
  const options = [
    ...more,
    '--historical',
    '-M',
    '--flat',
    '-E',
    '--no-total',
    '-O',
    'csv',
    '--layout=bare',
  ];
  const [header = [], ...rows] = parse(await hledger(['balance', ...options], journal), {
    relax_column_count: true,
  }) as string[][];
  const months = header.slice(2).map((title) => title.slice(0, 7));
  const balances = rows.flatMap(([account = '', commodity = '', ...cells]) =>
    months.flatMap((month, at) => {
      const quantity = plain(cells[at] ?? '0');
      return quantity === '0' ? [] : [{ account, commodity, month, quantity }];
    }),
  );
  const key = (one: MonthBalance) => `${one.account}\n${one.commodity}\n${one.month}`;
  return balances.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** In CSV hledger writes no groups; what is left is the decimal mark. Zeros at the end go. */
function plain(text: string): string {
  const number = text.replace(',', '.').replace(/\.0*$|(?<=\.\d*[1-9])0+$/, '');
  return number === '-0' || number === '' ? '0' : number;
}

async function hledger(args: string[], input: string): Promise<string> {
  const child = spawn('hledger', ['-f-', ...args], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const [out, wrong, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', reject);
    }),
  ]);
  if (code !== 0) throw new Error(`hledger refused the journal: ${wrong}`);
  return out;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
