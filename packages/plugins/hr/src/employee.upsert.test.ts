import { openDownload } from '@bureau/core';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { createCompany } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let owner: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  await createCompany(app);
  owner = await app.member('owner');
});
afterAll(() => app.close());

const HEADER =
  'employee_number,given_name,family_name,preferred_name,email,birth_date,hired_on,' +
  'employment_kind,legal_entity_code,position,unit_code,site_code,manager_number,' +
  'part_time_share,salary_amount,salary_currency,salary_period';
const ROWS = [
  'R-1,Ada,Lovelace,,ada@example.org,1980-12-10,2024-01-01,PERMANENT,CO,Head,ENG,VIE,,1,' +
    '90000,EUR,YEAR',
  "R-2,Bo,'=Evil,Bobby,,,2024-02-01,,CO,Engineer,ENG,VIE,R-1,0.8,,,",
];
const FILE = [HEADER, ...ROWS].join('\r\n');

const JOB = `query ($id: ID!) { job(by: { id: $id }) { state userErrors { code }
  result { rows created updated unchanged failed downloadUrl fileId }
  faults { nodes { line column code message } } } }`;

async function jobOf(client: TestClient, id: string) {
  await app.work();
  return (await client.data(JOB, { id })).job;
}

const upload = (text: string) => app.upload(owner, text);

async function imported(input: object) {
  const { importStart } = await owner.data(
    `mutation ($input: ImportStartInput!) { importStart(input: $input) {
      job { id } userErrors { code } } }`,
    { input: { type: 'employee', ...input } },
  );
  return jobOf(owner, importStart.job.id);
}

async function exported(more = ''): Promise<{ text: string; fileId: string }> {
  const { bulkExport } = await owner.data(`mutation { bulkExport(input: { type: "employee",
    format: CSV, where: { number: { startsWith: "R-" } } ${more} }) { job { id } } }`);
  const { result } = await jobOf(owner, bulkExport.job.id);
  const file = await openDownload(app.runtime, result.downloadUrl.split('/').at(-1));
  const chunks: Buffer[] = [];
  for await (const chunk of file?.read({ start: 0, end: file.size }, 'test') ?? [])
    chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), fileId: result.fileId };
}

const records = () =>
  app.sql(`select e.number, e.version, p.version as person, p.family_name, p.given_name,
      count(j.id)::int as jobs, max(j.version) as job
    from hr.employee e join core.person p on p.id = e.person_id
    join hr.job_record j on j.employee_id = e.id
    where e.number like 'R-%' group by 1, 2, 3, 4, 5 order by 1`);

describe('employees by UPSERT', () => {
  it('an export that is imported again changes nothing', async () => {
    const first = await imported({ uploadId: await upload(FILE) });
    expect(first).toMatchObject({ state: 'SUCCEEDED', result: { created: 2 } });
    const before = await records();
    expect(before[1]).toMatchObject({ family_name: '=Evil' });
    const { text, fileId } = await exported();
    expect(text.split('\r\n')[0]).toBe(HEADER);
    const again = await imported({ fileId, mode: 'UPSERT' });
    expect(again).toMatchObject({
      state: 'SUCCEEDED',
      result: { rows: 2, created: 0, updated: 0, unchanged: 2, failed: 0 },
      faults: { nodes: [] },
    });
    expect(await records()).toEqual(before);
    expect((await exported()).text).toBe(text);
  });

  it('changes names and, from today on, the job', async () => {
    const row = ROWS[1]?.replace('Bo,', 'Bob,').replace('Engineer', 'Lead').replace('0.8', '');
    const job = await imported({
      uploadId: await upload([HEADER, row].join('\n')),
      mode: 'UPSERT',
    });
    expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: 0, updated: 1 } });
    const { employee } = await app.owner.data(`{ employee(by: { number: "R-2" }) { displayName
      job { position partTimeShare manager { number } } jobRecords { totalCount } } }`);
    expect(employee).toMatchObject({
      job: { position: 'Lead', partTimeShare: '0.8000', manager: { number: 'R-1' } },
      jobRecords: { totalCount: 2 },
    });
  });

  it.each([
    ['90000', '91000', 'salary_amount'],
    ['2024-01-01', '2023-01-01', 'hired_on'],
    ['PERMANENT', 'TEMPORARY', 'employment_kind'],
  ])('terms and pay have mutations of their own: %s -> %s', async (from, to, column) => {
    const text = [HEADER, ROWS[0]?.replace(from, to)].join('\n');
    const job = await imported({ uploadId: await upload(text), mode: 'UPSERT' });
    expect(job.state).toBe('FAILED');
    const [fault] = job.faults.nodes;
    expect([fault.column, fault.code]).toEqual([column, expect.stringMatching(/FIXED|BAD_VALUE/)]);
    expect(fault.message).not.toContain('90000');
  });

  it('#32 pay is exported to those who may read it only', async () => {
    const client = app.as({
      permissions: ['core.export.run', 'hr.employee.read', 'core.person.read', 'core.job.read'],
    });
    const result = await client.query(`mutation { bulkExport(input: { type: "employee",
      columns: ["employee_number", "salary_amount"], format: CSV }) { job { id } } }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'hr.salary.read',
    });
  });
});
