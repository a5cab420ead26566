/** The last line of a test run: one line that people and scripts can read. */
export default class TallyReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
