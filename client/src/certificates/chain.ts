/** Builds a chain file of what an authority sent: `fullchain.pem` as Apache and nginx take it, made without touching the files that it comes from. */
import path from 'node:path';
import { type Chain, chainPem, orderChain } from './chainOrder.ts';
import { type Host, timeOf } from './host.ts';
import { onExistingOf, pathOf } from './options.ts';
import { CertificateProblem } from './problem.ts';
import { type OnExisting, publish } from './publish.ts';
import { type CertificateFile, readCertificates } from './read.ts';
import { readPrivateKey } from './readKey.ts';
import { subjectOf } from './wording.ts';

/** What a chain file is made of. */
export interface ChainRequest {
  /** The certificate and its bundle, in any order and form. */
  readonly files: readonly string[];
  /** Where the chain goes; beside the file with the server's certificate, as `<name>-fullchain.pem`, where nothing is said. */
  readonly output?: string;
  /** The key that the server will use: the chain must begin with its certificate. */
  readonly privateKey?: string;
  readonly onExisting?: OnExisting;
}

/** The chain file that was made. */
export interface BuiltChain {
  /** Where the chain is. */
  readonly chain: string;
  /** The names of its certificates, the server's first. */
  readonly certificates: readonly string[];
  /** What was left out, and why. */
  readonly omitted: readonly string[];
  /** What a person should know. */
  readonly notes: readonly string[];
}

const REASONS: Readonly<Record<Chain['omitted'][number]['reason'], string>> = {
  duplicate: 'it is there twice',
  root: 'a root, which servers do not send',
  'other-signature': 'the same authority, signed by another one',
};

/** Reads the files, puts their certificates in order and writes the chain; refuses files that do not belong together. */
export async function buildChain(request: ChainRequest, host: Host): Promise<BuiltChain> {
  const onExisting = onExistingOf(request.onExisting);
  const { chain, target } = await ordered(request, host);
  const { paths, backups, notes } = await publish([{ path: target, content: chainPem(chain), secret: false }], { onExisting, host });
  return {
    chain: paths[0] ?? target,
    certificates: chain.certificates.map(subjectOf),
    omitted: chain.omitted.map(({ certificate, reason }) => `${subjectOf(certificate)}: ${REASONS[reason]}`),
    notes: [...chain.notes, ...backups.map((backup) => `The old file is kept as ${backup}.`), ...notes],
  };
}

/** Where the chain of a request would go; refuses what `buildChain` refuses, and writes nothing. */
export async function chainPath(request: ChainRequest, host: Host): Promise<string> {
  return (await ordered(request, host)).target;
}

async function ordered({ files: chosen, privateKey, output }: ChainRequest, host: Host): Promise<{ readonly chain: Chain; readonly target: string }> {
  const files = await readAll(chosen);
  const key = privateKey === undefined ? {} : { key: await readPrivateKey(pathOf('privateKey', privateKey)) };
  const chain = orderChain(
    files.flatMap(({ certificates }) => certificates),
    { ...key, now: timeOf(host) },
  );
  return { chain, target: output === undefined ? besides(files, chain) : pathOf('output', output) };
}

async function readAll(chosen: readonly string[]): Promise<readonly CertificateFile[]> {
  const paths = Array.isArray(chosen) ? chosen.map((file) => pathOf('files', file)) : [];
  if (paths.length === 0) throw new CertificateProblem('No file was chosen. Choose the certificate that the authority issued, and its bundle.');
  const files = await Promise.all(paths.map(readCertificates));
  const store = files.find(({ form }) => form === 'pkcs12');
  if (store === undefined) return files;
  throw new CertificateProblem(`${store.path} is locked with a password (PKCS#12). Take its certificates out: openssl pkcs12 -in FILE -nokeys -out NEW`);
}

function besides(files: readonly CertificateFile[], chain: Chain): string {
  const [leaf] = chain.certificates;
  const origin = files.find(({ certificates }) => certificates.some(({ fingerprint256 }) => fingerprint256 === leaf?.fingerprint256));
  const { dir, name } = path.parse(origin?.path ?? '');
  return path.join(dir, `${name}-fullchain.pem`);
}
