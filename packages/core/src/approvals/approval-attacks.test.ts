import { randomUUID } from 'node:crypto';
import { type ApprovalTest, createApprovalTest, type Member, told } from '../../test/approvals.js';

let club: ApprovalTest;
let asker: Member;
let ann: Member;
let ben: Member;
let cat: Member;

beforeAll(async () => {
  club = await createApprovalTest();
  asker = await club.member('Asker');
  ann = await club.member('Ann');
  ben = await club.member('Ben');
  cat = await club.member('Cat');
});
afterAll(() => club?.graph.close());

const users = (...list: Member[]) => list.map(({ id }) => `{ userId: "${id}" }`).join(' ');
const step = (mode: string, approvers: string, more = '') =>
  `{ mode: ${mode} ${more} approvers: [${approvers}] }`;

async function asked(recordId: string = randomUUID()): Promise<string> {
  const id = await club.ask(asker, { recordId });
  if (id === null) throw new Error('No approval was needed.');
  return id;
}

interface Span {
  from: string;
  to?: string;
}

/** Who is away names a substitute; the public id of the substitution. */
async function standIn(away: Member, substitute: Member, { from, to }: Span): Promise<string> {
  const until = to ? `, validTo: "${to}"` : '';
  const made = await club.graph.mutate<{ substitute: { id: string } }>(
    away.token,
    `mutation { substituteCreate(input: { substituteId: "${substitute.id}",
      validFrom: "${from}"${until} }) { substitute { id } userErrors { code } } }`,
  );
  return made.substitute.id;
}

async function end(who: Member, id: string): Promise<void> {
  await club.graph.mutate(
    who.token,
    `mutation { substituteEnd(input: { id: "${id}" }) { userErrors { code } } }`,
  );
}

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

async function linkPerson(personId: string, ...members: Member[]): Promise<void> {
  for (const { id } of members) {
    await club.graph.mutate(
      club.owner,
      `mutation { userUpdate(input: { id: "${id}", personId: "${personId}" }) {
        userErrors { code } } }`,
    );
  }
}

async function person(name: string): Promise<string> {
  const made = await club.graph.mutate<{ person: { id: string } }>(
    club.owner,
    `mutation { personCreate(input: { givenName: "${name}", familyName: "P" }) {
      person { id } userErrors { code } } }`,
  );
  return made.person.id;
}

describe('#36 nobody decides the own request', () => {
  test('not by a seat: whoever asks gets none', async () => {
    await club.policy(step('ANY', users(asker, ann)));
    const id = await asked();
    expect((await club.vote(asker, id)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_OWN' }]);
  });

  test('not as a substitute for an approver', async () => {
    await club.policy(step('ANY', users(ann)));
    const id = await asked();
    const substitution = await standIn(ann, asker, { from: day(-1) });
    expect((await club.vote(asker, id)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_OWN' }]);
    await end(ann, substitution);
  });

  test('not by a second membership of the same person, in a seat or as a substitute', async () => {
    const second = await club.member('Asker again');
    await linkPerson(await person('Twice'), asker, second);
    await club.policy(step('ANY', users(second)));
    await expect(asked()).rejects.toMatchObject({ code: 'CORE_APPROVAL_NOBODY' });
    await club.policy(step('ANY', users(second, ann)));
    const id = await asked();
    const substitution = await standIn(ann, second, { from: day(-1) });
    expect((await club.vote(second, id)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_OWN' }]);
    await end(ann, substitution);
  });
});

test('#36 one person has one vote: not a second one for somebody else', async () => {
  await club.policy(step('ALL', users(ann, ben)));
  const id = await asked();
  const substitution = await standIn(ben, ann, { from: day(-1) });
  await club.vote(ann, id);
  expect((await club.vote(ann, id)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_VOTED' }]);
  expect((await club.state(id)).state).toBe('PENDING');
  await end(ben, substitution);
  const second = await club.member('Ben again');
  await linkPerson(await person('Ben'), ben, second);
  await club.policy(step('ALL', users(ben, second, ann)));
  const other = await asked();
  await club.vote(ben, other);
  expect((await club.vote(second, other)).userErrors).toMatchObject([
    { code: 'CORE_APPROVAL_VOTED' },
  ]);
});

test('#36 without a seat there is no vote, whatever else one may do', async () => {
  await club.policy(step('ANY', users(ann)));
  const id = await asked();
  const admin = await club.member('Admin', 'admin');
  expect((await club.vote(admin, id)).userErrors).toMatchObject([
    { code: 'CORE_APPROVAL_NOT_SEATED' },
  ]);
});

test('#36 who has lost the role by which the seat was given votes no more', async () => {
  const gil = await club.member('Gil');
  const { roles } = await club.graph.read<{ roles: { nodes: { id: string; key: string }[] } }>(
    club.owner,
    '{ roles(first: 50) { nodes { id key } } }',
  );
  const roleId = roles.nodes.find(({ key }) => key === 'auditor')?.id ?? '';
  const { grant } = await club.graph.mutate<{ grant: { id: string } }>(
    club.owner,
    `mutation { grantCreate(input: { userId: "${gil.id}", roleId: "${roleId}" }) {
      grant { id } userErrors { code } } }`,
  );
  await club.policy(step('ANY', `{ roleId: "${roleId}" }`));
  const id = await asked();
  await club.graph.mutate(
    club.owner,
    `mutation { grantRevoke(input: { id: "${grant.id}" }) { userErrors { code } } }`,
  );
  expect((await club.vote(gil, id)).userErrors).toMatchObject([
    { code: 'CORE_APPROVAL_NOT_SEATED' },
  ]);
});

test('a policy that changes meanwhile does not reach a request under way', async () => {
  await club.policy(step('ANY', users(ann)));
  const id = await asked();
  await club.policy(step('ANY', users(ben)));
  expect((await club.vote(ann, id)).approvalRequest.state).toBe('APPROVED');
});

test('#36 a substitution of others is not made by anybody', async () => {
  const refused = club.graph.mutate(
    cat.token,
    `mutation { substituteCreate(input: { userId: "${ann.id}", substituteId: "${cat.id}",
      validFrom: "2026-01-01" }) { userErrors { code } } }`,
  );
  await expect(refused).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});

test('a substitute votes from the first day, until the last day exclusive', async () => {
  await club.policy(step('ANY', users(ann)));
  for (const [from, to, may] of [
    [day(0), day(1), true],
    [day(-5), day(0), false],
    [day(1), undefined, false],
  ] as const) {
    const id = await asked();
    const substitution = await standIn(ann, cat, to === undefined ? { from } : { from, to });
    const outcome = club.vote(cat, id);
    if (may) expect((await outcome).approvalRequest.state).toBe('APPROVED');
    else await expect(outcome).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    await end(ann, substitution);
  }
});

test('#61 a vote on what has changed since is refused with the present version', async () => {
  await club.policy(step('ANY', users(ann)) + step('ANY', users(ann, ben)));
  const id = await asked();
  const { version } = await club.state(id);
  await club.vote(ann, id, { version });
  const late = await club.vote(ann, id, { version });
  expect(late.userErrors).toMatchObject([{ code: 'CORE_VERSION_CONFLICT' }]);
});

test('#62 twenty approvers at once: exactly the quorum votes, one effect', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Racer ${index}`);
  const racers: Member[] = [];
  for (const name of names) racers.push(await club.member(name));
  await club.policy(step('QUORUM', users(...racers), 'quorum: 5'));
  const recordId = randomUUID();
  const id = await asked(recordId);
  const { version } = await club.state(id);
  told.length = 0;
  const votes = await Promise.all(racers.map((one) => club.vote(one, id, { version })));
  const counted = votes.filter(({ userErrors }) => userErrors.length === 0);
  expect(counted).toHaveLength(5);
  expect(new Set(votes.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)))).toEqual(
    new Set(['CORE_VERSION_CONFLICT']),
  );
  expect(told).toHaveLength(1);
  expect(await club.effects('APPROVED', recordId)).toBe(1);
  expect((await club.state(id)).state).toBe('APPROVED');
});

test('what waits for the caller, as an approver or a substitute, on the day', async () => {
  const dan = await club.member('Dan');
  const eve = await club.member('Eve');
  await club.policy(step('ALL', users(dan, ben)));
  const [first, second] = [await asked(), await asked()];
  const waiting = async (who: Member) => {
    const { approvalRequestsAwaitingMe: page } = await club.graph.read<{
      approvalRequestsAwaitingMe: { nodes: { id: string }[]; pageInfo: { endCursor: string } };
    }>(
      who.token,
      '{ approvalRequestsAwaitingMe { nodes { id requesterName } pageInfo { endCursor } } }',
    );
    return page.nodes.map(({ id }) => id);
  };
  expect((await waiting(dan)).sort()).toEqual([first, second].sort());
  expect(await waiting(eve)).toEqual([]);
  const substitution = await standIn(dan, eve, { from: day(0) });
  expect((await waiting(eve)).sort()).toEqual([first, second].sort());
  await club.vote(eve, first);
  expect(await waiting(dan)).toEqual([second]);
  await end(dan, substitution);
  expect(await waiting(eve)).toEqual([]);
  expect(await waiting(asker)).toEqual([]);
});

test('a request is seen by who asks, who is asked and who may read all', async () => {
  const fay = await club.member('Fay');
  await club.policy(step('ANY', users(fay)));
  const id = await asked();
  const look = async (token: string) =>
    club.graph.read<{ approvalRequest: { title: string } | null; approvalRequests: object }>(
      token,
      `{ approvalRequest(by: { id: "${id}" }) { title record { id }
        seats { nodes { user { id } isOpen } } votes { totalCount } } }`,
    );
  for (const { token } of [asker, fay]) {
    expect((await look(token)).approvalRequest).toMatchObject({ title: 'A party', record: null });
  }
  expect((await look(await club.graph.token('auditor'))).approvalRequest).not.toBeNull();
  expect((await look(cat.token)).approvalRequest).toBeNull();
  expect((await look(await club.graph.token('owner', 'other'))).approvalRequest).toBeNull();
});

test('#25 a vote from another organization finds nothing', async () => {
  const id = await asked();
  const foreign = club.graph.mutate(
    await club.graph.token('owner', 'other'),
    `mutation { approvalRequestApprove(input: { id: "${id}", expectedVersion: 1 }) {
      userErrors { code } } }`,
  );
  await expect(foreign).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});
