// Installs the embedded workbench (code-server and the Node it needs) from npm into .workbench/.
// Usage: node scripts/workbench/install.mjs [--force]
// A stamp file records a finished install; with a matching stamp there is nothing to do.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { codeServer, codeServerVersion, entry, home, isMain, nodeBinary, nodeHome, nodePackage, nodeVersion, platformSupported } from './paths.mjs';

const recipe = 1; // raise it when the steps below change, so that old installs are made anew
const stampFile = path.join(home, 'installed.json');
const wanted = JSON.stringify({ recipe, codeServer: codeServerVersion, [nodePackage]: nodeVersion });

/** Is the pinned workbench there, whole? */
export function isInstalled() {
  try {
    return fs.readFileSync(stampFile, 'utf8') === wanted && fs.existsSync(entry) && fs.existsSync(nodeBinary);
  } catch {
    return false;
  }
}

/** Installs what is missing; throws with a readable message when that cannot be done here. */
export async function ensureWorkbench({ force = false, log = console.log } = {}) {
  if (!force && isInstalled()) return;
  if (!platformSupported()) {
    throw new Error(`the embedded workbench is not available for ${process.platform}-${process.arch}`);
  }
  const started = Date.now();
  log(`Installing the embedded workbench: code-server ${codeServerVersion} on Node ${nodeVersion} (once, about 800 MB)`);
  fs.rmSync(home, { recursive: true, force: true }); // an older or half-made install
  await installPackages(log);
  await installEditorPackages(log);
  await buildNativeModules(log);
  linkScripts();
  await checkItStarts(log);
  fs.writeFileSync(stampFile, wanted);
  log(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

async function installPackages(log) {
  log('  1/4 code-server and Node');
  fs.mkdirSync(home, { recursive: true });
  const manifest = {
    name: 'embedded-workbench',
    private: true,
    dependencies: { 'code-server': codeServerVersion, [nodePackage]: nodeVersion },
  };
  fs.writeFileSync(path.join(home, 'package.json'), JSON.stringify(manifest, null, 2));
  await npm(['install', '--ignore-scripts'], home, process.env);
}

/** The editor inside code-server brings its own two dependency lists, which its install script would have fetched. */
async function installEditorPackages(log) {
  log('  2/4 the editor and its built-in extensions');
  const editor = path.join(codeServer, 'lib/vscode');
  await npm(['install', '--omit=dev', '--ignore-scripts'], editor);
  await npm(['install', '--omit=dev', '--ignore-scripts'], path.join(editor, 'extensions'));
}

/** The log writer is native. Without a compiler the editor still works, only with more noise on stderr. */
async function buildNativeModules(log) {
  log('  3/4 native modules');
  const modules = ['@vscode/spdlog', '@vscode/native-watchdog'];
  try {
    await npm(['rebuild', ...modules], path.join(codeServer, 'lib/vscode'));
  } catch (error) {
    log(`      not built (is a C++ compiler missing?): carrying on without ${modules.join(', ')}`);
    log(`      ${String(error.message).split('\n').slice(-1)[0]}`);
  }
}

/** code-server's own install script makes these links. */
function linkScripts() {
  const bin = path.join(codeServer, 'lib/vscode/bin');
  relink('code-linux.sh', path.join(bin, 'remote-cli/code-server'));
  relink('browser-linux.sh', path.join(bin, 'helpers/browser.sh'));
}

function relink(target, link) {
  fs.rmSync(link, { force: true });
  fs.symlinkSync(target, link);
}

async function checkItStarts(log) {
  const config = path.join(home, 'config.yaml');
  fs.writeFileSync(config, 'auth: none\n');
  const version = await run(nodeBinary, [entry, '--config', config, '--version'], home, process.env);
  log(`  4/4 it answers: code-server ${version.trim().split('\n').at(-1)}`);
}

/** npm on the workbench's own Node, so that native modules are built for that Node and against its headers. */
function npm(args, cwd, env = workbenchEnv()) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd, env);
}

function workbenchEnv() {
  const PATH = [path.dirname(nodeBinary), process.env.PATH].join(path.delimiter);
  return { ...process.env, PATH, npm_config_nodedir: nodeHome };
}

/** Runs a program to its end (or ours); rejects with what it printed when it fails. */
function run(program, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill();
    process.once('exit', kill);
    let output = '';
    const keep = (data) => {
      output += data;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', kill);
      if (code === 0) resolve(output);
      else reject(new Error(`${path.basename(program)} ${args.join(' ')} failed (${code})\n${output.trim()}`));
    });
  });
}

if (isMain(import.meta)) {
  try {
    await ensureWorkbench({ force: process.argv.includes('--force') });
    console.log(`The embedded workbench is in ${home}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
