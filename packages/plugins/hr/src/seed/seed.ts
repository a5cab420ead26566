import type { SeedContext } from '@bureau/core';
import { type Change, CHANGES, ROUNDS } from './changes.js';
import * as documents from './documents.js';
import { seedGrowth } from './growth.js';
import { seedLeave } from './leave.js';
import { type Member, MEMBERS } from './people.js';
import { seedTime } from './time.js';
import { seedVacancy } from './vacancy.js';
import { seedWelfare } from './welfare.js';

type Run = SeedContext['run'];
type Codes = ReadonlyMap<string, string>;

/** Somebody as the seed knows them while it tells their story. */
interface Known {
  id: string;
  hiredOn: string;
  pay: number;
  lastDay: string | undefined;
  isApprentice: boolean;
}

/** What the steps of the seed share. */
interface Story {
  run: Run;
  /** Ids of units, sites and companies by code. */
  codes: Codes;
  /** By family name. */
  people: Map<string, Known>;
}

/** The company of each place. */
const EMPLOYER: Readonly<Record<string, string>> = { HAM: 'NW-DE', VIE: 'NW-AT', LYO: 'NW-FR' };

/** The people of the demo company with two years of history; deterministic. */
export async function seed({ run, today }: SeedContext): Promise<void> {
  const story: Story = { run, codes: await codesOf(run), people: new Map() };
  await run(documents.CUSTOM_FIELD, { input: FIRST_AIDER });
  for (const member of MEMBERS) await hire(story, member);
  const rounds = ROUNDS.map((round) => ({ ...round, isRound: true as const }));
  const happenings = [...CHANGES, ...rounds].sort((one, next) => one.on.localeCompare(next.on));
  for (const one of happenings) {
    if ('isRound' in one) await raiseAll(story, one);
    else await apply(story, one);
  }
  await seedWelfare({ run, today }, story.people);
  await seedLeave(run, story.people);
  await seedTime(run, story.people, story.codes);
  await seedVacancy(run, story.people, story.codes);
  await seedGrowth(run, story.people);
}

/** Who may be called in an emergency: a field of this company, made without code. */
const FIRST_AIDER = {
  recordType: 'Employee',
  key: 'firstAider',
  label: 'First aider',
  description: 'Has a valid certificate in first aid.',
  type: 'BOOLEAN',
};

async function codesOf(run: Run): Promise<Codes> {
  const data = await run(documents.CODES);
  const lists = Object.values(data) as { nodes: { id: string; code: string }[] }[];
  return new Map(lists.flatMap(({ nodes }) => nodes.map(({ id, code }) => [code, id])));
}

async function hire(story: Story, member: Member): Promise<void> {
  const [givenName, familyName, position, unit, site, manager, hiredOn, pay] = member;
  const [, , , , , , , , partTimeShare = '1', kind = 'PERMANENT'] = member;
  const index = story.people.size;
  const input = {
    person: { givenName, familyName, birthDate: birthDate(index, kind) },
    workEmail: `${plain(givenName)}.${plain(familyName)}@nordwind.example`,
    // One in eight, as the rules for offices ask.
    ...(index % 8 === 3 && { attributes: [{ key: FIRST_AIDER.key, value: true }] }),
    bankAccount: iban(EMPLOYER[site]?.slice(3) ?? 'DE', index),
    employment: {
      startsOn: hiredOn,
      kind,
      legalEntityId: codeOf(story, EMPLOYER[site] ?? ''),
      job: { ...jobOf(story, { position, unit, site, manager }), partTimeShare },
      salary: { amount: euros(pay), period: 'YEAR' },
    },
  };
  const data = await story.run(documents.HIRE, { input });
  const { employee } = data['employeeHire'] as { employee: { id: string } };
  const isApprentice = kind === 'APPRENTICE';
  story.people.set(familyName, { id: employee.id, hiredOn, pay, lastDay: undefined, isApprentice });
}

async function apply(story: Story, change: Change): Promise<void> {
  const known = knownOf(story, change.who);
  const employeeId = known.id;
  const { on } = change;
  if ('job' in change) {
    const { reason } = change;
    const input = { employeeId, effectiveOn: on, reason, ...jobOf(story, change.job) };
    await story.run(documents.CHANGE_JOB, { input });
  } else if ('pay' in change) {
    await setPay(story, known, { on, pay: change.pay });
  } else if ('leaves' in change) {
    const input = { employeeId, lastDay: on, reason: change.leaves };
    await story.run(documents.TERMINATE, { input });
    known.lastDay = on;
  } else {
    await rehire(story, known, { on, ...change.returns });
  }
}

async function rehire(
  story: Story,
  known: Known,
  terms: { on: string; site: string; pay: number; position: string; unit: string; manager: string },
): Promise<void> {
  const { on, site, pay } = terms;
  const employment = {
    startsOn: on,
    legalEntityId: codeOf(story, EMPLOYER[site] ?? ''),
    job: jobOf(story, terms),
    salary: { amount: euros(pay) },
  };
  await story.run(documents.REHIRE, { input: { employeeId: known.id, employment } });
  Object.assign(known, { hiredOn: on, lastDay: undefined, pay });
}

/** A round of rises: by percent, rounded to hundreds. */
async function raiseAll(story: Story, round: { on: string; percent: number }): Promise<void> {
  const since = monthsBefore(round.on, 6);
  for (const known of story.people.values()) {
    const isThere = known.lastDay === undefined || known.lastDay >= round.on;
    if (!isThere || known.hiredOn > since || known.isApprentice) continue;
    const pay = Math.round((known.pay * (100 + round.percent)) / 10_000) * 100;
    await setPay(story, known, { on: round.on, pay });
  }
}

async function setPay(
  story: Story,
  known: Known,
  { on, pay }: { on: string; pay: number },
): Promise<void> {
  const input = { employeeId: known.id, effectiveOn: on, amount: euros(pay) };
  await story.run(documents.CHANGE_SALARY, { input });
  known.pay = pay;
}

interface JobWords {
  position?: string;
  unit?: string;
  site?: string;
  manager?: string;
  partTimeShare?: string;
}

/** Codes and family names as the ids that the operations take. */
function jobOf(story: Story, words: JobWords): Record<string, string | null> {
  const { position, unit, site, manager, partTimeShare } = words;
  return {
    ...(position !== undefined && { position }),
    ...(unit !== undefined && { unitId: codeOf(story, unit) }),
    ...(site !== undefined && { siteId: codeOf(story, site) }),
    ...(manager !== undefined && { managerId: manager ? knownOf(story, manager).id : null }),
    ...(partTimeShare !== undefined && { partTimeShare }),
  };
}

function codeOf({ codes }: Story, code: string): string {
  const id = codes.get(code);
  if (id === undefined) throw new Error(`The demo company has no unit, site or company ${code}.`);
  return id;
}

function knownOf({ people }: Story, familyName: string): Known {
  const known = people.get(familyName);
  if (!known) throw new Error(`Nobody of the demo company is called ${familyName} yet.`);
  return known;
}

function euros(amount: number) {
  return { amount: String(amount), currency: 'EUR' };
}

/** Adults between 25 and 60; apprentices born in 2007. */
function birthDate(index: number, kind: string): string {
  const year = kind === 'APPRENTICE' ? 2007 : 1966 + ((index * 17) % 34);
  const month = String(1 + ((index * 7) % 12)).padStart(2, '0');
  return `${year}-${month}-${String(1 + ((index * 11) % 28)).padStart(2, '0')}`;
}

/** `Élodie` -> `elodie`. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}

/** An invented account number with valid check digits (ISO 13616). */
function iban(country: string, index: number): string {
  const account = `99990000${String(4711 + index * 97).padStart(10, '0')}`;
  const letters = [...`${country}00`].map((char) => parseInt(char, 36)).join('');
  const check = 98n - (BigInt(account + letters) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
