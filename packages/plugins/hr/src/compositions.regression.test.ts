// After a second composition in a process, inputs of the first lost the fields of their entities.
import { compose } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
});
afterAll(() => app.close());

test('an older composition reads its inputs beside newer ones, failed ones too', async () => {
  compose({ plugins: [] });
  const broken = { ...hrPlugin, requires: ['nobody'] } as unknown as typeof hrPlugin;
  const unruled = { ...hrPlugin, rules: {} };
  for (const plugin of [broken, unruled]) {
    expect(() => compose({ plugins: [{ plugin }] })).toThrow();
  }
  compose({ plugins: [] });
  expect(await hire(app.owner, await createCompany(app))).toMatch(/^emp_/);
});
