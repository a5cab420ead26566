import { expose, type Exposed, many } from '@bureau/core';
import { BankAccount } from './bank-account.entity.js';
import { BankLine } from './bank-line.entity.js';
import { BankMatch, BankMatchItem, BankReconciliation } from './bank-match.entity.js';
import { BankStatement } from './bank-statement.entity.js';

export const BankAccountType: Exposed = expose(BankAccount, {
  prefix: 'bac',
  amounts: { openingBalance: 'currency' },
  filter: ['name', 'ledgerAccount', 'currency', 'iban', 'isActive'],
  order: ['name'],
  relations: {
    lines: many(() => BankLineType, 'bankAccount', 'Its lines, as the bank tells them.'),
    statements: many(() => BankStatementType, 'bankAccount', 'Its statements.'),
  },
});

export const BankStatementType: Exposed = expose(BankStatement, {
  prefix: 'bst',
  amounts: {
    openingBalance: 'bankAccount.currency',
    closingBalance: 'bankAccount.currency',
    moved: 'bankAccount.currency',
    difference: 'bankAccount.currency',
  },
  filter: ['bankAccount', 'file', 'format', 'number', 'endsOn', 'closingOn', 'createdAt'],
  order: ['createdAt', 'endsOn', 'closingOn'],
  relations: { newLines: many(() => BankLineType, 'statement', 'Lines that came with it.') },
});

export const BankLineType: Exposed = expose(BankLine, {
  prefix: 'bln',
  amounts: { amount: 'currency' },
  filter: [
    ...(['bankAccount', 'statement', 'bookedOn', 'amount', 'status', 'party', 'match'] as const),
    ...(['reference', 'counterpartyAccount'] as const),
  ],
  order: ['bookedOn', 'amount'],
  search: ['text', 'counterpartyName', 'reference'],
  aggregate: ['amount'],
});

export const BankMatchType: Exposed = expose(BankMatch, {
  prefix: 'bma',
  filter: ['bankAccount', 'rule', 'score', 'payment', 'entry', 'createdAt'],
  order: ['createdAt'],
  root: { one: 'bankMatch', many: 'bankMatches' },
  relations: {
    bankLines: many(() => BankLineType, 'match', 'Its lines of the bank.'),
    items: many(() => BankMatchItemType, 'match', 'Its lines of the books.'),
  },
});

export const BankMatchItemType: Exposed = expose(BankMatchItem, {
  prefix: 'bmi',
  filter: ['match', 'line'],
  order: ['createdAt'],
  root: false,
});

export const BankReconciliationType: Exposed = expose(BankReconciliation, {
  prefix: 'brc',
  amounts: {
    statementBalance: 'bankAccount.currency',
    bookBalance: 'bankAccount.currency',
    inTransit: 'bankAccount.currency',
  },
  filter: ['bankAccount', 'closedOn'],
  order: ['closedOn'],
});
