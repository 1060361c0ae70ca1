/** Trees of files before the real httpd: written below a temporary folder, their absolute paths led there. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DEVICE, type Tree } from '../../scripts/rule-pages/memoryDisk.ts';
import { type ConfigTest, configtestMain, findApache, inTemporaryFolder } from './apache.ts';

/** Absolute paths that belong to the tree, a word such as `txt:` before them or not; those of modules and devices stay, and those on a drive. */
const PATH = /(?<!\w|(?<!\w\w):)\/(?:srv|etc|var|opt|home)\//g;
/** The folder in which httpd is run, in short: it prints at most 8,192 bytes, and names each file of a long chain of includes. */
const HERE = '/proc/self/cwd';

/** Modules without which httpd does not start, for texts that load their own. */
const LEAST = ['mpm_event', 'authz_core', 'authz_host', 'dir'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n');

/** Writes a tree below a folder; links lead inside it. */
export async function writeTree(folder: string, tree: Tree): Promise<void> {
  for (const [path, text] of Object.entries(tree)) {
    const place = join(folder, path);
    if (text === DEVICE) continue;
    if (path.endsWith('/')) await mkdir(place, { recursive: true });
    else {
      await mkdir(dirname(place), { recursive: true });
      if (text.startsWith('-> ')) await symlink(moved(text.slice(3).trim(), folder), place);
      else await writeFile(place, moved(text, folder));
    }
  }
}

/** What `apache2 -t` says about a tree; `root` is one of its files. All modules are loaded unless the root loads some itself. */
export async function configtestTree(tree: Tree, root: string): Promise<ConfigTest> {
  return inTemporaryFolder(async (folder) => {
    await writeTree(folder, tree);
    const modules = /^\s*LoadModule/m.test(tree[root] ?? '') ? LEAST : (findApache()?.modulesConf ?? '');
    const main = `ServerRoot ${HERE}\n${modules}\nInclude ${basename(root)}\n`;
    const { ok, stderr } = await configtestMain(folder, main, join(folder, dirname(root)));
    return { ok, stderr: stderr.replaceAll(HERE, dirname(root)).replaceAll(folder, '') };
  });
}

function moved(text: string, folder: string): string {
  return text.replaceAll(PATH, (path) => `${folder}${path}`);
}
