import type { TestApp, TestClient } from '@bureau/testing';

/** Ids of a small company: one legal entity, one place, two units. */
export interface Company {
  legalEntityId: string;
  siteId: string;
  unitId: string;
  otherUnitId: string;
}

const CREATE = `mutation ($entity: LegalEntityCreateInput!, $site: SiteCreateInput!,
    $unit: OrgUnitCreateInput!, $other: OrgUnitCreateInput!) {
  legalEntityCreate(input: $entity) { legalEntity { id } }
  siteCreate(input: $site) { site { id } }
  unit: orgUnitCreate(input: $unit) { orgUnit { id } }
  other: orgUnitCreate(input: $other) { orgUnit { id } }
}`;

/** What a company needs before it can hire. */
export async function createCompany(app: TestApp): Promise<Company> {
  const data = await app.owner.data(CREATE, {
    entity: { code: 'CO', name: 'Company', country: 'AT', currency: 'EUR' },
    site: { code: 'VIE', name: 'Vienna', timeZone: 'Europe/Vienna', country: 'AT' },
    unit: { code: 'ENG', name: 'Engineering' },
    other: { code: 'OPS', name: 'Operations' },
  });
  return {
    legalEntityId: data.legalEntityCreate.legalEntity.id,
    siteId: data.siteCreate.site.id,
    unitId: data.unit.orgUnit.id,
    otherUnitId: data.other.orgUnit.id,
  };
}

/** Terms of a hiring; what is left out has a value of no interest. */
export interface Terms {
  number?: string;
  givenName?: string;
  familyName?: string;
  startsOn?: string;
  managerId?: string | null;
  unitId?: string;
  position?: string;
  salary?: { amount: { amount: string; currency: string }; period?: string };
  employee?: Record<string, unknown>;
}

/** The input of `employeeHire`. */
export function hireInput(company: Company, terms: Terms = {}): Record<string, unknown> {
  const { givenName = 'Kim', familyName = 'Berg', startsOn = '2024-01-01' } = terms;
  return {
    ...(terms.number !== undefined && { number: terms.number }),
    person: { givenName, familyName },
    employment: engagement(company, { ...terms, startsOn }),
    ...terms.employee,
  };
}

/** The terms of an employment. */
export function engagement(company: Company, terms: Terms): Record<string, unknown> {
  const { position = 'Engineer', managerId = null, startsOn } = terms;
  const { legalEntityId, siteId } = company;
  const unitId = terms.unitId ?? company.unitId;
  return {
    startsOn,
    legalEntityId,
    job: { position, unitId, siteId, managerId },
    ...(terms.salary && { salary: terms.salary }),
  };
}

export const HIRE = `mutation ($input: EmployeeHireInput!) {
  employeeHire(input: $input) { employee { id number version } userErrors { code path message } }
}`;

/** Hires somebody and returns the id. */
export async function hire(client: TestClient, company: Company, terms: Terms = {}) {
  const data = await client.data(HIRE, { input: hireInput(company, terms) });
  return data.employeeHire.employee.id as string;
}
