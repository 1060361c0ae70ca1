/**
 * A configuration of a thousand virtual hosts in a thousand files: how long our server takes until the first diagnostics
 * of one of them, which need all of them read and judged, beside `apache2 -t` on the same tree; and how long after an edit.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from './client.mjs';
import { percentile } from './measure.mjs';

const HOSTS = 1000;
const MODULES = ['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'env', 'headers', 'filter', 'deflate', 'ssl', 'wsgi'];
const FOLDER = '/usr/lib/apache2/modules';

/** The first evaluation may take this many times what `apache2 -t` takes, an edit this part of the first evaluation. */
const LIMITS = { firstToConfigtest: 3, editToFirst: 0.1 };

function mainFile(folder) {
  return [
    `ServerRoot ${folder}`,
    `PidFile ${folder}/pid`,
    `ErrorLog ${folder}/error.log`,
    'ServerName localhost',
    'Listen 127.0.0.1:18080',
    'Listen 127.0.0.1:18443',
    ...MODULES.map((name) => `LoadModule ${name}_module ${FOLDER}/mod_${name}.so`),
    '<Directory />\n    Require all denied\n</Directory>',
    'IncludeOptional sites/*.conf',
    '',
  ].join('\n');
}

function site(folder, name) {
  return `<VirtualHost *:18080>
    ServerName ${name}.example.org
    ServerAlias www.${name}.example.org
    Redirect permanent / https://${name}.example.org/
</VirtualHost>

<VirtualHost *:18443>
    ServerName ${name}.example.org
    ServerAlias www.${name}.example.org
    DocumentRoot ${folder}/htdocs
    WSGIDaemonProcess ${name} processes=2 threads=15 display-name=%{GROUP}
    WSGIScriptAlias / /srv/${name}/app.wsgi process-group=${name} application-group=%{GLOBAL}
    <Directory /srv/${name}>
        <Files app.wsgi>
            Require all granted
        </Files>
    </Directory>
    Header always set X-Content-Type-Options nosniff
    <IfModule mod_deflate.c>
        AddOutputFilterByType DEFLATE text/html text/css
    </IfModule>
</VirtualHost>
`;
}

/** Writes the tree; gives its main file and the file that is opened. */
async function write(folder) {
  await mkdir(join(folder, 'sites'), { recursive: true });
  await mkdir(join(folder, 'htdocs'), { recursive: true });
  const main = join(folder, 'httpd.conf');
  await writeFile(main, mainFile(folder));
  for (let index = 0; index < HOSTS; index++) {
    const name = `site${String(index).padStart(4, '0')}`;
    await writeFile(join(folder, 'sites', `${name}.conf`), site(folder, name));
  }
  return { main, opened: join(folder, 'sites', 'site0500.conf'), text: site(folder, 'site0500') };
}

function configtest(main) {
  return new Promise((resolve, reject) => {
    const before = performance.now();
    execFile('apache2', ['-t', '-f', main], (error, _, stderr) => (error ? reject(new Error(stderr)) : resolve(performance.now() - before)));
  });
}

/** A fresh server opens one file of the tree, then a letter comes and goes in it. */
async function serve(server, { folder, opened, text }, { limit, edits }) {
  const client = await Client.start(server, { folder, limit });
  try {
    await sleep(200); // a server still busy with its own beginnings would be charged for them here
    const first = await client.open({ uri: pathToFileURL(opened).href, languageId: 'apacheconf', text });
    const place = { line: 9, character: 4 };
    const samples = [];
    for (let round = 0; round < edits; round++) samples.push(await client.edit(place, round % 2 === 0 ? { text: '# ' } : { removed: 2 }));
    return { first, edit: percentile(samples, 0.5) };
  } finally {
    await client.stop();
  }
}

/** The figures and verdicts; null where there is no Apache to compare with. */
export async function measureTree(ours, { base, limit, opens, edits }) {
  if (!existsSync(FOLDER)) return null;
  const folder = join(base, 'tree');
  const tree = { folder, ...(await write(folder)) };
  const rounds = [];
  for (let round = 0; round < opens; round++) {
    const configtestMs = await configtest(tree.main);
    rounds.push({ configtestMs, ...(await serve(ours, tree, { limit, edits })) });
  }
  const median = (key) =>
    percentile(
      rounds.map((figures) => figures[key]),
      0.5,
    );
  const figures = { hosts: HOSTS, configtestMs: median('configtestMs'), firstMs: median('first'), editMs: median('edit') };
  const limits = [
    { row: `${HOSTS} files: first evaluation to apache2 -t`, ours: figures.firstMs / figures.configtestMs, limit: LIMITS.firstToConfigtest },
    { row: `${HOSTS} files: edit to first evaluation`, ours: figures.editMs / figures.firstMs, limit: LIMITS.editToFirst },
  ];
  return { figures, limits: limits.map((verdict) => ({ ...verdict, ok: verdict.ours <= verdict.limit })) };
}
