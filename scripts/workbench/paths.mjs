// Where the embedded workbench lives and what it is made of: the one place that knows names and versions.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Root of this repository. */
export const root = path.resolve(here, '../..');

/** Everything the workbench installs or writes goes below this directory (git ignores it). */
export const home = path.join(root, '.workbench');

/** The build of VS Code that the tests run in, and the Node it is made for. */
export const codeServerVersion = '4.139.1'; // carries VS Code 1.139.1
export const nodeVersion = '24.21.0';

/** npm publishes each platform's Node binary, with its C++ headers, as a package of its own. */
export const nodePackage = `node-${process.platform}-${process.arch}`;

const packages = path.join(home, 'node_modules');
export const nodeHome = path.join(packages, nodePackage);
export const nodeBinary = path.join(nodeHome, 'bin/node');
export const codeServer = path.join(packages, 'code-server');
export const entry = path.join(codeServer, 'out/node/entry.js');

/** The stand-in for the desktop `code` executable. */
export const launcher = path.join(here, 'launcher.cjs');

/** User settings of every profile that tests or `npm start` make. */
export const settingsFile = path.join(here, 'settings.json');

/** True where code-server and its Node can be had from npm. Elsewhere the tests use a downloaded desktop VS Code. */
export function platformSupported() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
}

/** True in the module that Node was started with. */
export function isMain(meta) {
  const started = process.argv[1];
  return started !== undefined && fs.realpathSync(started) === fileURLToPath(meta.url);
}
