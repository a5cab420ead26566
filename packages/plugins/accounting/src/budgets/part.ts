import {
  type DefaultRole,
  permissionsOf,
  type PluginDefinition,
  type RuleTree,
} from '@bureau/core';
import { CashForecastResolver } from '../forecast/forecast.resolver.js';
import { budgets } from '../migrations/0080-budgets.js';
import { budgetDimensions } from '../migrations/0210-budget-dimensions.js';
import { Budget, BudgetLine } from './budget.entity.js';
import { budgetLineImport } from './budget.import.js';
import { BudgetResolver } from './budget.resolver.js';
import { BudgetLineType, BudgetType } from './budget.types.js';
import { budgetErrors } from './errors.js';

const READ = 'accounting.budget.read';
const WRITE = 'accounting.budget.write';
const REPORT = 'accounting.report.read';

const rules: RuleTree = {
  Budget: { '*': READ },
  BudgetLine: { '*': READ },
  BudgetComparison: { '*': READ },
  BudgetComparisonRow: { '*': READ },
  BudgetComparisonGroup: { '*': READ },
  CashForecast: { '*': REPORT },
  CashForecastSpan: { '*': REPORT },
  CashForecastItem: { '*': REPORT },
  Query: { budgetVsActual: { allOf: [READ, REPORT] }, cashForecast: REPORT },
  Mutation: { budgetCreate: WRITE, budgetSet: WRITE, budgetCopy: WRITE, budgetActivate: WRITE },
};

const roles: DefaultRole[] = [
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [READ],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [READ, WRITE],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Budgets beside the books, and the cash that is to come. */
export const budgetsPart = {
  entities: [Budget, BudgetLine],
  types: [BudgetType, BudgetLineType],
  migrations: [budgets, budgetDimensions],
  ownerFunctions: {
    dimension_sets: 'Sets of dimension values are never changed, so nobody writes them directly.',
  },
  imports: [budgetLineImport],
  resolvers: [BudgetResolver, CashForecastResolver],
  permissions: permissionsOf('accounting', {
    'budget.read': 'Read budgets.',
    'budget.write': 'Write budgets, and say which one counts.',
  }),
  rules,
  roles,
  errors: budgetErrors.table,
} satisfies Partial<PluginDefinition>;
