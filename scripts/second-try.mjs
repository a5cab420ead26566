// A test file that failed beside others is tried once more, alone: on a busy machine one test may
// fail for the load and not for the code. A file that fails alone too, or more files than a few,
// is a real failure. Used by `npm test` (boot.mjs) and by the reporter that prints the tally.

/** More files than that do not fail for the load. */
export const MOST_FILES = 5;

/**
 * Where a run leaves its outcome, and where it finds that of the run before it.
 * Outcome: `{ files: [{ path, passed, failed, skipped }], wasStopped }`; the numbers count tests,
 * and what breaks outside of tests, such as a file that cannot be loaded, as one more.
 */
export const OUTCOME_FILE = 'BUREAU_TEST_OUTCOME';
export const FIRST_OUTCOME_FILE = 'BUREAU_TEST_FIRST_OUTCOME';

/** Paths of the files to try again; none where nothing failed or too much did. */
export function filesToTryAgain({ files, wasStopped }) {
  const failed = files.filter((file) => file.failed > 0).map((file) => file.path);
  return wasStopped || failed.length > MOST_FILES ? [] : failed;
}

/** The outcome of both runs: of a file that was tried again its second try counts. */
export function outcomeOfBoth(first, second) {
  const again = new Map(second.files.map((file) => [file.path, file]));
  const files = first.files.map((file) => {
    const tried = filesToTryAgain(first).includes(file.path);
    // Not run at all in the second try: it has failed, as it did.
    return (tried && again.get(file.path)) || file;
  });
  return { files, wasStopped: first.wasStopped || second.wasStopped };
}

/** What people and scripts read at the end; `first` is there in a second try. */
export function tallyLines(outcome, first) {
  const both = first ? outcomeOfBoth(first, outcome) : outcome;
  const lines = [];
  if (first) {
    const tried = filesToTryAgain(first);
    const broken = both.files.filter((file) => file.failed > 0).map((file) => file.path);
    const passed = tried.filter((file) => !broken.includes(file));
    if (passed.length > 0) lines.push(`failed beside others, passed alone: ${passed.join(', ')}`);
    if (broken.length > 0) lines.push(`failed alone too: ${broken.join(', ')}`);
  }
  const sum = (name) => both.files.reduce((total, file) => total + file[name], 0);
  return [...lines, `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`];
}
