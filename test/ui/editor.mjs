// The workbench page in the words of somebody who uses it: type, look at the list, hover, take a picture.
import path from 'node:path';

const limit = 20_000;

/** Whether something comes into sight within a moment. */
async function appears(locator, moment = 1_500) {
  return locator.waitFor({ timeout: moment }).then(
    () => true,
    () => false,
  );
}

export class Editor {
  /** `folder` is the one that is open, `home` the person's own. */
  constructor(page, { screenshots, folder, home }) {
    this.home = home;
    this.page = page;
    this.screenshots = screenshots;
    this.folder = folder;
    page.setDefaultTimeout(limit);
  }

  /** Waits until the file is shown in our language and has the keyboard. The click goes on a line: the layer that holds
   * the lines may be taller than the window, and a click in its middle scrolls the lines out of sight. */
  async ready() {
    await this.page.locator('.statusbar-item', { hasText: 'Apache' }).first().waitFor({ timeout: 60_000 });
    await this.lines.locator('.view-line').first().click();
    await this.press('Control+Home');
  }

  get lines() {
    return this.page.locator('.editor-instance .monaco-editor .view-lines').first();
  }

  /** The text that the editor shows, with plain spaces. */
  async text() {
    return (await this.lines.textContent()).replace(/\u00a0/g, ' ');
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 30 });
  }

  /** Puts the cursor at the end of the first line that has `text`. */
  async goToLineWith(text) {
    await this.waitForText(`a line with ${text}`, (shown) => shown.includes(text));
    await this.lines.locator('.view-line', { hasText: text }).first().click();
    await this.press('End');
  }

  /** Opens a new line below the one that has `text`. */
  async newLineAfter(text) {
    await this.goToLineWith(text);
    await this.press('Enter');
  }

  /** Waits for the suggestion list's entry of that name and moves down to it. */
  async selectSuggestion(name) {
    const entry = this.page.locator('.suggest-widget.visible .monaco-list-row', {
      has: this.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) }),
    });
    await entry.waitFor();
    const focused = entry.and(this.page.locator('.focused'));
    for (let step = 0; !(await appears(focused)); step++) {
      if (step === 10) throw new Error(`cannot reach ${name} in the list`);
      await this.press('ArrowDown');
    }
  }

  /** The documentation beside the list, unfolded if need be. */
  async suggestionDocs() {
    const docs = this.page.locator('.suggest-details-container .suggest-details');
    for (let attempt = 0; !(await appears(docs)); attempt++) {
      if (attempt === 3) throw new Error('the list shows no documentation');
      await this.press('Control+Space');
    }
    return docs.textContent();
  }

  /** The squiggle under an error. */
  squiggle() {
    return this.page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  }

  /** What is painted grey of the first line that has `text`. */
  grey(text) {
    return this.lines.locator('.view-line', { hasText: text }).first().locator('.squiggly-inline-unnecessary').first();
  }

  /** The entry of the status bar that has `text`. */
  statusItem(text) {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** The entry of the list that asks for a choice. */
  choice(text) {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  /** The row of a view in the side bar that is read out so. */
  treeRow(spoken) {
    return this.page.locator('.sidebar').getByRole('treeitem', { name: spoken });
  }

  /** A headline in the report that is shown. */
  reportHeadline(text) {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe').locator('h1, h2', { hasText: text }).first();
  }

  /** Runs a command by its title from the palette. */
  async command(title) {
    await this.press('F1');
    await this.page.locator('.quick-input-widget input').first().waitFor();
    await this.type(title);
    await this.choice(title).click();
  }

  /** The text that asks a question in the box at the top. */
  question(text) {
    return this.page.locator('.quick-input-widget', { hasText: text }).first();
  }

  /** What the box at the top holds. */
  answerShown() {
    return this.page.locator('.quick-input-widget input').first().inputValue();
  }

  /** What the box at the top says against an answer. */
  complaint(text) {
    return this.page.locator('.quick-input-widget .quick-input-message', { hasText: text }).first();
  }

  /** A button of the dialog that has to be answered first. */
  dialogButton(text) {
    return this.page.locator('.monaco-dialog-box .monaco-button', { hasText: text }).first();
  }

  /** Opens the Problems panel and gives its entry that has `text`. */
  async problem(text) {
    await this.press('Control+Shift+M');
    const row = this.page.locator('.markers-panel-container .monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    return row;
  }

  /** Rests the mouse on a word (once more, if the language server was not up yet); gives what pops up. */
  async hover(word) {
    const target = this.lines.locator('.view-line span span', { hasText: word }).first();
    const popup = this.page.locator('.monaco-hover-content').filter({ visible: true }).first();
    for (let attempt = 0; attempt < 8; attempt++) {
      await this.page.mouse.move(640, 700);
      await target.hover();
      if (await appears(popup, 2_500)) return popup.textContent();
    }
    throw new Error(`nothing pops up over ${word}`);
  }

  /** Waits until `probe` finds what it is looking for in the text. */
  waitForText(what, probe) {
    return this.waitFor(what, async () => probe(await this.text()));
  }

  /** Waits until something holds, in the editor or outside of it. */
  async waitFor(what, probe) {
    const deadline = Date.now() + limit;
    while (!(await probe())) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; the editor shows:\n${await this.text()}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** A picture of a part of the window, in pixels from its top left corner. */
  picture(name, clip) {
    return this.page.screenshot({ path: path.join(this.screenshots, `${name}.png`), animations: 'disabled', clip });
  }

  screenshot(name) {
    return this.page.screenshot({ path: path.join(this.screenshots, `${name}.png`), animations: 'disabled' });
  }
}
