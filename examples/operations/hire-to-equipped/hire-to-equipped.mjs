// From the vacancy to the device by API alone, as an integrator's script would do it:
//   BUREAU_URL=http://127.0.0.1:4000 BUREAU_TOKEN=... node hire-to-equipped.mjs 2027-02-01
// The operations stand beside it; every step has a key, so it may be run again after a fault.
import { operationsOf, tell } from '../api.mjs';

const [firstDay = '2027-02-01'] = process.argv.slice(2);
const ask = operationsOf(import.meta.url);
const key = (what) => `hire-to-equipped-${firstDay}-${what}`;

/** So many days before the first one. */
function before(days) {
  const day = new Date(`${firstDay}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}

async function vacancy({ unitId, siteId }) {
  const { positionCreate } = await ask('02-vacancy', 'HirePosition', {
    input: { code: `FW-${firstDay}`, title: 'Firmware Engineer', unitId, siteId, posts: 1 },
    key: key('position'),
  });
  const { requisitionCreate } = await ask('02-vacancy', 'HireRequisition', {
    input: {
      positionId: positionCreate.position.id,
      openings: 1,
      wantedOn: firstDay,
      reason: 'Second generation of the flow sensor',
    },
    key: key('requisition'),
  });
  const requisitionId = requisitionCreate.requisition.id;
  const { requisitionSubmit } = await ask('02-vacancy', 'HireSubmit', {
    id: requisitionId,
    key: key('submit'),
  });
  const { jobPostingCreate } = await ask('02-vacancy', 'HirePosting', {
    input: {
      requisitionId,
      title: 'Firmware engineer for flow sensors',
      words: 'You write what our sensors think. C, some Rust, a soldering iron at hand.',
    },
    key: key('posting'),
  });
  const { jobPostingPublish } = await ask('02-vacancy', 'HirePublish', {
    id: jobPostingCreate.jobPosting.id,
    key: key('publish'),
  });
  const { state, openings } = requisitionSubmit.requisition;
  tell('Vacancy', [
    ['requisition', `${state}, openings: ${openings}`],
    ['advertised', jobPostingPublish.jobPosting.title],
  ]);
  return { requisitionId, postingId: jobPostingCreate.jobPosting.id };
}

async function application({ requisitionId, postingId, manager }) {
  const applicant = {
    givenName: 'Ines',
    familyName: 'Kowalski',
    email: `ines.kowalski.${firstDay}@mail.example`,
  };
  const { applicationCreate } = await ask('03-apply', 'HireApply', {
    input: { requisitionId, postingId, applicant },
    key: key('apply'),
  });
  const applicationId = applicationCreate.application.id;
  for (const [topic, score] of [
    ['First talk', 4],
    ['Work sample', 5],
  ]) {
    const { interviewPlan } = await ask('03-apply', 'HireInterview', {
      input: {
        applicationId,
        interviewerId: manager.id,
        topic,
        startsAt: `${before(75)}T09:00:00Z`,
      },
      key: key(`plan ${topic}`),
    });
    await ask('03-apply', 'HireConclude', {
      id: interviewPlan.interview.id,
      score,
      note: 'Knows timing diagrams by heart.',
      key: key(`conclude ${topic}`),
    });
  }
  return applicationId;
}

async function offer(applicationId) {
  const { offerCreate } = await ask('03-apply', 'HireOffer', {
    input: {
      applicationId,
      startsOn: firstDay,
      expiresOn: before(30),
      pay: { amount: '71000', currency: 'EUR' },
    },
    key: key('offer'),
  });
  const { id } = offerCreate.offer;
  const { offerSubmit } = await ask('03-apply', 'HireExtend', { id, key: key('extend') });
  const { offerAccept } = await ask('03-apply', 'HireAccept', { id, key: key('accept') });
  const { filled, openings } = offerAccept.offer.requisition;
  tell('Offer', [
    ['good until', offerSubmit.offer.expiresOn],
    ['answer', offerAccept.offer.state],
    ['posts taken', `${filled} of ${openings}`],
  ]);
}

const TASKS = [
  { title: 'Send the contract', ownerKind: 'ROLE', ownerRole: 'hrManager', dueDays: -20 },
  { title: 'Order access to the building', ownerKind: 'MANAGER', dueDays: -5 },
  { title: 'Hand over the laptop', ownerKind: 'MANAGER', dueDays: 0 },
  { title: 'Read the safety instructions', ownerKind: 'EMPLOYEE', dueDays: 3 },
];

async function hiring({ applicationId, legalEntityId, manager }) {
  const { applicationHire } = await ask('04-hire', 'HireApplicant', {
    input: { id: applicationId, legalEntityId, managerId: manager.id },
    key: key('hire'),
  });
  const { boardingTemplateCreate } = await ask('04-hire', 'HireTemplate', {
    input: {
      code: `JOIN-${firstDay}`,
      name: 'Joiners in engineering',
      kind: 'ONBOARDING',
      tasks: TASKS,
    },
    key: key('template'),
  });
  const { employee } = applicationHire;
  const { boardingPlanStart } = await ask('04-hire', 'HirePlan', {
    employee: employee.id,
    template: boardingTemplateCreate.boardingTemplate.id,
    key: key('plan'),
  });
  const plan = boardingPlanStart.boardingPlan.id;
  const { boardingPlan } = await ask('04-hire', 'HireTasks', { plan });
  const tasks = boardingPlan.tasks.nodes;
  tell(
    'Plan',
    tasks.map(({ title, dueOn, owner, ownerRole }) => [
      title,
      `${dueOn}, ${owner?.displayName ?? ownerRole}`,
    ]),
  );
  return { employee, plan, tasks };
}

async function equipment({ asset, employee, plan, tasks }) {
  const at = { employee: employee.id, plan, day: firstDay };
  const has = (await ask('05-equip', 'HireEquipped', at)).employee.assets.nodes;
  // Which laptop is free changes from run to run: whoever has one gets no second one.
  if (has.length === 0) {
    const taken = { asset: asset.id, employee: employee.id, key: key('laptop') };
    await ask('05-equip', 'HireCheckOut', taken);
  }
  for (const { id } of tasks) await ask('05-equip', 'HireComplete', { id, key: key(id) });
  const { employee: now, boardingPlan } = await ask('05-equip', 'HireEquipped', at);
  tell('Equipped', [
    [now.displayName, `${now.job.position}, ${now.job.unit.name}`],
    ['reports to', now.managerChain.nodes.map((one) => one.displayName).join(', ')],
    ['has', now.assets.nodes.map(({ tag, model }) => `${tag} ${model.name}`).join(', ')],
    ['plan', `${boardingPlan.state}, ${boardingPlan.finished} of ${boardingPlan.total}`],
  ]);
}

/** What the company has already. */
async function beginning() {
  const codes = { unit: 'ENG-HW', site: 'VIE', company: 'NW-AT', manager: 'Feldt' };
  const data = await ask('01-begin', 'HireBegin', codes);
  const [manager] = data.employees.nodes;
  const [asset] = data.assets.nodes;
  if (!manager || !asset) throw new Error('There is no manager, or no laptop that is free.');
  return {
    unitId: data.orgUnit.id,
    siteId: data.site.id,
    legalEntityId: data.legalEntity.id,
    ...{ manager, asset },
  };
}

const begun = await beginning();
const advertised = await vacancy(begun);
const applicationId = await application({ ...begun, ...advertised });
await offer(applicationId);
await equipment({ ...begun, ...(await hiring({ ...begun, applicationId })) });
