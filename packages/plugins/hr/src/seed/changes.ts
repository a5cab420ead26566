/** Something that happened to somebody of the demo company, who is named by family name. */
export type Change = { on: string; who: string } & (
  | { job: JobPart; reason: 'PROMOTION' | 'TRANSFER' | 'REORGANIZATION' | 'WORKING_TIME' }
  | { pay: number }
  /** `on` is the last day. */
  | { leaves: 'RESIGNATION' | 'AGREEMENT' }
  | { returns: { position: string; unit: string; site: string; manager: string; pay: number } }
);

interface JobPart {
  position?: string;
  unit?: string;
  manager?: string;
  partTimeShare?: string;
}

/** Two years at Nordwind Instruments, in order; the last change is planned. Invented. */
export const CHANGES: readonly Change[] = [
  { on: '2025-01-31', who: 'Vidal', leaves: 'RESIGNATION' },
  {
    on: '2025-02-01',
    who: 'Petersen',
    job: { position: 'Senior Software Engineer' },
    reason: 'PROMOTION',
  },
  { on: '2025-02-01', who: 'Petersen', pay: 82000 },
  { on: '2025-03-01', who: 'Koch', job: { partTimeShare: '0.75' }, reason: 'WORKING_TIME' },
  { on: '2025-03-01', who: 'Koch', pay: 32000 },
  {
    on: '2025-05-01',
    who: 'Dubois',
    job: { position: 'Key Account Manager' },
    reason: 'PROMOTION',
  },
  { on: '2025-05-01', who: 'Dubois', pay: 74500 },
  { on: '2025-05-31', who: 'Ritter', leaves: 'RESIGNATION' },
  { on: '2025-07-01', who: 'Feldt', job: { position: 'Head of Hardware' }, reason: 'PROMOTION' },
  { on: '2025-07-01', who: 'Feldt', pay: 104000 },
  {
    on: '2025-09-01',
    who: 'Demir',
    job: { position: 'Platform Engineer', unit: 'IT', manager: 'Albers' },
    reason: 'TRANSFER',
  },
  {
    on: '2026-02-01',
    who: 'Vidal',
    returns: {
      position: 'Systems Administrator',
      unit: 'IT',
      site: 'LYO',
      manager: 'Albers',
      pay: 50000,
    },
  },
  { on: '2026-02-01', who: 'Jensen', job: { partTimeShare: '0.8' }, reason: 'WORKING_TIME' },
  { on: '2026-02-01', who: 'Jensen', pay: 73000 },
  { on: '2026-03-01', who: 'Mercier', job: { manager: 'Marchand' }, reason: 'REORGANIZATION' },
  {
    on: '2026-05-01',
    who: 'Huber',
    job: { position: 'Lead Sensor Engineer' },
    reason: 'PROMOTION',
  },
  { on: '2026-05-01', who: 'Huber', pay: 81000 },
  { on: '2026-05-01', who: 'Leitner', job: { manager: 'Huber' }, reason: 'REORGANIZATION' },
  { on: '2026-06-30', who: 'Lang', leaves: 'AGREEMENT' },
  { on: '2027-01-01', who: 'Schwarz', job: { position: 'Sales Manager' }, reason: 'PROMOTION' },
];

/** Pay rises for everybody who has been there for half a year, apprentices aside. */
export const ROUNDS = [
  { on: '2025-04-01', percent: 3 },
  { on: '2026-04-01', percent: 2.5 },
] as const;
