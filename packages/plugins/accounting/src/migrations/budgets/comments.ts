/** What tables and columns hold. */
export const comments = `
comment on table accounting.budget is 'What a fiscal year is meant to bring and to cost.';
comment on column accounting.budget.organization_id is 'Organization that the row belongs to';
comment on column accounting.budget.id is 'Opaque, sortable id';
comment on column accounting.budget.version is 'Grows by one with each change';
comment on column accounting.budget.created_at is 'When the record was made';
comment on column accounting.budget.updated_at is 'When the record was last changed';
comment on column accounting.budget.name is 'Name for people, unique';
comment on column accounting.budget.fiscal_year_id is 'The fiscal year';
comment on column accounting.budget.status is 'Whether it counts';
comment on table accounting.budget_line is 'What one account is meant to have in one period.';
comment on column accounting.budget_line.organization_id is 'Organization that the row belongs to';
comment on column accounting.budget_line.id is 'Opaque, sortable id';
comment on column accounting.budget_line.version is 'Grows by one with each change';
comment on column accounting.budget_line.created_at is 'When the record was made';
comment on column accounting.budget_line.updated_at is 'When the record was last changed';
comment on column accounting.budget_line.budget_id is 'The budget';
comment on column accounting.budget_line.account_id is 'The account; never a heading';
comment on column accounting.budget_line.period_id is 'The period';
comment on column accounting.budget_line.amount is 'In the base currency; income and expenses both above zero';
`;
