import type { SeedContext } from '@bureau/core';
import type { DemoCompany } from './demo-company.js';

/** Software of the demo company, made up; seats go to people from the first one on. */
const LICENSES = [
  ['CAD-PRO', 'Draftwerk Pro', 'Draftwerk', 5, '7450.00', 4, '2026-10-31'],
  ['SCOPE-SUITE', 'Signal Analysis Suite', 'Teslar', 3, '2970.00', 3, '2027-01-14'],
  ['OFFICE-24', 'Papyrus Office', 'Papyrus', 60, '5400.00', 4, '2026-12-31'],
  ['PDF-EDIT', 'Folio Editor', 'Folio', 10, '690.00', 2, null],
] as const;

/** Licences with seats. Their end is set last: demo data is loaded on any day, later ones too. */
export async function seedLicenses(ctx: SeedContext, company: DemoCompany): Promise<void> {
  const people = company.employees.filter((one) => one.terminatedOn === null);
  for (const [code, name, publisher, seats, amount, taken, expiresOn] of LICENSES) {
    const cost = { amount, currency: 'EUR' };
    const input = { code, name, publisher, seats, cost, purchasedOn: '2026-01-15' };
    const data = await ctx.run(
      `mutation($input: LicenseCreateInput!) { licenseCreate(input: $input) {
        license { id } userErrors { code message } } }`,
      { input },
    );
    const { license } = data['licenseCreate'] as { license: { id: string } };
    const assign = people.slice(0, taken).map(
      ({ id }, at) => `s${at}: seatAssign(input: { licenseId: "${license.id}",
        employeeId: "${id}" }) { userErrors { code message } }`,
    );
    const ends = `licenseUpdate(input: { id: "${license.id}", expiresOn: "${expiresOn}" }) {
      userErrors { code message } }`;
    await ctx.run(`mutation { ${[...assign, ...(expiresOn ? [ends] : [])].join('\n')} }`);
  }
}
