// Builds everything that runs into dist/: the extension's client, the language server and the checker.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';

const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const compiled = spawnSync(process.execPath, [path.join(root, 'scripts/build-knowledge.mjs')], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(1);

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  mainFields: ['module', 'main'],
};

/**
 * The knowledge as files beside the bundles instead of a megabyte of text inside them: read once, then dropped, it costs
 * the server neither start time nor memory.
 */
const knowledgeFiles = {
  name: 'knowledge-files',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]knowledge[\\/]generated[\\/]\w+\.ts$/ }, async ({ path: source }) => {
      const name = `${path.basename(source, '.ts')}.json`;
      const { default: text } = await import(`data:text/javascript,${encodeURIComponent(readFileSync(source, 'utf8'))}`);
      mkdirSync(path.join(root, 'dist'), { recursive: true });
      writeFileSync(path.join(root, 'dist', name), text());
      const contents = `import { readFileSync } from 'node:fs';\nexport default () => readFileSync(\`\${__dirname}/${name}\`, 'latin1');\n`;
      return { contents, loader: 'ts' };
    });
  },
};

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const built = await Promise.all([
  build({ ...common, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] }),
  build({ ...common, entryPoints: ['server/src/platform/node/main.ts'], outfile: 'dist/server.js', plugins: [knowledgeFiles] }),
  build({ ...common, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/check.js', plugins: [knowledgeFiles] }),
]);
const metafiles = built.map(({ metafile }) => metafile);
writeFileSync(path.join(root, 'dist/licences.txt'), licencesOf(metafiles, root));
console.log('built dist/: extension.js, server.js, check.js, facts.json, docs.json, licences.txt');
