import type { Content } from 'pdfmake/interfaces.js';
import { textCell } from './pdf.js';

/** Who writes to whom, and what the reader looks for first. */
export interface Letterhead {
  /** Name and address, one entry a line. */
  seller: readonly string[];
  buyer: readonly string[];
  /** `['Date', '2026-03-31']`, `['Due', ...]`, `['Your order', ...]`. */
  facts: readonly (readonly [label: string, value: string])[];
}

/** The head of a letter: the address on the left, the sender and the facts on the right. */
export function letterheadOf({ seller, buyer, facts }: Letterhead): Content {
  const [name = '', ...address] = seller;
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: [name, ...address].join(', '), fontSize: 7, margin: [0, 0, 0, 6] },
          ...buyer.map((text) => ({ text, fontSize: 10 })),
        ],
      },
      {
        width: 'auto',
        stack: [
          { text: name, bold: true, fontSize: 11 },
          ...address.map((text) => ({ text })),
          {
            margin: [0, 10, 0, 0],
            layout: 'noBorders',
            table: {
              body: facts.map(([label, value]) => [
                textCell(label),
                textCell(value, { isRight: true }),
              ]),
            },
          },
        ],
      },
    ],
    columnGap: 30,
  };
}
