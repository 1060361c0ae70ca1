// “Bring It Live” as a person goes through it: platform, steps, the commands, and the terminal that waits for Enter.
import assert from 'node:assert/strict';

const ticked = (editor) =>
  editor.page.locator('.quick-input-widget .monaco-list-row').filter({ has: editor.page.locator('[aria-checked="true"], input:checked') });

export const bringLiveChecks = [
  {
    title: 'Bring It Live shows each command, and types what was agreed to into a terminal that waits',
    async run(editor) {
      await editor.press('F1');
      await editor.type('Bring It Live');
      await editor.choice('Bring It Live').waitFor();
      await editor.press('Enter');
      await editor.choice('Debian and Ubuntu').click();
      await editor.choice('Switch the site on').waitFor();
      assert.equal(await ticked(editor).count(), 5, 'the usual steps are ticked');
      await editor.screenshot('bring-live-steps');
      await editor.press('Enter');
      const dialog = editor.page.locator('.monaco-dialog-box');
      await dialog.waitFor();
      assert.match(await dialog.textContent(), /sudo a2enmod ssl wsgi.*waits there for your Enter/s);
      await editor.screenshot('bring-live-commands');
      await dialog.locator('.monaco-button', { hasText: 'Type into Terminal' }).click();
      const terminal = editor.page.locator('.terminal-wrapper .xterm-rows').first();
      await terminal.filter({ hasText: /Press Enter to run the command.*sudo a2enmod ssl wsgi && sudo install/s }).waitFor();
      await editor.screenshot('bring-live-terminal');
    },
  },
];
