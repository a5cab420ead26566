import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claimsOf } from '../tools/security-tests/claims.js';
import { securityReport } from '../tools/security-tests/report.js';
import { repositoryFiles } from '../tools/tidy/repository.js';

/** Which attack has which test is read from the titles of the tests, and committed. */
test('the guide of attacks and their tests is as the tests say', () => {
  const file = path.resolve(import.meta.dirname, '../docs/guides/security-tests.md');
  const report = securityReport(claimsOf(repositoryFiles()));
  if (process.env['UPDATE_CONTRACTS'] === '1') writeFileSync(file, report);
  expect(readFileSync(file, 'utf8')).toBe(report);
});
