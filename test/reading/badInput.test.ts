/**
 * Configurations that no checker should be brought down by, on a real disk: circles, pipes, devices, logs of gigabytes, what
 * multiplies. The checker runs in a process with little memory, which is killed where it does not end. It has one clear word on
 * the right line, and is red exactly where the real httpd refuses.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../server/src/model/disk.ts';
import { apacheIsAsked, inTemporaryFolder } from '../kit/apache.ts';
import { Place } from '../kit/checker.ts';
import { brief, check, memoryDisk } from '../kit/configuration.ts';
import { MAIN, writeTree } from '../parity/tree.ts';
import { httpdReads } from './asRead.ts';
import { OPENING_LINE, opened } from './trees.ts';

/** What the checker may take, in MiB. */
const HEAP = 512;
/** What it may take for a million lines that each declare a name: a kibibyte and a half for each. */
const LARGE_HEAP = 1536;

type Files = Readonly<Record<string, string>>;
/** What the real httpd does; `unasked` where it takes minutes, reads gigabytes, or waits for a pipe for ever. */
type Httpd = 'refuses' | 'takes' | 'unasked';

interface Bad {
  /** The main file behind what httpd does not start without, so that its first line is the second. */
  readonly main: string;
  readonly files?: Files;
  /** Makes what is no plain file. */
  readonly prepare?: (at: (name: string) => string) => void;
  /** `file:line code severity` of each finding. */
  readonly found: readonly string[];
  readonly httpd: Httpd;
  readonly heap?: number;
}

const numbered = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const chain = (length: number): Files =>
  Object.fromEntries(numbered(length, (index): [string, string] => [`f${index}`, index + 1 < length ? `Include f${index + 1}\n` : '']));
const doubling = (levels: number): Files =>
  Object.fromEntries(numbered(levels, (index): [string, string] => [`f${index}`, index + 1 < levels ? `Include f${index + 1}\n`.repeat(2) : 'KeepAlive on\n']));

const CASES: Readonly<Record<string, Bad>> = {
  'a file that includes itself': { main: 'Include a\n', files: { a: 'KeepAlive on\nInclude a\n' }, found: ['a:2 include-recursion error'], httpd: 'refuses' },
  'a wildcard that matches the file it stands in': {
    main: 'Include a/*.conf\n',
    files: { 'a/1.conf': '', 'a/2.conf': 'Include a/*.conf\n' },
    found: ['2.conf:1 include-recursion error'],
    httpd: 'refuses',
  },
  'a folder that holds the file that includes it': {
    main: 'Include a\n',
    files: { 'a/x': 'Include a\n' },
    found: ['x:1 include-recursion error'],
    httpd: 'refuses',
  },
  'two files that include each other': {
    main: 'Include a\n',
    files: { a: 'Include b\n', b: 'IncludeOptional a\n' },
    found: ['a:1 include-recursion error'],
    httpd: 'refuses',
  },
  'a macro and a file that bring each other': {
    main: '<Macro M>\nInclude a\n</Macro>\nUse M\n',
    files: { a: 'Use M\n' },
    found: ['apache2.conf:3 include-recursion error'],
    httpd: 'refuses',
  },
  'a chain of 127 files': { main: 'Include f0\n', files: chain(127), found: [], httpd: 'takes' },
  'a chain of 200 files': { main: 'Include f0\n', files: chain(200), found: ['f127:1 include-recursion error'], httpd: 'refuses' },
  'a pipe': {
    main: 'Include pipe.conf\n',
    prepare: (at) => execFileSync('mkfifo', [at('pipe.conf')]),
    found: ['apache2.conf:2 include-unreadable error'],
    httpd: 'unasked',
  },
  'a pipe that a wildcard matches': {
    main: 'IncludeOptional a/*\n',
    files: { 'a/1': 'KeepAlive on\n' },
    prepare: (at) => execFileSync('mkfifo', [at('a/2')]),
    found: ['apache2.conf:2 include-unreadable error'],
    httpd: 'unasked',
  },
  'a device that never ends': { main: 'Include /dev/zero\n', found: ['apache2.conf:2 include-unreadable error'], httpd: 'refuses' },
  'a terminal': { main: 'Include /dev/tty\n', found: ['apache2.conf:2 include-unreadable error'], httpd: 'refuses' },
  'a link to a device': {
    main: 'Include a\n',
    prepare: (at) => symlinkSync('/dev/urandom', at('a')),
    found: ['apache2.conf:2 include-unreadable error'],
    httpd: 'refuses',
  },
  'the device that is empty': { main: 'Include /dev/null\n', found: [], httpd: 'takes' },
  'a log of two gigabytes': {
    main: 'Include *.log\n',
    prepare: (at) => {
      writeFileSync(at('access.log'), '');
      truncateSync(at('access.log'), 2 * 1024 ** 3);
    },
    found: ['apache2.conf:2 include-limit warning'],
    httpd: 'unasked',
  },
  'a binary file': {
    main: 'IncludeOptional *.bin\n',
    prepare: (at) =>
      writeFileSync(
        at('a.bin'),
        Uint8Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 256),
      ),
    found: ['apache2.conf:2 include-limit warning'],
    httpd: 'refuses',
  },
  'links in a circle': {
    main: 'Include a\n',
    prepare: (at) => {
      symlinkSync('b', at('a'));
      symlinkSync('a', at('b'));
    },
    found: ['apache2.conf:2 include-unreadable error'],
    httpd: 'refuses',
  },
  'links in a circle, optional': { main: 'IncludeOptional a\n', prepare: (at) => symlinkSync('a', at('a')), found: [], httpd: 'takes' },
  'a folder with links to itself': {
    main: 'Include a\n',
    prepare: (at) => {
      mkdirSync(at('a'));
      for (const name of ['x', 'y']) symlinkSync('.', at(`a/${name}`));
    },
    found: ['apache2.conf:2 include-unreadable error', 'apache2.conf:2 include-limit warning'],
    httpd: 'refuses',
  },
  'a folder with links to itself, optional': {
    main: 'IncludeOptional a\n',
    prepare: (at) => {
      mkdirSync(at('a'));
      for (const name of ['x', 'y']) symlinkSync('.', at(`a/${name}`));
    },
    found: ['apache2.conf:2 include-limit warning'],
    httpd: 'unasked',
  },
  'ten thousand files': {
    main: 'Include a/*.conf\n',
    files: {
      ...Object.fromEntries(numbered(10_000, (index): [string, string] => [`a/${10_000 + index}.conf`, `Define N${index}\n`])),
      'a/z.conf': 'KeepAlive maybe\n',
    },
    found: ['z.conf:1 invalid-value error'],
    httpd: 'refuses',
  },
  'files that include the next one twice': { main: 'Include f0\n', files: doubling(30), found: ['f28:1 reading-limit warning'], httpd: 'unasked' },
  'a macro that uses itself': { main: '<Macro M>\nUse M\n</Macro>\nUse M\n', found: ['apache2.conf:3 macro-recursion error'], httpd: 'refuses' },
  'two macros that use each other': {
    main: '<Macro A>\nUse B\n</Macro>\n<Macro B>\nUse A\n</Macro>\nUse A\n',
    found: ['apache2.conf:6 macro-recursion error'],
    httpd: 'refuses',
  },
  'macros that use the one before twice': {
    main: `<Macro M0>\nKeepAlive on\n</Macro>\n${numbered(30, (index) => `<Macro M${index + 1}>\nUse M${index}\nUse M${index}\n</Macro>\n`).join('')}Use M30\n`,
    found: ['apache2.conf:125 reading-limit warning'],
    httpd: 'unasked',
  },
  'parameters that double at each use': {
    main: `<Macro M0 $a>\nServerAdmin $a\n</Macro>\n${numbered(40, (index) => `<Macro M${index + 1} $a>\nUse M${index} "$a$a"\n</Macro>\n`).join('')}Use M40 x\n`,
    found: ['apache2.conf:125 reading-limit warning'],
    httpd: 'unasked',
  },
  'names that double at each Define': {
    main: `Define N0 x\n${numbered(60, (index) => `Define N${index + 1} \${N${index}}\${N${index}}\n`).join('')}`,
    found: ['apache2.conf:21 reading-limit warning'],
    httpd: 'unasked',
  },
  'a million names': {
    main: numbered(1_000_000, (index) => `Define N${index}\n`).join(''),
    found: [],
    httpd: 'unasked',
    heap: LARGE_HEAP,
  },
  'NULs in a line': { main: 'ServerAdmin a\0b\nKeepAlive on\n', found: [], httpd: 'takes' },
};

/** Lays a case on the disk for `work`. */
function laidOut<T>({ main, files = {}, prepare }: Bad, work: (folder: string) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (root) => {
    const { tree } = opened(new Map(Object.entries({ [MAIN]: `${OPENING_LINE}${main}`, ...files })), new Map(), {});
    await writeTree(tree, root);
    prepare?.((name) => join(root, name));
    return work(root);
  });
}

describe.each(Object.entries(CASES))('%s', (_, bad) => {
  test(
    'has one clear word on the right line',
    () =>
      laidOut(bad, async (root) => {
        const engine = [`--max-old-space-size=${bad.heap ?? HEAP}`];
        const found = await new Place(root).findings(['--root', MAIN, '--files', 'always'], engine);
        expect(found.map(({ file, line, code, severity }) => `${file.split('/').at(-1)}:${line} ${code} ${severity}`)).toEqual(bad.found);
      }),
    150_000,
  );
});

const ASKED = Object.entries(CASES).filter(([, { httpd }]) => httpd !== 'unasked');

describe.runIf(apacheIsAsked())('the real httpd agrees about', () => {
  test.each(ASKED)('%s', (_, bad) =>
    laidOut(bad, async (root) => {
      const { refusal } = await httpdReads(root);
      expect(refusal === '' ? 'takes' : 'refuses', refusal).toBe(bad.httpd);
    }),
  );
});

describe('without permission', () => {
  const tree = {
    '/etc/apache2/apache2.conf': 'Listen 80\nInclude secret.conf\nInclude closed/*.conf\nUse Site\n',
    '/etc/apache2/secret.conf': '',
    '/etc/apache2/closed/a.conf': '',
  };

  test('a file and a folder are told of, and what they may hold is not missed', () => {
    const inMemory = memoryDisk(tree);
    const disk: Disk = {
      ...inMemory,
      read: (path, most) => (path.endsWith('secret.conf') ? { absence: 'denied' } : inMemory.read(path, most)),
      list: (path) => (path.endsWith('closed') ? { absence: 'denied' } : inMemory.list(path)),
    };
    const found = check(tree, { disk });
    expect(brief(found)).toEqual(['apache2.conf:2 include-unreadable', 'apache2.conf:3 include-unreadable']);
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(found[0]!.message).toMatch(/may not be read here.*httpd, which starts as root/);
  });
});
