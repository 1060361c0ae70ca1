/** Our verdict on a configuration that lies on the disk: whether any file of it has an error. */
import { join } from 'node:path';
import type { Target } from '../../server/src/model/target.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { type Found, Site } from '../kit/configuration.ts';
import { MAIN } from './tree.ts';

/** The httpd that the tests ask. */
export const INSTALLED: Target = { httpd: '2.4.71', modWsgi: '4.9.4', platform: 'debian', stated: { httpd: true, modWsgi: true }, modules: null };

/** What we say. */
export interface OurVerdict {
  readonly refuses: boolean;
  /** The errors, for people. */
  readonly words: string;
  readonly codes: readonly string[];
}

/** Asks our checker about the configuration below `root`. */
export function weSay(root: string, target: Target = INSTALLED): OurVerdict {
  const site = new Site({}, { root: join(root, MAIN), target, disk: nodeDisk, certificates: new NodeCertificates() });
  const errors = site.findings().filter(({ severity }) => severity === 'error');
  return { refuses: errors.length > 0, words: errors.map((error) => lineOf(error, root)).join('\n'), codes: errors.map(({ code }) => code) };
}

function lineOf({ file, line, code, message }: Found, root: string): string {
  return `${file.replace(root, '')}:${line} ${code}: ${message.replaceAll(root, '')}`;
}
