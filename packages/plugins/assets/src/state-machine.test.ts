import fc from 'fast-check';
import { createCompany, type TestCompany } from '../test/company.js';

/** The edges of the state machine, written down a second time, from its specification. */
const EDGES: Record<string, Record<string, string>> = {
  assetReceive: { ORDERED: 'AVAILABLE' },
  assetCheckOut: { AVAILABLE: 'IN_USE' },
  assetReturnRequest: { IN_USE: 'RETURN_PENDING' },
  assetCheckIn: { IN_USE: 'AVAILABLE', RETURN_PENDING: 'AVAILABLE' },
  assetTransfer: { AVAILABLE: 'AVAILABLE', IN_REPAIR: 'IN_REPAIR', IN_USE: 'IN_USE' },
  assetRepairStart: { AVAILABLE: 'IN_REPAIR' },
  assetRepairEnd: { IN_REPAIR: 'AVAILABLE' },
  assetReportLost: {
    ORDERED: 'LOST',
    AVAILABLE: 'LOST',
    IN_USE: 'LOST',
    RETURN_PENDING: 'LOST',
    IN_REPAIR: 'LOST',
  },
  assetRecover: { LOST: 'AVAILABLE' },
  assetDispose: { AVAILABLE: 'DISPOSED', LOST: 'DISPOSED' },
};
const TO_SITE = new Set(['assetReceive', 'assetCheckIn', 'assetRecover']);

interface Step {
  field: string;
  employee: 'E-1' | 'E-2';
  site: 'HAM' | 'VIE';
  /** Minutes after the step before; below 1 the time is one that must be refused. */
  minutes: number;
}

/** What must be true by replaying the accepted steps. */
interface Model {
  state: string;
  /** `E-1` or `HAM`; null: nobody. */
  custodian: string | null;
  /** Starts of custody, in minutes, with the custodian from then on. */
  periods: { from: number; custodian: string | null }[];
}

const BASE = Date.UTC(2025, 0, 1);
const instant = (minute: number) => new Date(BASE + minute * 60_000).toISOString();

const steps = fc.array(
  fc.record({
    // Twice, so that the walk comes to all states before it is disposed of.
    field: fc.constantFrom(
      ...Object.keys(EDGES),
      ...Object.keys(EDGES).filter((field) => !['assetDispose', 'assetReportLost'].includes(field)),
    ),
    employee: fc.constantFrom('E-1' as const, 'E-2' as const),
    site: fc.constantFrom('HAM' as const, 'VIE' as const),
    minutes: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(0)),
  }),
  { maxLength: 14 },
);

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany();
});
afterAll(() => company?.close());

test('legal steps are done, illegal ones refused, and custody is what a replay gives', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (list, isHere) => {
      const tag = `SM-${++runs}`;
      const place = isHere ? { siteId: company.sites.HAM, at: instant(0) } : {};
      const { id } = await company.asset('assetCreate', {
        tag,
        modelId: company.modelId,
        ...place,
      });
      const model = isHere
        ? { state: 'AVAILABLE', custodian: 'HAM', periods: [{ from: 0, custodian: 'HAM' }] }
        : { state: 'ORDERED', custodian: null, periods: [] };
      let minute = 0;
      for (const step of list) {
        minute += step.minutes;
        await tryStep(id, model, { ...step, minute });
      }
      await expectCustody(id, model);
    }),
    { numRuns: 40 },
  );
  expect(runs).toBeGreaterThanOrEqual(40);
}, 120_000);

async function tryStep(id: string, model: Model, step: Step & { minute: number }) {
  const errors = await company.refused(step.field, inputOf(id, model, step));
  const next = EDGES[step.field]?.[model.state];
  const target = targetOf(model, step);
  const since = model.periods.at(-1)?.from;
  const moves = target !== undefined;
  const isLegal =
    next !== undefined &&
    (step.field !== 'assetTransfer' || target !== model.custodian) &&
    (!moves || since === undefined || step.minute > since);
  expect(errors).toHaveLength(isLegal ? 0 : 1);
  expect(errors.every(({ code }: { code: string }) => code.startsWith('ASSETS_'))).toBe(true);
  if (!isLegal) return;
  model.state = next;
  if (moves) {
    model.custodian = target;
    model.periods.push({ from: step.minute, custodian: target });
  }
  if (next === 'DISPOSED') model.custodian = null;
}

/** The custodian after a legal step, or undefined when it stays. */
function targetOf({ state }: Model, { field, employee, site }: Step): string | undefined {
  if (field === 'assetCheckOut') return employee;
  if (field === 'assetTransfer') return state === 'IN_USE' ? employee : site;
  return TO_SITE.has(field) ? site : undefined;
}

function inputOf(
  id: string,
  { state }: Model,
  { field, employee, site, minute }: Step & { minute: number },
) {
  const employeeId = company.employees[employee];
  const siteId = company.sites[site];
  const at = instant(minute);
  if (field === 'assetCheckOut') return { assetId: id, employeeId, at };
  if (field === 'assetTransfer') {
    return { assetId: id, at, ...(state === 'IN_USE' ? { employeeId } : { siteId }) };
  }
  if (field === 'assetDispose') return { assetId: id, reason: 'Scrap' };
  return TO_SITE.has(field) ? { assetId: id, siteId, at } : { assetId: id };
}

async function expectCustody(id: string, model: Model) {
  const last = (model.periods.at(-1)?.from ?? 0) + 1;
  const minutes = [...new Set([-1, 0, 0.5, ...model.periods.map(({ from }) => from), last])];
  for (const minute of minutes) {
    const { asset } = await company.app.owner.data(
      `query($id: ID!, $at: DateTime) { asset(by: {id: $id}) { state holder { number } site { code }
        custody(asOf: $at) { employee { number } site { code } } } }`,
      { id, at: instant(minute) },
    );
    const then = model.periods.filter(({ from }) => from <= minute).at(-1)?.custodian ?? null;
    expect(nameOf(asset.custody)).toBe(then);
    expect(asset.state).toBe(model.state);
    expect(asset.holder?.number ?? asset.site?.code ?? null).toBe(model.custodian);
  }
}

function nameOf(custody: { employee?: { number: string }; site?: { code: string } } | null) {
  return custody?.employee?.number ?? custody?.site?.code ?? null;
}
