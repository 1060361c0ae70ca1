/**
 * Machines of every platform below a temporary folder, as their packages of httpd leave them: a main configuration, an application with its
 * virtual environment, certificates of a test authority. A site is put where the platform reads it. Paths of the platform lead into the folder,
 * and modules to those of the httpd here.
 */
import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { type PlatformId, PROFILES } from '../../client/src/scaffolds/httpd/platforms.ts';
import type { VirtualHostOptions } from '../../client/src/scaffolds/httpd/site.ts';
import { virtualHost } from '../../client/src/scaffolds/httpd/virtualHost.ts';
import { NEWEST, type Target } from '../../server/src/model/target.ts';
import { NodeCertificates } from '../../server/src/platform/node/certificates.ts';
import { nodeDisk } from '../../server/src/platform/node/disk.ts';
import { Site, type Tree } from '../kit/configuration.ts';
import type { Pki } from '../kit/pki.ts';
import { writeTree } from '../kit/realTree.ts';
import { type AskUrl, servingFiles } from '../kit/serving.ts';
import { LAYOUTS } from './layouts.ts';

/** Where modules are on this machine. */
const MODULES = '/usr/lib/apache2/modules';

/** An application of Flask that tells what it sees, and a virtual environment for it. */
function application(home: string): Tree {
  const python = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim();
  return {
    [`${home}/blog.py`]: `import os
import sys

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/")
def whereabouts():
    seen = request.environ
    return jsonify(
        scheme=request.scheme,
        client=request.remote_addr,
        group=seen["mod_wsgi.process_group"],
        interpreter=seen["mod_wsgi.application_group"],
        process=os.getpid(),
        prefix=sys.prefix,
        certificate=seen.get("SSL_CLIENT_S_DN_CN"),
        verified=seen.get("SSL_CLIENT_VERIFY"),
    )
`,
    [`${home}/app.wsgi`]: 'from blog import app as application\n',
    [`${home}/static/site.css`]: 'body { color: black }\n',
    [`${home}/venv/pyvenv.cfg`]: `home = /usr/bin\ninclude-system-site-packages = true\nversion = ${python}.0\n`,
    [`${home}/venv/bin/python3`]: '-> /usr/bin/python3',
    [`${home}/venv/bin/python`]: '-> /usr/bin/python3',
    [`${home}/venv/lib/python${python}/site-packages/`]: '',
  };
}

/** A site on a machine, on the disk. */
export interface Placed {
  readonly folder: string;
  /** The file that httpd is started with. */
  readonly main: string;
  /** The files made for the site; its configuration comes first. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What our checker finds, as `file:line severity code`. */
  readonly findings: () => string[];
  /** Starts httpd with it, on other ports than are written; `account` starts it where not whoever runs the test. */
  readonly serving: <T>(work: (ask: AskUrl, ports: ReadonlyMap<string, number>) => Promise<T>, account?: number) => Promise<T>;
}

/** Options that are the same for all sites here; paths are those of the platform. */
export function optionsOn(platform: PlatformId, options: Partial<VirtualHostOptions> & Pick<VirtualHostOptions, 'pattern'>): VirtualHostOptions {
  const { home, site } = LAYOUTS[platform];
  const own = { script: `${home}/app.wsgi`, pythonHome: `${home}/venv`, certificate: `${home}/tls/app.pem`, privateKey: `${home}/tls/app.key` };
  const target = options.pattern === 'development' ? `${home}/conf/dev.conf` : site;
  const { certificate: _, privateKey: __, ...withoutFiles } = own;
  return { serverName: 'blog.test', platform, target, ...(options.pattern === 'lets-encrypt' ? withoutFiles : own), ...options };
}

/** Puts a site on a machine of its platform, with the certificates that it names unless they are still to come. */
export async function placed(pki: Pki, options: VirtualHostOptions, certificates: 'there' | 'to come' = 'there'): Promise<Placed> {
  const platform = options.platform ?? 'debian';
  const { folder } = pki;
  await chmod(path.dirname(folder), 0o755);
  const layout = LAYOUTS[platform];
  const made = virtualHost(options);
  const moved = (text: string) => moveInto(folder, platform, text);
  const tree: Tree = {
    ...layout.installed(made[0].text),
    ...application(layout.home),
    '/etc/mime.types': 'text/css css\n',
    '/var/run/httpd/': '',
    [`${PROFILES[platform].challenges}/.well-known/acme-challenge/token`]: 'proof\n',
    ...Object.fromEntries(made.map(({ path: file, text }) => [file, text])),
  };
  await writeTree('/', Object.fromEntries(Object.entries(tree).map(([file, text]) => [moved(file), moved(text)])));
  for (const [file, what] of certificates === 'there' ? Object.entries(certificatesOf(options, platform)) : [])
    pki.write(path.relative(folder, moved(file)), what);
  const main = moved(options.pattern === 'development' ? options.target : layout.main);
  const target: Target = { ...NEWEST, platform: platform === 'docker' ? 'generic' : platform };
  const site = new Site({}, { root: main, target, filesMode: 'always', disk: nodeDisk, certificates: new NodeCertificates() });
  const environment = { APACHE_LOG_DIR: moved('/var/log/apache2') };
  const run = options.pattern === 'development' ? main.replace(/\.conf$/, '-run') : moved('/var/run/httpd');
  const installation = { main, run, log: logOf(run, platform, moved), environment, trusted: pki.authority('root') };
  return {
    folder,
    main,
    environment,
    files: made.map(({ path: file }) => moved(file)),
    findings: () => site.findings().map(({ file, line, severity, code }) => `${path.basename(file)}:${line} ${severity} ${code}`),
    serving: (work, account) => {
      const files = [...new Set(site.configuration().files.map(({ file }) => file.real))];
      return servingFiles({ ...installation, files, ...(account !== undefined && { account }) }, work);
    },
  };
}

/** Where httpd says why it does not start. */
function logOf(run: string, platform: PlatformId, moved: (text: string) => string): string {
  const log = { debian: '/var/log/apache2/error.log', rhel: '/etc/httpd/logs/error_log' }[platform as string];
  if (run.endsWith('-run')) return `${run}/error.log`;
  return log === undefined ? `${run}/log` : moved(log);
}

function certificatesOf(
  { pattern, certificate, privateKey, serverName, aliases = [] }: VirtualHostOptions,
  platform: PlatformId,
): Readonly<Record<string, Parameters<Pki['write']>[1]>> {
  if (pattern === 'behind-proxy') return {};
  const live = `${PROFILES[platform].certbot}/live/${serverName}`;
  const [file, key] = [certificate ?? `${live}/fullchain.pem`, privateKey ?? `${live}/privkey.pem`];
  return {
    [file]: { certificates: [{ names: [serverName, ...aliases], issuer: 'intermediate' }, 'intermediate'] },
    [key]: { key: 'EC 1' },
    ...(pattern === 'mutual-tls' && { [`${path.posix.dirname(file)}/client-ca.pem`]: { certificates: ['root'] } }),
  };
}

/** Absolute paths of the platform. */
const PATH = /(?<![\w./\\*:-])(?:C:)?\/(?:srv|etc|var|opt|Users|usr\/local\/apache2|Apache24|app|Certbot)(?=[/">\s)]|$)/gm;

function moveInto(folder: string, platform: PlatformId, original: string): string {
  const { modules, wsgiModule } = PROFILES[platform];
  const here = original.replaceAll(`${modules}/${wsgiModule}`, `${MODULES}/mod_wsgi.so`).replaceAll(modules, MODULES);
  const text = withoutBuiltIn(here.replaceAll(PATH, (found) => `${folder}${found.replace('C:', '')}`));
  return platform === 'windows' ? withProcessModel(text) : text;
}

/** Without the lines that load what is a part of the httpd here. */
function withoutBuiltIn(text: string): string {
  return text.replaceAll(/^LoadModule (?:unixd|log_config)_module .*\n/gm, '');
}

/** With a process model where none is loaded: on Windows it is a part of the program. */
function withProcessModel(text: string): string {
  return /^LoadModule authz_core/m.test(text) && !text.includes('mpm_')
    ? text.replace(/^LoadModule/m, `LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so\n$&`)
    : text;
}
