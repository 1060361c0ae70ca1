// What a user should see. Each check gets an editor with blog.conf open.
import assert from 'node:assert/strict';
import { bringLiveChecks } from './bringLive.mjs';
import { guidedPathChecks } from './guidedPath.mjs';
import { newScriptChecks } from './newScript.mjs';

const misspelt = 'SSLCertificatFile';

async function typeMisspelt(editor) {
  await editor.newLineAfter('SSLEngine on');
  await editor.type(`${misspelt} /etc/ssl/certs/blog.pem`);
  await editor.press('Escape'); // whatever the list offers, the text stays as typed
  await editor.squiggle();
}

export const checks = [
  {
    title: 'typing WSGID offers WSGIDaemonProcess with its documentation, and accepting writes it',
    async run(editor) {
      await editor.newLineAfter('SSLCertificateKeyFile');
      await editor.type('WSGID');
      await editor.selectSuggestion('WSGIDaemonProcess');
      const docs = await editor.suggestionDocs();
      assert.match(docs, /process/i);
      await editor.screenshot('completion-docs');
      await editor.press('Enter');
      await editor.waitForText('the accepted directive', (text) => text.split('WSGIDaemonProcess').length === 3);
    },
  },
  {
    title: 'a misspelt directive is underlined and listed in the Problems panel',
    async run(editor) {
      await typeMisspelt(editor);
      const row = await editor.problem(misspelt);
      assert.match(await row.textContent(), /apacheconf/);
      await editor.screenshot('problems');
      await editor.picture('findings', { x: 352, y: 170, width: 928, height: 445 });
    },
  },
  {
    title: 'the quick fix mends a misspelt directive',
    async run(editor) {
      await typeMisspelt(editor);
      await editor.goToLineWith(misspelt);
      await editor.press('Home', 'Control+.');
      const fix = editor.page.locator('.action-widget .monaco-list-row', { hasText: /SSLCertificateFile/ }).first();
      await fix.waitFor();
      await editor.press('Enter');
      await editor.waitForText('the mended directive', (text) => text.includes('SSLCertificateFile /etc/ssl/certs/blog.pem'));
    },
  },
  {
    title: 'resting the mouse on a directive explains it',
    async run(editor) {
      const text = await editor.hover('WSGIDaemonProcess');
      assert.ok(text.length > 40, text);
      await editor.screenshot('hover');
    },
  },
  {
    title: 'lines that httpd passes over are grey, and the status item chooses the main configuration',
    opens: { copies: { server: '.' }, file: 'sites-enabled/blog.conf' },
    async run(editor) {
      await editor.statusItem('Apache: apache2.conf').waitFor();
      for (const line of ['Strict-Transport-Security', 'staging-ca.pem']) await editor.grey(line).waitFor();
      assert.equal(await editor.grey('SSLEngine').count(), 0, 'what httpd reads is not grey');
      await editor.screenshot('grey-lines');
      assert.match(await editor.hover('Strict-Transport-Security'), /mod_headers\.c/);
      await editor.statusItem('Apache: apache2.conf').click();
      await editor.choice('apache2.conf').waitFor();
      await editor.screenshot('main-configuration');
      await editor.choice('None: judge each file alone').click();
      await editor.statusItem('Apache: stands alone').waitFor();
      await editor.grey('Strict-Transport-Security').waitFor({ state: 'detached' });
    },
  },
  ...guidedPathChecks,
  ...bringLiveChecks,
  ...newScriptChecks,
];
