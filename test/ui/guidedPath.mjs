// The guided path as a person walks it: its pages are there, its buttons lead on, and its steps tick off.
import assert from 'node:assert/strict';

/** The entry of a step in the list, and the mark that it is done. */
const step = (editor, id) => editor.page.locator(`[data-step-id$="#start#${id}"]`).first();
const done = (editor, id) => editor.page.locator(`[data-done-step-id$="#start#${id}"].complete`).first();
const button = (editor, text) => editor.page.locator('.getting-started-step.expanded .monaco-button', { hasText: text }).first();
/** The page beside the steps, a frame in a frame. */
const shownPage = (editor) => editor.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();

async function getStarted(editor) {
  await editor.press('F1');
  await editor.type('Apache WSGI & TLS: Get Started');
  await editor.choice('Get Started').waitFor();
  await editor.press('Enter');
  await editor.page.locator('.gettingStartedContainer', { hasText: 'From a Python application to the padlock' }).first().waitFor();
}

export const guidedPathChecks = [
  {
    title: 'the guided path has a page for each step, leads to the commands, and ticks off what was done',
    async run(editor) {
      await editor.press('Control+b'); // room for the pages
      await getStarted(editor);
      await done(editor, 'virtualHost').waitFor();
      assert.equal(await done(editor, 'live').count(), 0, 'nothing was brought live');
      await shownPage(editor).getByText('A virtual host is one site').waitFor();
      await editor.screenshot('guided-path');
      for (const [id, words] of [
        ['application', 'The script that Apache calls'],
        ['certificate', 'Certificate and key'],
        ['trust', 'No warning in the browser'],
        ['check', 'Errors are what Apache refuses'],
      ]) {
        await step(editor, id).click();
        await shownPage(editor).getByText(words).first().waitFor();
        for (const picture of await shownPage(editor).locator('img').all())
          await editor.waitFor('a picture', () => picture.evaluate((image) => image.naturalWidth > 0));
      }
      assert.equal(await done(editor, 'check').count(), 0, 'nobody has looked at the problems');
      await button(editor, 'Show Problems').click();
      await done(editor, 'check').waitFor();
      await step(editor, 'live').click();
      await shownPage(editor).getByText('Have Apache read it').waitFor();
      await editor.screenshot('guided-path-live');
    },
  },
];
