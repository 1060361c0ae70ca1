// `npm run package`: builds and makes apache-wsgi-tls-<version>.vsix in the repository's root. What goes in is the allow-list of .vscodeignore.
// Usage: node scripts/package.mjs [--no-build] [--out FILE]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({ options: { 'no-build': { type: 'boolean' }, out: { type: 'string', default: path.join(root, `${name}-${version}.vsix`) } } });

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

const target = path.resolve(values.out);
if (!values['no-build']) run('scripts/build.mjs');
run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', target);
console.log(`packaged ${target}`);
