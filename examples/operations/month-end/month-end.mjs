// The end of a month by API alone, as an integrator's script would do it:
//   BUREAU_URL=http://127.0.0.1:4000 BUREAU_TOKEN=... node month-end.mjs 2026-10
// The operations stand beside it; every posting has a key, so it may be run again after a fault.
import { setTimeout as sleep } from 'node:timers/promises';
import { operationsOf, tell, url } from '../api.mjs';

const [month = '2026-10'] = process.argv.slice(2);
const ask = operationsOf(import.meta.url);
const FEE = -1490;
const ACCOUNT = '37040044/0532013000';
const day = (number) => `${month}-${String(number).padStart(2, '0')}`;
const key = (what) => `month-end-${month}-${what}`;

async function accruals({ period }) {
  const accrual = {
    postedOn: period.endsOn,
    journalCode: 'GJ',
    memo: 'Audit fee of the month',
    lines: [
      { accountCode: '6220', debit: '3500.00' },
      { accountCode: '2300', credit: '3500.00' },
    ],
  };
  const { accrualPost } = await ask('02-accrue', 'Accrue', { input: accrual, key: key('audit') });
  const { journalEntry, reversal } = accrualPost;
  tell('Accrued', [
    [journalEntry.reference, `taken back by ${reversal.reference} on ${reversal.postedOn}`],
  ]);
}

async function deferrals({ account }) {
  const paid = {
    postedOn: day(2),
    journalCode: 'BK',
    memo: 'Insurance for a year',
    lines: [
      { accountCode: '6210', debit: '12000.00' },
      { accountCode: '1010', credit: '12000.00' },
    ],
  };
  const [year, number] = month.split('-').map(Number);
  // The day before the same month of next year begins.
  const yearAfter = new Date(Date.UTC(year + 1, number - 1, 0)).toISOString().slice(0, 10);
  const deferral = {
    name: 'Insurance',
    kind: 'EXPENSE',
    amount: '12000.00',
    startsOn: day(1),
    endsOn: yearAfter,
    postedOn: day(2),
    balanceAccountId: account('1260'),
    resultAccountId: account('6210'),
  };
  await ask('03-defer', 'Defer', { paid, deferral, key: key('paid'), again: key('deferral') });
}

async function machine({ account }) {
  const assetClass = {
    code: 'MACHINES',
    name: 'Machines',
    months: 96,
    assetAccountId: account('1510'),
    accumulatedAccountId: account('1590'),
    expenseAccountId: account('6500'),
    gainAccountId: account('4510'),
    lossAccountId: account('6510'),
  };
  const { fixedAssetClassCreate } = await ask('04-capitalize', 'Class', {
    input: assetClass,
    key: key('class'),
  });
  const asset = {
    classId: fixedAssetClassCreate.fixedAssetClass.id,
    name: 'Laser interferometer',
    acquiredOn: day(1),
    cost: '48000.00',
    creditAccountId: account('1010'),
  };
  await ask('04-capitalize', 'Capitalize', { input: asset, key: key('machine') });
}

async function schedules({ period }) {
  const until = period.endsOn;
  const preview = await ask('05-run', 'Preview', { until, period: period.id });
  const { planRun } = await ask('05-run', 'RunPlans', { until, key: key('plans') });
  const { depreciationRunCreate } = await ask('05-run', 'Depreciate', {
    period: period.id,
    key: key('depreciation'),
  });
  const posted = planRun.postings.map(({ name, amount }) => [name, amount]);
  const { total } = depreciationRunCreate.depreciationRun;
  tell('Schedules', [
    [
      'still to post before the run',
      preview.planPreview.length + preview.depreciationPreview.length,
    ],
    ...posted,
    ['Depreciation', total],
  ]);
}

async function bankAccounts({ period }) {
  const openingOn = day(24);
  const question = { code: '1010', asOf: day(23) };
  const { accountBalance, bankAccounts: found } = await ask(
    '06-bank-accounts',
    'Balance',
    question,
  );
  const opening = accountBalance.baseBalance;
  const { id } = found.nodes[0];
  const begin = { id, openingOn, openingBalance: opening };
  await ask('06-bank-accounts', 'BeginAt', { input: begin, key: key('begin') });
  const { bankAccountCreate } = await ask('06-bank-accounts', 'AddDollars', {
    account: { code: '1030', name: 'Dollars', type: 'ASSET', subtype: 'CASH', control: 'BANK' },
    bank: { name: 'Dollar account', currency: 'USD', ledgerAccountCode: '1030' },
    key: key('ledger'),
    again: key('dollars'),
  });
  const worth = { fromCurrency: 'USD', toCurrency: 'EUR', source: 'ECB' };
  const rates = [
    { ...worth, validOn: day(1), rate: '0.92' },
    { ...worth, validOn: period.endsOn, rate: '0.89' },
  ];
  await ask('09-revalue', 'Rates', { input: { rates } });
  const transfer = {
    fromBankAccountId: id,
    toBankAccountId: bankAccountCreate.bankAccount.id,
    postedOn: day(26),
    amount: '9200.00',
    receivedAmount: '10000.00',
  };
  await ask('06-bank-accounts', 'Transfer', { input: transfer, key: key('transfer') });
  return { id, openingOn, opening };
}

/**
 * What the bank would send (MT940): its side of the last days, a fee, and not yet what came last.
 */
async function statementOf({ openingOn, opening }, period) {
  const span = { code: '1010', from: openingOn, to: period.endsOn };
  const { generalLedger } = await ask('08-reconcile', 'Books', span);
  const lines = generalLedger.rows
    .map(({ line: { postedOn, amount, entry } }) => [postedOn, cents(amount), entry.memo])
    .filter(([, amount]) => amount !== FEE)
    .slice(0, -1);
  const rows = [...lines, [day(30), FEE, 'Account fee']];
  const closing = rows.reduce((sum, [, amount]) => sum + amount, cents(opening));
  const short = (on) => on.slice(2).replaceAll('-', '');
  const signed = (amount) => [
    amount < 0 ? 'D' : 'C',
    (Math.abs(amount) / 100).toFixed(2).replace('.', ','),
  ];
  const balance = (tag, on, amount) => {
    const [side, figure] = signed(amount);
    return `:${tag}:${side}${short(on)}EUR${figure}`;
  };
  return [
    ':20:MONTHEND',
    `:25:${ACCOUNT}`,
    ':28C:10/1',
    balance('60F', openingOn, cents(opening)),
    ...rows.flatMap(([on, amount, memo]) => [
      `:61:${short(on)}${on.slice(5).replace('-', '')}${signed(amount).join('')}NMSCNONREF`,
      `:86:${memo}`,
    ]),
    balance('62F', period.endsOn, closing),
    '-',
    '',
  ].join('\r\n');
}

function cents(amount) {
  return Math.round(Number(amount) * 100);
}

async function imported(bankAccountId, text) {
  const bytes = Buffer.from(text);
  const slot = {
    purpose: 'accounting.bankFile',
    name: 'statement.sta',
    mediaType: 'text/plain',
    size: bytes.length,
  };
  const { fileUploadCreate } = await ask('07-import', 'Slot', { input: slot });
  const put = await fetch(url + fileUploadCreate.url, { method: 'PUT', body: bytes });
  if (!put.ok) throw new Error(`The file was answered ${put.status}.`);
  const { fileUploadFinish } = await ask('07-import', 'Finish', {
    uploadId: fileUploadCreate.upload.id,
  });
  const input = { bankAccountId, fileId: fileUploadFinish.file.id, format: 'MT940' };
  const { bankStatementImport } = await ask('07-import', 'Import', { input });
  if (bankStatementImport.isKnown) return;
  for (;;) {
    const { job } = await ask('07-import', 'ImportJob', { id: bankStatementImport.job.id });
    if (job.state === 'SUCCEEDED') return;
    if (job.state !== 'QUEUED' && job.state !== 'RUNNING') throw new Error(JSON.stringify(job));
    await sleep(100);
  }
}

async function reconciliation({ period }) {
  const bank = await bankAccounts({ period });
  await imported(bank.id, await statementOf(bank, period));
  const confirm = { bankAccountId: bank.id };
  const { bankSuggestionsConfirm } = await ask('08-reconcile', 'Confirm', {
    input: confirm,
    key: key('confirm'),
  });
  const asOf = period.endsOn;
  const { reconciliationStatement: statement } = await ask('08-reconcile', 'Reconciliation', {
    bankAccountId: bank.id,
    asOf,
  });
  await ask('08-reconcile', 'Reconciled', {
    input: { bankAccountId: bank.id, closedOn: asOf },
    key: key('reconciled'),
  });
  tell('Bank', [
    ['matched by itself', bankSuggestionsConfirm.matchedCount],
    ['balance in the books', statement.bookBalance],
    ['in transit', statement.inTransit],
    ['not explained', statement.difference],
  ]);
}

async function revaluation({ period }) {
  const on = period.endsOn;
  const { revaluationPreview } = await ask('09-revalue', 'RevaluationPreview', { on });
  const { revaluationRun } = await ask('09-revalue', 'Revalue', { on, key: key('revaluation') });
  tell('Revalued', [
    ...revaluationPreview.lines.map(({ currency, amount, difference }) => [
      `${amount} ${currency}`,
      difference,
    ]),
    ['taken back on', revaluationRun.revaluation.reversesOn],
  ]);
}

async function close({ period }) {
  const { periods } = await ask('10-close', 'Unclosed', { until: period.endsOn });
  for (const { id } of periods.nodes) await ask('10-close', 'Close', { id });
  tell('Closed', [['periods', periods.nodes.map(({ name }) => name).join(' ')]]);
}

async function statements({ period }) {
  const all = await ask('11-statements', 'Statements', {
    from: period.startsOn,
    to: period.endsOn,
  });
  const shown = ({ lines }) =>
    lines.filter(({ level }) => level < 2).map(({ label, amounts }) => [label, amounts.join('  ')]);
  tell('Balance sheet', shown(all.balanceSheet));
  tell('Income statement, this month and the last', shown(all.incomeStatement));
  tell('Cash flow', shown(all.cashFlowStatement));
  const { totalDebit, totalCredit } = all.trialBalance;
  tell('Proofs', [
    ['debits and credits', `${totalDebit} = ${totalCredit}`],
    ['books are sound', all.ledgerIntegrityCheck.isSound],
    ['chain is whole', all.verifyHashChain.isSound],
  ]);
}

const CODES = ['1010', '1260', '1510', '1590', '4510', '6210', '6250', '6500', '6510'];
const { periods, ledgerAccounts } = await ask('01-begin', 'Begin', { month, accounts: CODES });
const ids = new Map(ledgerAccounts.nodes.map(({ code, id }) => [code, id]));
const begun = { period: periods.nodes[0], account: (code) => ids.get(code) };
for (const step of [
  accruals,
  deferrals,
  machine,
  schedules,
  reconciliation,
  revaluation,
  close,
  statements,
]) {
  await step(begun);
}
