/**
 * The benchmark: our server beside three well-known ones and a floor, all in one run. docs/benchmark.md explains it.
 *   npm run bench                     a table
 *   npm run bench -- --json           the figures and verdicts as JSON
 *   npm run bench -- --check          exit 1 when a verdict fails
 *   npm run bench -- --lines 1000,10000 --servers ours,floor --ours dist/server.js
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureSize, measureStart } from './measure.mjs';
import { report } from './report.mjs';
import { servers } from './servers.mjs';
import { measureTree } from './tree.mjs';
import { judge } from './verdict.mjs';

/** How often things are measured, and how long (in ms) one server may take for one cell of the table. */
const EFFORT = { starts: 9, opens: 3, edits: 40, completions: 20, pause: 15, limit: 30_000 };

const root = fileURLToPath(new URL('../..', import.meta.url));

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      lines: { type: 'string', default: '1000,10000,100000' },
      servers: { type: 'string', default: 'ours,floor,json,docker,yaml' },
      ours: { type: 'string', default: join(root, 'dist', 'server.js') },
    },
  });
  const sizes = values.lines.split(',').map(Number);
  return { ...values, sizes, names: values.servers.split(','), ours: resolve(values.ours) };
}

/** Rows for programs that are not there. */
function absent(list, sizes) {
  return list.flatMap(({ name }) => sizes.map((lines) => ({ server: name, lines, reason: 'missing' })));
}

async function measure(present, sizes, log) {
  const base = await mkdtemp(join(tmpdir(), 'apacheconf-bench-'));
  try {
    log('start');
    const starts = await measureStart(present, { ...EFFORT, base });
    const rows = [];
    for (const lines of sizes) {
      log(`${lines} lines`);
      rows.push(...(await measureSize(present, lines, { ...EFFORT, base })));
    }
    log('a configuration of a thousand files');
    const ours = present.find(({ name }) => name === 'ours');
    const tree = ours === undefined ? null : await measureTree(ours, { ...EFFORT, base });
    return { rows: rows.map((row) => ({ ...row, startMs: starts.get(row.server) ?? null })), tree };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

async function main() {
  const options = readOptions();
  const wanted = servers({ ours: options.ours }).filter(({ name }) => options.names.includes(name));
  const present = wanted.filter(({ path }) => path !== null);
  const log = (text) => process.stderr.write(`measuring: ${text}\n`);
  const { rows, tree } = await measure(present, options.sizes, log);
  rows.push(
    ...absent(
      wanted.filter(({ path }) => path === null),
      options.sizes,
    ),
  );
  const machine = { cpus: availableParallelism(), node: process.versions.node };
  const result = { machine, rows, tree: tree?.figures ?? null, ...judge(rows, options.sizes, tree?.limits ?? []) };
  console.log(options.json ? JSON.stringify(result, null, 2) : report(result));
  if (options.check && !result.ok) process.exitCode = 1;
}

await main();
