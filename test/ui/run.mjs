// Drives the packaged extension in the embedded workbench the way a person does, by keyboard and mouse, and takes the
// screenshots of the README. Each check has a page and a copy of the files of its own.
// Usage: node test/ui/run.mjs [PART OF A TITLE]        Writes test-results/ui.json and test-results/screenshots/*.png
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium, remoteUri, workbenchAddress } from '../../scripts/workbench/browser.mjs';
import { packageExtension } from '../../scripts/workbench/extension.mjs';
import { ensureWorkbench } from '../../scripts/workbench/install.mjs';
import { root } from '../../scripts/workbench/paths.mjs';
import { addSettings, installExtension, prepareProfile, startServer } from '../../scripts/workbench/server.mjs';
import { certificateChecks } from './certificates.mjs';
import { certificateViewChecks } from './certificateView.mjs';
import { checks } from './checks.mjs';
import { Editor } from './editor.mjs';

const results = path.join(root, 'test-results');
const screenshots = path.join(results, 'screenshots');
const fixtures = path.join(root, 'test/workbench/workspace');
/** What a check sees unless it says otherwise: a file, and what is copied into the folder that is open. */
const alone = { copies: { 'sites-available': 'sites-available' }, file: 'sites-available/blog.conf' };
const only = process.argv[2] ?? '';
const viewport = { width: 1280, height: 800 };

// besides the quiet ones that every profile gets: what would only distract on a picture, and scrolling, which a file as
// short as ours does not need; a terminal is drawn as text that can be read back
const looks = {
  'editor.minimap.enabled': false,
  'workbench.layoutControl.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'terminal.integrated.gpuAcceleration': 'off',
};

/** Opens a fresh copy of the check's file in a fresh page. */
async function openPage({ copies, file }, context, origin, directory) {
  const folder = path.join(directory, 'apache2');
  for (const [from, to] of Object.entries(copies)) fs.cpSync(path.join(fixtures, from), path.join(folder, to), { recursive: true });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept().catch(() => {}));
  const payload = [['openFile', remoteUri(origin, path.join(folder, file))]];
  await page.goto(workbenchAddress(origin, { folder, payload }));
  const editor = new Editor(page, { screenshots, folder, home: path.join(directory, '../home') });
  await editor.ready();
  return editor;
}

async function runCheck({ title, run, opens = alone }, context, origin, directory) {
  let editor;
  try {
    editor = await openPage(opens, context, origin, directory);
    await run(editor);
    console.log(`  ✓ ${title}`);
    return true;
  } catch (error) {
    console.log(`  ✗ ${title}\n${error.stack ?? error}`);
    await editor?.screenshot(`failed-${title.replace(/\W+/g, '-')}`);
    return false;
  } finally {
    await editor?.page.close();
  }
}

async function runChecks(context, origin, scratch) {
  const counts = { passed: 0, failed: 0 };
  for (const [index, check] of [...checks, ...certificateChecks, ...certificateViewChecks].filter(({ title }) => title.includes(only)).entries()) {
    const passed = await runCheck(check, context, origin, path.join(scratch, String(index)));
    counts[passed ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

async function main(started, scratch) {
  await ensureWorkbench();
  const vsix = await packageExtension();
  const profile = prepareProfile(path.join(scratch, 'profile'));
  addSettings(profile, looks);
  await installExtension(profile, vsix);
  // authorities that are made and trusted in a check do not belong to whoever runs it
  const home = path.join(scratch, 'home');
  fs.mkdirSync(home);
  const env = { HOME: home, XDG_DATA_HOME: path.join(home, '.local/share') };
  started.server = startServer(profile, { args: ['--disable-workspace-trust'], env });
  const { origin } = await started.server;
  started.browser = launchChromium(path.join(scratch, 'chromium'), viewport);
  return runChecks(await started.browser, origin, scratch);
}

fs.rmSync(path.join(results, 'ui.json'), { force: true });
fs.rmSync(screenshots, { recursive: true, force: true });
fs.mkdirSync(screenshots, { recursive: true });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-ui-'));
const started = {};
const cleanUp = async () => {
  await started.browser?.then((browser) => browser.close()).catch(() => {});
  await started.server?.then((server) => server.stop()).catch(() => {});
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cleanUp().then(() => process.exit(130)));
try {
  const counts = await main(started, scratch);
  fs.writeFileSync(path.join(results, 'ui.json'), JSON.stringify(counts));
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
