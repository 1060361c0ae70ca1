/**
 * A process that issues a certificate as the extension would, to be killed, starved or fenced in. Its one argument is JSON.
 * It says on standard output when it is ready and what came of it; it begins when it is told to.
 */
import { Worker } from 'node:worker_threads';
import { createCertificate } from '../../../client/src/certificates/create.ts';
import { thisHost } from '../../../client/src/certificates/host.ts';
import type { CreateOptions } from '../../../client/src/certificates/options.ts';

/** What the process is told. */
export interface Job {
  readonly options: CreateOptions;
  readonly authorities: string;
  /** Milliseconds from the beginning of writing to the moment at which it kills itself, too few for others to meet. */
  readonly dieWhileWriting?: number;
}

const { options, authorities, dieWhileWriting }: Job = JSON.parse(process.argv[2] ?? '');
const clock = new Int32Array(new SharedArrayBuffer(8));

/** A thread that waits for the beginning of writing, then for the moment, and kills the process. */
const KILLER = `
const { workerData: { clock, wait }, parentPort } = require('node:worker_threads');
parentPort.postMessage('ready');
Atomics.wait(clock, 0, 0);
Atomics.wait(clock, 1, 0, wait);
process.kill(process.pid, 'SIGKILL');
`;

function ready(): void {
  process.stdout.write('ready\n');
  process.stdin.once('data', begin);
}

function begin(): void {
  const began = performance.now();
  let writing = began;
  const progress = (step: string) => {
    if (step !== 'Writing the files') return;
    writing = performance.now();
    Atomics.store(clock, 0, 1);
    Atomics.notify(clock, 0);
  };
  createCertificate(options, thisHost({ workspace: [], trusted: true, authorities, progress })).then(
    () => end({ took: performance.now() - began, wrote: performance.now() - writing }),
    (error: Error) => end({ name: error.name, message: error.message }),
  );
}

function end(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}

if (dieWhileWriting === undefined) ready();
else new Worker(KILLER, { eval: true, workerData: { clock, wait: dieWhileWriting } }).once('message', ready);
