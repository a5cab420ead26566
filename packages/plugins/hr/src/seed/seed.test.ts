import { createTestApp, type TestApp } from '@bureau/testing';
import { hrPlugin } from '../plugin.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], demo: true });
});
afterAll(() => app.close());

describe('the demo company', () => {
  it('has forty people at work, two leavers and one who came back', async () => {
    const data = await app.owner.data(`{
      all: employees { totalCount }
      active: employees(where: { status: { eq: ACTIVE } }) { totalCount }
      left: employees(where: { status: { eq: TERMINATED } }, orderBy: [{ field: NUMBER }]) {
        nodes { displayName terminatedOn } }
      back: employees(where: { employments: { some: { endsOn: { isNull: false } } },
        status: { eq: ACTIVE } }) { nodes { displayName hiredOn } }
    }`);
    expect(data).toEqual({
      all: { totalCount: 42 },
      active: { totalCount: 40 },
      left: {
        nodes: [
          { displayName: 'Oskar Lang', terminatedOn: '2026-06-30' },
          { displayName: 'Tom Ritter', terminatedOn: '2025-05-31' },
        ],
      },
      back: { nodes: [{ displayName: 'Marc Vidal', hiredOn: '2026-02-01' }] },
    });
  });

  it('has one person on top today, and everybody below', async () => {
    const { orgChart } = await app.owner.data('{ orgChart { depth employee { displayName } } }');
    expect(orgChart).toHaveLength(40);
    const top = orgChart.filter((node: { depth: number }) => node.depth === 0);
    expect(top).toEqual([{ depth: 0, employee: { displayName: 'Katharina Brandt' } }]);
  });

  it('has history: what somebody did and earned on any day', async () => {
    const { employees } = await app.owner.data(`{
      employees(search: "Demir") { nodes {
        then: job(asOf: "2025-08-31") { position unit { code } manager { displayName } }
        job { position unit { code } manager { displayName } }
        salaries(orderBy: [{ field: VALID_FROM }]) { nodes { amount { amount } } }
      } } }`);
    expect(employees.nodes).toEqual([
      {
        then: {
          position: 'Software Engineer',
          unit: { code: 'ENG-SW' },
          manager: { displayName: 'Daniel Okafor' },
        },
        job: {
          position: 'Platform Engineer',
          unit: { code: 'IT' },
          manager: { displayName: 'Frank Albers' },
        },
        salaries: {
          nodes: [
            { amount: { amount: '74000.00' } },
            { amount: { amount: '76200.00' } },
            { amount: { amount: '78100.00' } },
          ],
        },
      },
    ]);
  });

  it('has two years of leave: what is earned is posted by the platform', async () => {
    await app.work();
    const { employees, leaveTypes } = await app.owner.data(`{
      employees(search: "Petersen") { nodes { id leaveRequests { nodes { startsOn days } } } }
      leaveTypes(where: { code: { eq: "ANNUAL" } }) { nodes { id } } }`);
    const [{ id: employeeId, leaveRequests }] = employees.nodes;
    expect(leaveRequests.nodes).toEqual([
      { startsOn: '2025-07-21', days: '15.0000' },
      { startsOn: '2026-05-15', days: '6.0000' },
    ]);
    const balances = await app.owner.data(
      `query ($employeeId: ID!, $typeId: ID!) {
        now: leaveBalance(employeeId: $employeeId, typeId: $typeId) { days }
        end: leaveBalance(employeeId: $employeeId, typeId: $typeId, asOf: "2026-12-31") { days } }`,
      { employeeId, typeId: leaveTypes.nodes[0].id },
    );
    // 28 days a year, 30 after five years in February 2026; 10 were carried over and not used.
    expect(balances).toEqual({ now: { days: '19' }, end: { days: '24' } });
  });

  it('looks for somebody: a post, two applicants and an offer', async () => {
    const { requisitions, boardingTemplates } = await app.owner.data(`{
      requisitions { nodes { state position { title } postings { nodes { state } }
        applications { nodes { stage applicant { familyName } offers { nodes { state } } } } } }
      boardingTemplates { nodes { kind tasks { totalCount } } } }`);
    expect(requisitions.nodes).toMatchObject([
      {
        ...{ state: 'OPEN', position: { title: 'Field Service Engineer' } },
        postings: { nodes: [{ state: 'PUBLISHED' }] },
        applications: {
          nodes: [
            { stage: 'OFFER', offers: { nodes: [{ state: 'EXTENDED' }] } },
            { stage: 'SCREENING', applicant: { familyName: 'Martin' } },
          ],
        },
      },
    ]);
    expect(boardingTemplates.nodes).toHaveLength(2);
  });

  it('has two weeks of shifts, worked and closed for payroll', async () => {
    const { timePeriods, shifts } = await app.owner.data(`{
      timePeriods { nodes { state startsOn endsOn } } shifts { totalCount } }`);
    expect(timePeriods.nodes).toEqual([
      { state: 'LOCKED', startsOn: '2026-10-05', endsOn: '2026-10-18' },
    ]);
    expect(shifts.totalCount).toBe(20);
    const sheets = await app.owner.data(`{ timeSheets { nodes {
      employee { displayName } regularMinutes overtimeMinutes nightMinutes leaveMinutes } } }`);
    const told = sheets.timeSheets.nodes.map((one: Record<string, number>) => Object.values(one));
    expect(told).toEqual(
      expect.arrayContaining([
        [{ displayName: 'Luc Fontaine' }, 4_200, 435, 0, 0],
        [{ displayName: 'Théo Rousseau' }, 4_200, 390, 690, 0],
      ]),
    );
  });
});
