import { type PartWeights, reviewScores, weightedMean, type Weighed } from './review-score.js';

const WEIGHTS: PartWeights = {
  ...{ selfWeight: 20, managerWeight: 50, peerWeight: 30, isPeerAnonymous: true, minPeers: 3 },
};
/** One section that counts whole. */
const one = (score: number | null): Weighed[] => [{ score, weight: 1 }];
const peers = (...scores: number[]) => scores.map(one);

/** Written from the rule: weighted mean over the parts in use, missing ones drop out. */
const EXAMPLES: readonly [
  why: string,
  given: { self?: number; manager?: number; peers?: number[]; weights?: Partial<PartWeights> },
  score: string | null,
][] = [
  ['all parts: 0.2 x 3 + 0.5 x 4 + 0.3 x 5', { self: 3, manager: 4, peers: [5, 5, 5] }, '4.10'],
  ['no peers: (20 x 3 + 50 x 4) / 70', { self: 3, manager: 4 }, '3.71'],
  ['two anonymous peers are too few', { self: 3, manager: 4, peers: [1, 1] }, '3.71'],
  [
    'two named peers count: (20 x 3 + 50 x 4 + 30 x 1) / 100',
    { self: 3, manager: 4, peers: [1, 1], weights: { isPeerAnonymous: false } },
    '2.90',
  ],
  ['only the manager', { manager: 4 }, '4.00'],
  ['only the person', { self: 2 }, '2.00'],
  ['nobody', {}, null],
  ['a part out of use drops out', { self: 1, manager: 4, weights: { selfWeight: null } }, '4.00'],
  ['a part of weight 0 is heard only', { self: 1, manager: 4, weights: { selfWeight: 0 } }, '4.00'],
  ['only a part of weight 0: no score', { self: 5, weights: { selfWeight: 0 } }, null],
  [
    'peers count alike: 0.2 x 3 + 0.5 x 3 + 0.3 x 4',
    { self: 3, manager: 3, peers: [3, 4, 5] },
    '3.30',
  ],
  [
    'half away from zero: (1 x 4 + 199 x 3) / 200 = 3.005',
    {
      ...{ self: 4, manager: 3, weights: { selfWeight: 1, managerWeight: 199 } },
    },
    '3.01',
  ],
  ['rounded once: peers of 10/3 count exactly', { self: 3, manager: 4, peers: [3, 3, 4] }, '3.60'],
];

test.each(EXAMPLES)('%s', (_, given, score) => {
  const written = {
    self: given.self === undefined ? [] : one(given.self),
    manager: given.manager === undefined ? [] : one(given.manager),
    peers: peers(...(given.peers ?? [])),
  };
  expect(reviewScores({ ...WEIGHTS, ...given.weights }, written).score).toBe(score);
});

test('sections count by weight, and those without a score drop out', () => {
  const sections = [
    { score: 5, weight: 3 },
    { score: 1, weight: 1 },
    { score: null, weight: 100 },
  ];
  expect(weightedMean(sections)?.toFixed()).toBe('4');
  const scores = reviewScores(WEIGHTS, { self: sections, manager: one(null), peers: [] });
  expect(scores).toEqual({
    ...{ selfScore: '4.00', managerScore: null, peerScore: null, peers: 0, score: '4.00' },
  });
});

test('the score of too few anonymous peers is nowhere', () => {
  const scores = reviewScores(WEIGHTS, { self: one(3), manager: one(4), peers: peers(1, 2) });
  expect(scores).toMatchObject({ peerScore: null, peers: 0 });
});
