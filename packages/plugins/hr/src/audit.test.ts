import { createHash, createPublicKey, verify } from 'node:crypto';
import { createTestApp, type Loose, type TestApp, type TestClient } from '@bureau/testing';
import { createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

/** The audit trail as people of the company use it: history, trail, reads of pay. */

let app: TestApp;
let employeeId: string;
let hr: TestClient;

const UPDATE = `mutation ($input: EmployeeUpdateInput!) {
  employeeUpdate(input: $input) { employee { id } userErrors { code message } } }`;
const PAY = `mutation ($input: SalaryChangeInput!) {
  salaryChange(input: $input) { employee { id } userErrors { code message } } }`;
const HISTORY = `query ($id: ID!, $first: Int, $after: String) { employee(by: { id: $id }) {
  history(first: $first, after: $after) { pageInfo { hasNextPage endCursor }
    nodes { action operation by { kind name } changes { field before after isHidden } } } } }`;
const TRAIL = `query ($where: AuditEntryFilter) {
  auditTrail(first: 100, where: $where, orderBy: { field: AT, direction: DESC }) {
    nodes { action operation principalKind principalId principalName recordType recordId details
      changes { field before after isHidden } } } }`;
const SALARIES = '{ employees { nodes { displayName salary { amount { amount } } } } }';

const trail = async (where: object, client = app.owner): Promise<Loose[]> =>
  (await client.data(TRAIL, { where })).auditTrail.nodes;
const update = (input: object) => hr.data(UPDATE, { input: { employeeId, ...input } });
const amount = { amount: '54321.00', currency: 'EUR' };

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  const company = await createCompany(app);
  hr = await app.member('hrManager');
  employeeId = await hire(app.owner, company, {});
  await update({ workEmail: 'a@example.com', bankAccount: 'DE02120300000000202051' });
  await update({ workEmail: 'b@example.com' });
  await hr.data(PAY, { input: { employeeId, effectiveOn: '2026-01-01', amount } });
}, 60_000);
afterAll(() => app.close());

describe('history', () => {
  test('says who changed what, the latest first, page by page', async () => {
    const { employee } = await app.owner.data(HISTORY, { id: employeeId, first: 1 });
    const { nodes, pageInfo } = employee.history;
    expect(pageInfo.hasNextPage).toBe(true);
    const after = pageInfo.endCursor;
    const rest = await app.owner.data(HISTORY, { id: employeeId, after });
    const all = [...nodes, ...rest.employee.history.nodes];
    expect(all.map(({ action }) => action)).toEqual([
      ...all.slice(1).map(() => 'UPDATE'),
      'CREATE',
    ]);
    const [mail] = all.filter(({ changes }) =>
      changes.some(({ after: now }: { after: unknown }) => now === 'b@example.com'),
    );
    expect(mail).toMatchObject({
      operation: 'employeeUpdate',
      by: { kind: 'apiKey', name: expect.any(String) },
      changes: [
        { field: 'workEmail', before: 'a@example.com', after: 'b@example.com', isHidden: false },
      ],
    });
  });

  test('shows secrets as ***, and fields that one may not read not at all', async () => {
    const bank = async (client: TestClient) => {
      const { employee } = await client.data(HISTORY, { id: employeeId });
      return employee.history.nodes
        .flatMap(({ changes }: Loose) => changes)
        .find(({ field, after }: Loose) => field === 'bankAccount' && after !== undefined);
    };
    expect(await bank(hr)).toMatchObject({ after: '***', isHidden: false });
    const viewer = app.as({ role: 'viewer' });
    expect(await bank(viewer)).toMatchObject({ before: null, after: null, isHidden: true });
  });

  test('of a page of records is one statement more, whatever its size', async () => {
    const text = '{ employees { nodes { history { nodes { at changes { field } } } } } }';
    await app.expectSql(2, () => app.as({ role: 'viewer' }).data(text));
  });

  test('a cursor that is none is refused, and so is a page that is too large', async () => {
    const { errors } = await app.owner.query(HISTORY, { id: employeeId, after: 'bm9uc2Vuc2U' });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const large = await app.as({ role: 'viewer' }).query(HISTORY, { id: employeeId, first: 101 });
    expect(large.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('auditTrail', () => {
  test('#32 shows that pay was changed, and its amount only with hr.salary.read', async () => {
    const where = { recordType: { eq: 'Salary' } };
    const [seen] = await trail(where);
    expect(seen.changes).toContainEqual({
      field: 'amount',
      before: null,
      after: { amount: expect.stringMatching(/^54321/), currency: 'EUR' },
      isHidden: false,
    });
    const auditor = app.as({ role: 'auditor' });
    const [hidden] = await trail(where, auditor);
    expect(hidden).toMatchObject({ operation: 'salaryChange', recordType: 'Salary' });
    expect(JSON.stringify(hidden)).not.toContain('54321');
    expect(hidden.changes.every(({ isHidden }: Loose) => isHidden)).toBe(true);
  });

  test('needs core.audit.read', async () => {
    const { errors } = await app.as({ role: 'viewer' }).query(TRAIL, {});
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'core.audit.read',
    });
  });

  test('finds what was done to a record and by somebody, by their ids', async () => {
    const of = await trail({ recordId: { eq: employeeId } });
    expect(of.length).toBeGreaterThan(2);
    expect(new Set(of.map(({ recordId }) => recordId))).toEqual(new Set([employeeId]));
    const [{ principalId, principalName }] = await trail({ operation: { eq: 'employeeUpdate' } });
    expect(principalId).toMatch(/^\w+_[0-9a-z]{26}$/);
    expect(principalName).toEqual(expect.any(String));
    const by = await trail({ principalId: { eq: principalId } });
    expect(by.every((entry) => entry.principalId === principalId)).toBe(true);
    expect(await trail({ recordId: { eq: 'nonsense' } })).toEqual([]);
  });

  test('another organization sees nothing of it', async () => {
    const other = await app.otherOrganization();
    expect(await trail({ recordType: { eq: 'Employee' } }, other.owner)).toEqual([]);
  });
});

describe('reads of secret fields', () => {
  const reads = () => trail({ action: { eq: 'READ' } });

  test('leave one entry for an operation, with fields and records', async () => {
    await hr.data(`query Payroll ${SALARIES}`);
    const [entry] = await reads();
    expect(entry).toMatchObject({
      action: 'READ',
      operation: 'Payroll',
      recordType: 'Salary',
      details: { fields: ['amount'], count: 1, ids: [expect.stringMatching(/^sal_/)] },
    });
  });

  test('by filter, order and figure leave one too; others leave none', async () => {
    const before = (await reads()).length;
    await hr.data('{ employees(where: { bankAccount: { eq: "DE0" } }) { nodes { id } } }');
    await hr.data('{ salaries { aggregate { amount { sum } } } }');
    await hr.data('{ salaries(orderBy: { field: AMOUNT }) { nodes { id } } }');
    const entries = await reads();
    expect(entries.length).toBe(before + 3);
    expect(entries.slice(0, 3).map(({ details }) => details.fields)).toEqual([
      ['amount'],
      ['amount'],
      ['bankAccount'],
    ]);
    await app.expectSql(1, () => hr.data('{ employees { nodes { id displayName } } }'));
    expect(await reads()).toHaveLength(entries.length);
  });

  test('who may not read pay leaves no read', async () => {
    const before = (await reads()).length;
    const { errors } = await app.as({ role: 'viewer' }).query(SALARIES);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await reads()).toHaveLength(before);
  });
});

test('a mutation that is refused for want of a permission leaves who tried what', async () => {
  const viewer = await app.member('viewer');
  const input = { employeeId, effectiveOn: '2026-02-01', amount };
  const { errors } = await viewer.query(PAY, { input });
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  const [entry] = await trail({ action: { eq: 'REFUSED' } });
  expect(entry).toMatchObject({
    operation: 'salaryChange',
    principalKind: 'apiKey',
    details: { code: 'FORBIDDEN', permission: 'hr.salary.write' },
  });
});

test('a mutation that changes nothing leaves that it ran', async () => {
  await update({ workEmail: 'b@example.com' });
  const [entry] = await trail({ operation: { eq: 'employeeUpdate' } });
  expect(entry).toMatchObject({ action: 'RUN', recordType: null, changes: [] });
});

test('the chain reaches the end of the trail, and its head is in the graph', async () => {
  const head = '{ auditHead { position hash signedAt publicKey signature } }';
  const [{ count }] = await app.sql<{ count: string }>('select count(*) from core.audit_entry');
  // What an older transaction somewhere else holds back comes a moment later.
  const position = async () => (await app.owner.data(head)).auditHead?.position ?? 0;
  while ((await position()) < Number(count)) await app.work();
  const { auditHead } = await app.owner.data(head);
  expect(auditHead).toEqual({
    position: Number(count),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    signedAt: expect.any(String),
    publicKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    signature: expect.stringMatching(/^[0-9a-f]{128}$/),
  });
});

describe('auditEntryProof', () => {
  const PROOF = `query ($id: ID!) { auditEntryProof(id: $id) { text position previousHash following
    signedText head { position hash publicKey signature } } }`;

  /** As somebody does it who has the proof alone: nothing of the platform is used here. */
  function holds(proof: Loose): boolean {
    const sha256 = (...parts: Buffer[]) =>
      createHash('sha256').update(Buffer.concat(parts)).digest();
    let hash = sha256(Buffer.from(proof.previousHash, 'hex'), sha256(Buffer.from(proof.text)));
    for (const digest of proof.following) hash = sha256(hash, Buffer.from(digest, 'hex'));
    const key = createPublicKey({
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        x: Buffer.from(proof.head.publicKey, 'hex').toString('base64url'),
      },
      format: 'jwk',
    });
    return (
      hash.toString('hex') === proof.head.hash &&
      proof.head.position === proof.position + proof.following.length &&
      proof.signedText.split('\n')[3] === proof.head.hash &&
      verify(null, Buffer.from(proof.signedText), key, Buffer.from(proof.head.signature, 'hex'))
    );
  }

  test('proves an entry against a signed head, offline, and nothing that was changed', async () => {
    await app.work();
    const { auditTrail } = await app.owner.data('{ auditTrail(first: 50) { nodes { id } } }');
    let covered = 0;
    for (const { id } of auditTrail.nodes as Loose[]) {
      const { auditEntryProof: proof } = await app.owner.data(PROOF, { id });
      // Reading a proof leaves an entry, which is not sealed at once.
      if (proof === null) continue;
      covered += 1;
      expect(holds(proof)).toBe(true);
      expect(holds({ ...proof, text: proof.text.replace('UPDATE', 'CREATE!') })).toBe(
        !proof.text.includes('UPDATE'),
      );
      expect(holds({ ...proof, previousHash: 'a'.repeat(64) })).toBe(false);
    }
    expect(covered).toBeGreaterThan(10);
    const { auditHead } = await app.owner.data('{ auditHead { publicKey } }');
    expect(auditHead.publicKey).toMatch(/^[0-9a-f]{64}$/);
  });

  test('needs core.audit.prove; a foreign or unknown entry has none', async () => {
    const { auditTrail } = await app.owner.data('{ auditTrail(first: 1) { nodes { id } } }');
    const [{ id }] = auditTrail.nodes;
    const refused = await app.as({ role: 'auditor' }).query(PROOF, { id });
    expect(refused.errors[0]?.extensions).toMatchObject({ permission: 'core.audit.prove' });
    const other = await app.otherOrganization();
    expect(await other.owner.data(PROOF, { id })).toEqual({ auditEntryProof: null });
    expect(await app.owner.data(PROOF, { id: 'aud_x' })).toEqual({ auditEntryProof: null });
    const [read] = await trail({ action: { eq: 'READ' }, recordType: { eq: 'AuditEntry' } });
    expect(read.details.fields).toEqual(['text']);
  });
});
