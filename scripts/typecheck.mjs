// Type-checks each environment with its own tsconfig: what the core must not know (Node, VS Code) is not there for it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const projects = ['server/tsconfig.json', 'server/tsconfig.node.json', 'client/tsconfig.json', 'test/tsconfig.json'];
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
let failed = 0;
for (const project of projects) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${project}`);
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
