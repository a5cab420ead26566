import { bestOf } from './best-of.js';
import { type Example, judge } from './judge.js';
import { ruleSuggestions, type PaperToOrder } from './rules.js';

const papers = (label: string | null, count: number, words: string): Example[] =>
  Array.from({ length: count }, () => ({ label, words: words.split(' ') }));

const FILED = [
  ...papers('invoice', 8, 'invoic total due iban compani'),
  ...papers('lease', 4, 'rent room tenant landlord compani'),
  ...papers(null, 6, 'compani meet note'),
];

test('a paper is what papers with its words were filed as, and the words are told', () => {
  const [first] = judge(FILED, ['rent', 'tenant', 'room', 'compani']);
  expect(first).toMatchObject({ label: 'lease', words: ['rent', 'room', 'tenant'] });
  expect(first!.confidence).toBeGreaterThan(0.75);
  // Four papers are too few to be as sure as of eighty.
  expect(first!.confidence).toBeLessThan(0.81);
  const many = [...FILED, ...papers('lease', 80, 'rent room tenant landlord compani')];
  expect(judge(many, ['rent', 'tenant', 'room'])[0]!.confidence).toBeGreaterThan(0.95);
});

test('what all papers say, few papers, and unknown words teach nothing', () => {
  expect(judge(FILED, ['compani', 'meet', 'note'])).toEqual([]);
  expect(judge(FILED, ['zebra', 'giraff', 'lion'])).toEqual([]);
  const few = papers('lease', 2, 'rent room tenant');
  expect(judge([...few, ...papers('invoice', 9, 'total due')], ['rent', 'room', 'tenant'])).toEqual(
    [],
  );
  expect(judge([], ['rent', 'room', 'tenant'])).toEqual([]);
});

test('a rare label does not win by words that it has never had', () => {
  const filed = [
    ...papers('often', 60, 'alpha beta gamma'),
    ...papers('rare', 3, 'delta psi omega'),
  ];
  const [first] = judge(filed, ['alpha', 'beta', 'gamma']);
  // Nine papers of ten say so: the words stand on nearly all, and so tell little.
  expect(first?.label).not.toBe('rare');
});

test('learning goes on: what was corrected counts from then on', () => {
  const words = ['rent', 'room', 'tenant'];
  const before = judge([...FILED, ...papers('flat', 3, 'rent room tenant keys')], words);
  const after = judge([...FILED, ...papers('flat', 30, 'rent room tenant keys')], words);
  expect(before[0]!.label).toBe('lease');
  expect(after[0]!.label).toBe('flat');
});

const CHOICES = [
  { kind: 'TYPE', id: 't1', name: 'Invoice received', code: 'INVOICE' },
  { kind: 'TYPE', id: 't2', name: 'Minutes', code: 'MINUTES' },
  { kind: 'FOLDER', id: 'f1', name: 'Stadtwerke Köln', code: undefined },
  { kind: 'FOLDER', id: 'f2', name: 'Company', code: undefined },
  { kind: 'TAG', id: 'g1', name: 'lease', code: undefined },
  { kind: 'TAG', id: 'g2', name: 'IT', code: undefined },
] as never as Parameters<typeof ruleSuggestions>[1];

const paper = (more: Partial<PaperToOrder>): PaperToOrder => ({
  ...{ title: 'Scan 17', text: '', correspondent: null, facts: new Set() },
  ...more,
});
const told = (more: Partial<PaperToOrder>) =>
  ruleSuggestions(paper(more), CHOICES).map(
    ({ target, reason, confidence }) => `${target} ${reason} ${confidence}`,
  );

test.each([
  ['a title', { title: 'Minutes of the board' }, ['t2 NAME_IN_TITLE 0.8']],
  ['the top', { text: 'MINUTES\nof 3 May' }, ['t2 NAME_IN_TEXT 0.55']],
  ['not the foot', { text: `${'words '.repeat(60)}minutes` }, []],
  ['whole words', { title: 'Minuteshand, releases' }, []],
  ['the sender', { correspondent: 'STADTWERKE KOLN' }, ['f1 NAME_OF_SENDER 0.8']],
  ['a word of many papers', { text: 'Company meeting of the company' }, []],
  ['a tag', { text: `${'words '.repeat(60)} the lease ends` }, ['g1 NAME_IN_TEXT 0.55']],
  ['short names', { title: 'IT' }, []],
  [
    'a bill',
    { facts: new Set(['TOTAL', 'DOCUMENT_NUMBER', 'IBAN'] as const) },
    ['t1 BILL_FACTS 0.75'],
  ],
  ['half a bill', { facts: new Set(['TOTAL', 'IBAN'] as const) }, []],
])('rules look at %s', (_name, more, wanted) => {
  expect(told(more)).toEqual(wanted);
});

const one = (confidence: number, more: object = {}) =>
  ({ kind: 'TYPE', target: 't1', confidence, reason: 'NAME_IN_TEXT', words: [], ...more }) as const;

test('two ways to one target make it surer, rejections less sure, and the rest is not told', () => {
  const nobody = () => ({ accepted: 0, rejected: 0 });
  const both = bestOf([one(0.55), one(0.7, { reason: 'ALIKE' })], nobody, 0.5);
  expect(both).toHaveLength(1);
  expect(both[0]).toMatchObject({ reason: 'ALIKE' });
  expect(both[0]!.confidence).toBeCloseTo(0.865);
  expect(bestOf([one(0.49)], nobody, 0.5)).toEqual([]);
  const often = () => ({ accepted: 1, rejected: 3 });
  expect(bestOf([one(0.8)], often, 0.5)).toEqual([]);
  expect(bestOf([one(0.8)], often, 0.3)[0]!.confidence).toBeCloseTo(0.4);
  const many = ['a', 'b', 'c', 'd'].map((target) => one(0.6, { target }));
  expect(bestOf(many, nobody, 0.5)).toHaveLength(3);
});
