/**
 * What is kept between two questions changes no answer: after every edit of an open document and every change on the disk, a
 * service that has seen everything before says of each file what a fresh one says. INCREMENTAL_SEED repeats a run,
 * INCREMENTAL_RUNS lengthens it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeDocument, type Document, LanguageService, openDocument, textOf } from '../../server/src/ide.ts';
import { NO_CERTIFICATES } from '../../server/src/model/certificates.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { FileCache } from '../../server/src/view/files.ts';
import { ChangingDisk } from './changingDisk.ts';

const SEED = Number(process.env.INCREMENTAL_SEED ?? 1);
const RUNS = Number(process.env.INCREMENTAL_RUNS ?? 60);

const ETC = '/etc/apache2';
const ROOT = `${ETC}/apache2.conf`;
const load = (name: string) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`;

const TREE: Readonly<Record<string, string>> = {
  [ROOT]: `${['mpm_event', 'authz_core', 'dir', 'alias', 'wsgi', 'macro', 'headers'].map(load).join('\n')}
Listen 80
Define V1 one
Include conf.d/*.conf
<Macro Site $name>
    ServerName $name
    WSGIScriptAlias / /srv/blog/app.wsgi process-group=blog
</Macro>
<VirtualHost *:80>
    ServerName blog.test
    WSGIDaemonProcess blog python-home=/srv/venv
    Include one/a.conf
</VirtualHost>
IncludeOptional sites-enabled/*
`,
  [`${ETC}/conf.d/a.conf`]: '<IfModule mod_ssl.c>\nListen 443\nSSLEngine yes\n</IfModule>\nIncludeOptional ${V1}/b.conf\n',
  [`${ETC}/conf.d/b.conf`]: '<Directory /srv/blog>\nRequire all granted\n</Directory>\n',
  [`${ETC}/one/a.conf`]: 'WSGIProcessGroup blog\nServerAlias www.blog.test\n',
  [`${ETC}/one/b.conf`]: 'Define V2 x\n',
  [`${ETC}/sites-available/shop.conf`]: '<VirtualHost *:443>\nUse Site shop.test\nErrorLog ${APACHE_LOG_DIR}/shop.log\n</VirtualHost>\n',
  [`${ETC}/sites-enabled/shop.conf`]: '-> ../sites-available/shop.conf',
  [`${ETC}/envvars`]: 'export APACHE_LOG_DIR=/var/log/apache2\n',
  '/srv/other/one/a.conf': 'ServerAdmin a@blog.test\n',
  '/srv/blog/app.wsgi': 'application = 1\n',
  '/srv/venv/pyvenv.cfg': 'version = 3.11.2\n',
  '/var/log/apache2/': '',
};

/** The files that are asked about, and those that only change. */
const ASKED = Object.keys(TREE).filter((path) => path.endsWith('.conf') && !path.includes('sites-enabled'));
const CHANGING = [...ASKED, `${ETC}/conf.d/new.conf`, `${ETC}/sites-enabled/shop.conf`, `${ETC}/envvars`, '/srv/blog/app.wsgi', '/srv/venv/pyvenv.cfg'];

const LINES = [
  ...['Define V1 one', 'Define V1', 'UnDefine V1', 'Define V2 ${V1}', 'Define APACHE_LOG_DIR /srv', 'ServerRoot /srv/other', `ServerRoot ${ETC}`],
  ...['Include one/*.conf', 'Include ${V1}/a.conf', 'Include one', 'Include missing.conf', 'IncludeOptional conf.d/*.conf', 'IncludeOptional one/b.conf'],
  ...[load('ssl'), load('rewrite'), '<IfDefine V1>', '<IfDefine !V2>', '</IfDefine>', '<IfModule mod_ssl.c>', '<IfModule !rewrite_module>', '</IfModule>'],
  ...[
    '<IfFile one/b.conf>',
    '</IfFile>',
    '<Macro Site $name>',
    '<Macro Other>',
    '</Macro>',
    'Use Site blog.test',
    'Use Other',
    'UndefMacro Site',
    'Use Site a b',
  ],
  ...['<VirtualHost *:443>', '<VirtualHost *:80>', '</VirtualHost>', '<Directory /srv/blog>', '<Directory ${V1}>', '</Directory>', 'ServerName blog.test'],
  ...['ServerName $name', 'ServerName ${V1}.test', 'ServerAlias www.blog.test', 'Listen 80', 'Listen 443', 'SSLEngine on', 'SSLEngine yes', 'KeepAlive yes'],
  ...[
    'WSGIDaemonProcess blog',
    'WSGIDaemonProcess ${V1}',
    'WSGIProcessGroup blog',
    'WSGIProcessGroup one',
    'WSGIScriptAlias / /srv/blog/app.wsgi',
    'SSLEngin on',
  ],
  ...[
    'Require all granted',
    'Order allow,deny',
    'DocumentRoot /srv/blog',
    'Alias /static /srv/blog/static',
    'Redirect / https://blog.test/',
    'RewriteEngine on',
  ],
  ...[
    'SSLCertificateFile /etc/ssl/blog.pem',
    'Header set Strict-Transport-Security max-age=1',
    '# apacheconf: ignore duplicate-daemon-process',
    'Site \\',
    '',
    '"',
  ],
];

/** What happens to a file. Places are shares of its lines. */
interface Happening {
  readonly what: 'edit' | 'write' | 'close' | 'save' | 'remove' | 'restore';
  readonly path: string;
  readonly at: number;
  readonly removed: number;
  readonly lines: readonly string[];
}

const splice = { at: fc.nat(99), removed: fc.nat(3), lines: fc.array(fc.constantFrom(...LINES), { maxLength: 3 }) };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('edit' as const), path: fc.constantFrom(...ASKED), ...splice }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('write' as const), path: fc.constantFrom(...CHANGING), ...splice }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('close', 'save', 'remove', 'restore'), path: fc.constantFrom(...CHANGING), ...splice }) },
);

/** A service with what it has kept, and the documents that are open before it. */
class Desk {
  readonly disk = new ChangingDisk(TREE);
  readonly open = new Map<string, Document>();
  private readonly files = new FileCache(this.disk, (real) => this.open.get(real));
  private revision = 0;
  private readonly service = serviceOver(this.files, () => this.revision);

  happen({ what, path, ...splice }: Happening): void {
    this.revision++;
    const document = this.open.get(path);
    if (what === 'edit') this.edit(path, splice);
    else if (what === 'close') this.open.delete(path);
    else {
      if (what === 'write') this.disk.put(path, spliced(this.disk.text(path) ?? '', splice));
      else if (what === 'save') this.disk.put(path, document === undefined ? this.disk.text(path) : textOf(document));
      else this.disk.put(path, what === 'remove' ? null : (TREE[path] ?? null));
      this.files.forget();
    }
  }

  /** What the service says of a file, having seen all that came before. */
  keptAnswers(path: string): unknown {
    return answers(this.service, this.document(path));
  }

  /** What a service says that has seen nothing before. */
  freshAnswers(path: string): unknown {
    const open = new Map([...this.open].map(([at, document]) => [at, openDocument(document.uri, document.version, textOf(document))]));
    const files = new FileCache(this.disk, (real) => open.get(real));
    const document = this.document(path);
    return answers(
      serviceOver(files, () => 0),
      open.get(path) ?? openDocument(document.uri, document.version, textOf(document)),
    );
  }

  private document(path: string): Document {
    return this.open.get(path) ?? openDocument(`file://${path}`, 0, this.disk.text(path) ?? '');
  }

  private edit(path: string, { at, removed, lines }: Pick<Happening, 'at' | 'removed' | 'lines'>): void {
    const document = this.document(path);
    const line = Math.floor((textOf(document).split('\n').length * at) / 100);
    const range = { start: { line, character: 0 }, end: { line: line + removed, character: 0 } };
    this.open.set(path, changeDocument(document, document.version + 1, [{ range, text: lines.map((text) => `${text}\n`).join('') }]));
  }
}

function spliced(text: string, { at, removed, lines }: Pick<Happening, 'at' | 'removed' | 'lines'>): string {
  const before = text.split('\n');
  return before.toSpliced(Math.floor((before.length * at) / 100), removed, ...lines).join('\n');
}

function serviceOver(files: FileCache, revision: () => number): LanguageService {
  const homeOf = ({ uri }: Document) => ({ root, real: uri.replace('file://', '') });
  const service: LanguageService = new LanguageService(NEWEST, { filesMode: 'always', homeOf });
  const root = service.root({ files, certificates: NO_CERTIFICATES, revision }, ROOT);
  return service;
}

function answers(service: LanguageService, document: Document): unknown {
  return { diagnostics: service.diagnostics(document), inactive: service.inactive(document) };
}

test(
  'what is kept changes no answer',
  () => {
    console.log(`incremental: INCREMENTAL_SEED=${SEED} INCREMENTAL_RUNS=${RUNS}`);
    const property = fc.property(fc.array(happening, { minLength: 1, maxLength: 12, size: 'max' }), fc.infiniteStream(fc.nat(99)), (happenings, share) => {
      const desk = new Desk();
      for (const one of happenings) {
        desk.happen(one);
        // questions come in between, but not about every file each time
        for (const path of ASKED) if (share.next().value < 60) expect(desk.keptAnswers(path), path).toEqual(desk.freshAnswers(path));
      }
      for (const path of ASKED) expect(desk.keptAnswers(path), path).toEqual(desk.freshAnswers(path));
    });
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  },
  RUNS * 1000 + 60_000,
);
