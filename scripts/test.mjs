// `npm test`: sets up what the tests need, runs every suite in turn and ends with one line, "N passed, N failed".
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { resultFile, resultsDirectory, suites } from './test-suites.mjs';
import { root } from './workbench/paths.mjs';

const usage = `Usage: npm test -- [--only NAME,NAME] [--allow-missing] [--list]

  --only           run these suites alone, and the build that they need
  --allow-missing  a suite that cannot run on this machine is no failure (not under CI=true)
  --list           name the suites`;

const timeLimit = 15 * 60_000; // of one suite: far more than any needs
const graceTime = 15_000; // for a suite that was told to end

const underCi = Boolean(process.env.CI) && process.env.CI !== 'false';

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      'allow-missing': { type: 'boolean' },
      list: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Error(`there is no suite "${unknown}"`);
  return { ...values, only, allowMissing: values['allow-missing'] && !underCi };
}

/** The suites asked for, and what has to come before them. */
function chosen(only) {
  if (!only) return suites;
  const needed = suites.filter(({ name }) => only.includes(name)).map(({ after }) => after);
  return suites.filter(({ name }) => only.includes(name) || needed.includes(name));
}

/** Runs one suite; the outcome has `state` (passed, failed, not run), the counts, a `reason` and the time it took. */
async function runSuite(suite, outcomes) {
  const notRun = (reason) => ({ state: 'not run', passed: 0, failed: 0, skipped: 0, seconds: 0, reason });
  const reason = suite.blocked?.();
  if (reason) return notRun(reason);
  if (outcomes.some(({ name, state }) => name === suite.after && state !== 'passed')) return notRun(`${suite.after} failed`);
  for (const file of [resultFile(suite.name), ...(suite.clears ?? [])]) fs.rmSync(file, { force: true });
  const started = performance.now();
  const status = await runCommand(suite.command);
  return { ...judge(suite, status), seconds: (performance.now() - started) / 1000 };
}

function judge(suite, status) {
  const none = { passed: 0, failed: 0, skipped: 0 };
  const counts = { ...none, ...(suite.count ? suite.count() : {}) };
  const silent = suite.count && counts.passed + counts.failed === 0;
  if (counts.failed > 0) return { state: 'failed', ...counts };
  if (status !== 0) return { state: 'failed', ...counts, failed: 1, reason: `ended with ${status}` };
  if (silent) return { state: 'failed', ...counts, failed: 1, reason: 'reported no test' };
  return { state: 'passed', ...counts };
}

let running;

/** Runs a suite's command to its end, or to the time limit; gives its exit code, or what ended it. */
function runCommand(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
    running = child;
    const late = setTimeout(() => child.kill('SIGTERM'), timeLimit);
    const tooLate = setTimeout(() => child.kill('SIGKILL'), timeLimit + graceTime);
    const settle = (how) => {
      clearTimeout(late);
      clearTimeout(tooLate);
      resolve(how);
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(code ?? signal));
  });
}

/** The terminal sends Ctrl+C to every process itself; other signals are passed on. Either way this is the end. */
function endOnSignals() {
  process.on('SIGINT', () => process.exit(130));
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      running?.kill(signal);
      process.exit(143);
    });
  }
}

function describe({ name, state, passed, failed, skipped, seconds, reason }) {
  const counted = passed + failed > 0 ? `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}` : '';
  const verdict = state === 'not run' ? 'NOT RUN' : state;
  const details = [counted, reason].filter(Boolean).join('; ');
  return `${name.padEnd(10)} ${verdict.padEnd(8)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${details}`.trimEnd();
}

/** A suite that could not run counts as one failure, unless the caller has allowed for it. */
function settle(outcome, allowMissing) {
  return outcome.state === 'not run' && !allowMissing ? { ...outcome, failed: 1 } : outcome;
}

async function main() {
  const options = readOptions();
  if (options.help) return console.log(usage);
  if (options.list) return console.log(suites.map(({ name, title }) => `${name.padEnd(10)} ${title}`).join('\n'));
  endOnSignals();
  fs.mkdirSync(resultsDirectory, { recursive: true });
  const outcomes = [];
  for (const suite of chosen(options.only)) {
    console.log(`\n== ${suite.name}: ${suite.title}`);
    const outcome = { name: suite.name, ...(await runSuite(suite, outcomes)) };
    outcomes.push(outcome);
    console.log(`== ${describe(outcome)}`);
  }
  const settled = outcomes.map((outcome) => settle(outcome, options.allowMissing));
  const sum = (key) => settled.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`\n${outcomes.map(describe).join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});
