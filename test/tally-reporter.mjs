// The last line of a test run: one line that people and scripts can read. Of a run that is followed
// by a second try of what failed (scripts/second-try.mjs) the second one prints it, for both.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  filesToTryAgain,
  FIRST_OUTCOME_FILE,
  OUTCOME_FILE,
  tallyLines,
} from '../scripts/second-try.mjs';

export default class TallyReporter {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, results) {
    const outcome = this.outcomeOf(results);
    const { [OUTCOME_FILE]: file, [FIRST_OUTCOME_FILE]: firstFile } = process.env;
    if (file) writeFileSync(file, JSON.stringify(outcome));
    const again = file && !firstFile ? filesToTryAgain(outcome) : [];
    const first = firstFile && JSON.parse(readFileSync(firstFile, 'utf8'));
    const lines =
      again.length > 0
        ? [`failed beside others, tried again alone: ${again.join(', ')}`]
        : tallyLines(outcome, first);
    console.log(lines.join('\n'));
  }

  outcomeOf(results) {
    const files = results.testResults.map((one) => ({
      path: path.relative(this.rootDir, one.testFilePath).split(path.sep).join('/'),
      passed: one.numPassingTests,
      failed: one.numFailingTests + (one.testExecError ? 1 : 0),
      skipped: one.numPendingTests + one.numTodoTests,
    }));
    return { files, wasStopped: results.wasInterrupted };
  }
}
