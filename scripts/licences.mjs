// The licences of what is bundled: their texts have to go with every copy of the code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders below node_modules that esbuild took something from. */
function packagesIn(metafiles) {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const folders = inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

function textOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence (${license})`);
  return `${name} ${version}: ${license}\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
}

/** One text with the licence of every package that the bundles hold; `root` is the folder that esbuild ran in. */
export function licencesOf(metafiles, root) {
  const folders = packagesIn(metafiles).map((folder) => path.join(root, folder));
  if (!folders.every((folder) => existsSync(folder))) throw new Error('a bundled package is not where it was bundled from');
  const head = 'Packages that are part of the files beside this one, and their licences.\n';
  return [head, ...folders.map(textOf)].join(`\n${'-'.repeat(72)}\n\n`);
}
