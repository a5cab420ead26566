/** What the seed asks for: the same operations as everybody's. */

export const CODES = `query {
  legalEntities(first: 100) { nodes { id code } }
  sites(first: 100) { nodes { id code } }
  orgUnits(first: 100) { nodes { id code } }
}`;

export const CUSTOM_FIELD = `mutation ($input: CustomFieldCreateInput!) {
  customFieldCreate(input: $input) { customField { id } userErrors { code message } }
}`;

export const HIRE = `mutation ($input: EmployeeHireInput!) {
  employeeHire(input: $input) { employee { id } userErrors { code message } }
}`;

export const REHIRE = `mutation ($input: EmployeeRehireInput!) {
  employeeRehire(input: $input) { employee { id } userErrors { code message } }
}`;

export const CHANGE_JOB = `mutation ($input: JobChangeInput!) {
  jobChange(input: $input) { employee { id } userErrors { code message } }
}`;

export const CHANGE_SALARY = `mutation ($input: SalaryChangeInput!) {
  salaryChange(input: $input) { employee { id } userErrors { code message } }
}`;

export const TERMINATE = `mutation ($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) { employee { id } userErrors { code message } }
}`;
