/**
 * A Debian machine below a temporary folder, with Flask behind mod_wsgi: the main configuration, the folder of sites, the
 * application, and certificates of an authority that clients trust. Deployments add their sites.
 */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileEdits } from '../../server/src/features/diagnostics.ts';
import { textOf } from '../../server/src/ide.ts';
import type { Target } from '../../server/src/model/target.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import type { FileSketch } from '../../server/src/rules/certificateSketch.ts';
import { linesThatLoad } from '../kit/apache.ts';
import { type Found, Site, type Tree } from '../kit/configuration.ts';
import type { Pki } from '../kit/pki.ts';
import { writeTree } from '../kit/realTree.ts';
import { type AskUrl, servingFiles } from '../kit/serving.ts';
import { edited } from '../wsgi/fixing.ts';

/** The main configuration of every machine. */
const MAIN = '/etc/apache2/apache2.conf';

/** What Debian 12 installs. */
const DEBIAN_12: Target = {
  httpd: '2.4.71',
  modWsgi: '4.9.4',
  platform: 'debian',
  stated: { httpd: true, modWsgi: true },
  modules: null,
};

const MODULES = ['mpm_event', 'authz_core', 'authz_host', 'access_compat', 'alias', 'dir', 'setenvif', 'socache_shmcb', 'ssl', 'headers', 'rewrite', 'wsgi'];

/** What is installed once Apache, mod_wsgi and Flask are; nothing is served yet. */
const INSTALLED: Tree = {
  [MAIN]: `ServerRoot "/etc/apache2"
ServerName localhost
DefaultRuntimeDir \${APACHE_RUN_DIR}
PidFile \${APACHE_RUN_DIR}/pid
User \${APACHE_RUN_USER}
Group \${APACHE_RUN_GROUP}
ErrorLog \${APACHE_LOG_DIR}/error.log
IncludeOptional mods-enabled/*.load
IncludeOptional mods-enabled/*.conf
Include ports.conf
<Directory />
    AllowOverride None
    Require all denied
</Directory>
LogFormat "%h %t \\"%r\\" %>s" combined
IncludeOptional sites-enabled/*.conf
`,
  '/etc/apache2/envvars': `export APACHE_RUN_USER=www-data
export APACHE_RUN_GROUP=www-data
export APACHE_RUN_DIR=/var/run/apache2
export APACHE_LOG_DIR=/var/log/apache2
export LANG=C
`,
  '/etc/apache2/mime.types': 'text/html html\n',
  '/etc/apache2/mods-enabled/ssl.conf': 'SSLSessionCache shmcb:${APACHE_RUN_DIR}/ssl_scache(512000)\n',
  '/etc/apache2/ports.conf': `Listen 80
<IfModule ssl_module>
    Listen 443
</IfModule>
`,
  '/srv/lab/lab.py': `import os

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/")
def whereabouts():
    return jsonify(
        scheme=request.scheme,
        group=request.environ["mod_wsgi.process_group"],
        process=os.getpid(),
    )
`,
  '/srv/lab/lab.wsgi': `import os
import sys

sys.path.insert(0, os.path.dirname(__file__))

from lab import app as application
`,
  '/var/run/apache2/': '',
  '/var/log/apache2/': '',
};

/** Sites of a machine: their files, and certificates by path. */
export interface Deployment {
  /** The files in `sites-available`, all of them enabled, by their names. */
  readonly sites: Tree;
  /** Other files. */
  readonly files?: Tree;
  readonly certificates?: Readonly<Record<string, FileSketch>>;
}

/** How often fixes of one file may call for those of another. */
const ROUNDS = 5;

/** A machine on the disk, and its configuration as an editor sees it. */
export class Machine {
  private readonly folder: string;
  private readonly site: Site;
  /** The certificate of the authority that clients trust. */
  private readonly trusted: string;

  private constructor(pki: Pki) {
    this.folder = pki.folder;
    this.trusted = pki.authority('root');
    const root = path.join(this.folder, MAIN);
    this.site = new Site({}, { root, target: DEBIAN_12, filesMode: 'always', disk: nodeDisk, certificates: new NodeCertificates() });
  }

  /** Lays a machine out. */
  static async withSites(pki: Pki, { sites, files = {}, certificates = {} }: Deployment): Promise<Machine> {
    // the daemon's user has to reach the application
    await chmod(path.dirname(pki.folder), 0o755);
    const enabled = Object.entries(sites).flatMap(([name, text]) => [
      [`/etc/apache2/sites-available/${name}`, text],
      [`/etc/apache2/sites-enabled/${name}`, `-> ../sites-available/${name}`],
    ]);
    const modules = { '/etc/apache2/mods-enabled/all.load': `${linesThatLoad(MODULES, 'event').join('\n')}\n` };
    for (const [name, what] of Object.entries(certificates)) pki.write(name, what);
    await writeTree(pki.folder, { ...INSTALLED, ...modules, ...Object.fromEntries(enabled), ...files });
    return new Machine(pki);
  }

  /** The files that httpd reads, links followed. */
  private get files(): string[] {
    return [...new Set(this.site.configuration().files.map(({ file }) => file.real))];
  }

  /** Every finding as `file:line severity code`. */
  findings(): string[] {
    return this.site.findings().map(({ file, line, severity, code }: Found) => `${path.basename(file)}:${line} ${severity} ${code}`);
  }

  /** Fixes all in every file until nothing changes, and saves. */
  async fixAll(): Promise<void> {
    for (let round = 0; this.files.map((file) => this.fixFile(file)).includes(true); round++) if (round === ROUNDS) throw new Error('fixes never end');
    await Promise.all(this.files.map((file) => writeFile(file, textOf(this.site.document(file)))));
  }

  /** Applies one quick fix by its title, in all files that it changes. */
  apply(title: string): void {
    const [chosen] = this.site.findings().flatMap(({ file, fixes }) => fixes.filter((fix) => fix.title === title).map((fix) => ({ file, fix })));
    if (chosen === undefined) throw new Error(`nothing offers “${title}”`);
    this.change([{ uri: `file://${chosen.file}`, edits: chosen.fix.edits }, ...chosen.fix.elsewhere]);
  }

  private change(changes: readonly FileEdits[]): void {
    for (const { uri, edits } of changes) {
      const real = uri.replace('file://', '');
      this.site.edit(real, edited(textOf(this.site.document(real)), edits));
    }
  }

  /** Whether a file's fixes change anything, there or elsewhere. */
  private fixFile(file: string): boolean {
    const changes = this.site.service.fixAll(this.site.document(file));
    this.change(changes);
    return changes.length > 0;
  }

  /** Starts httpd with what is on the disk. */
  async serving<T>(work: (ask: AskUrl) => Promise<T>): Promise<T> {
    const script = await readFile(path.join(this.folder, '/etc/apache2/envvars'), 'utf8');
    const environment = Object.fromEntries([...script.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    const run = path.join(this.folder, '/var/run/apache2');
    const log = path.join(this.folder, '/var/log/apache2/error.log');
    return servingFiles({ main: path.join(this.folder, MAIN), run, log, environment, files: this.files, trusted: this.trusted }, work);
  }
}
