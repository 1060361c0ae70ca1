// The suites of `npm test`, in the order in which they run, and how each tells how many of its tests passed.
import fs from 'node:fs';
import path from 'node:path';
import { missingPackages } from './system-packages.mjs';
import { findChromium } from './workbench/browser.mjs';
import { platformSupported, root } from './workbench/paths.mjs';

export const resultsDirectory = path.join(root, 'test-results');

const vitestReport = path.join(resultsDirectory, 'vitest.json');

/** A suite's own result file: {"passed": n, "failed": n} and, where tests can be skipped, "skipped". */
export const resultFile = (name) => path.join(resultsDirectory, `${name}.json`);

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** vitest writes a report of its own kind: turned into the common one. */
function countVitest() {
  const report = readJson(vitestReport);
  if (!report) return undefined;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = report;
  const counts = { passed, failed, skipped: pending + (todo ?? 0) };
  fs.writeFileSync(resultFile('unit'), JSON.stringify(counts));
  return counts;
}

/** Names the programs that a suite uses and that are not there. */
function missingFor(suite) {
  return missingPackages()
    .filter(({ suites: users }) => users.includes(suite))
    .map(({ name }) => `${name} is missing`)
    .join(', ');
}

function withoutChromium() {
  return findChromium() ? undefined : 'Chromium is missing';
}

/**
 * name     what --only takes
 * title    what the suite looks at
 * command  run by this Node from the repository's root
 * count    gives the numbers of tests; a suite without it is one step, which counts only when it fails
 * after    a suite that has to have passed
 * blocked  why the suite cannot run here, if it cannot
 */
export const suites = [
  {
    name: 'packages',
    title: 'programs from outside npm',
    command: ['scripts/system-packages.mjs'],
    // without the rights to install them, the suites that need them say so themselves
    blocked: () =>
      process.getuid?.() !== 0 &&
      missingPackages()
        .map(({ name }) => `${name} is missing`)
        .join(', '),
  },
  { name: 'build', title: 'knowledge, grammar and bundles', command: ['scripts/build.mjs'] },
  { name: 'types', title: 'type check', command: ['scripts/typecheck.mjs'], after: 'build' },
  { name: 'lint', title: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  {
    name: 'unit',
    title: 'knowledge, parser, rules, server, comparisons with the real httpd',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    clears: [vitestReport],
    count: countVitest,
    after: 'build',
  },
  {
    name: 'grammar',
    title: 'highlighting',
    command: ['test/grammar/run.mjs'],
    count: () => readJson(resultFile('grammar')),
    after: 'build',
  },
  {
    name: 'workbench',
    title: 'the extension inside VS Code',
    command: ['test/workbench/run.mjs'],
    count: () => readJson(resultFile('workbench')),
    after: 'build',
    blocked: () => (platformSupported() && !process.env.VSCODE_EXECUTABLE ? withoutChromium() : undefined),
  },
  {
    name: 'sites',
    title: 'from nothing to the padlock: sites made in VS Code, served by the real servers, opened in Chromium',
    command: ['test/fromNothing/run.mjs'],
    count: () => readJson(resultFile('sites')),
    after: 'build',
    blocked: () => (process.platform === 'linux' ? missingFor('sites') : 'the servers are laid out as on Linux'),
  },
  {
    name: 'ui',
    title: 'the packaged extension, by keyboard and mouse',
    command: ['test/ui/run.mjs'],
    count: () => readJson(resultFile('ui')),
    after: 'build',
    blocked: () => (platformSupported() ? withoutChromium() : 'the embedded workbench is for Linux only'),
  },
];
