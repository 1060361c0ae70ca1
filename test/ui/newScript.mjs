// “Create WSGI Script” as a person goes through it: the application is found, the file is shown, and made once the person agrees.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const APPLICATION = 'from flask import Flask\n\napp = Flask(__name__)\n';

export const newScriptChecks = [
  {
    title: 'a WSGI script is shown before it is made, and made once the person agrees',
    opens: { copies: { development: '.' }, file: 'sites-available/app.test.conf' },
    async run(editor) {
      fs.writeFileSync(path.join(editor.folder, 'app.py'), APPLICATION);
      const script = path.join(editor.folder, 'app.wsgi');
      await editor.command('Create WSGI Script');
      await editor.question('Where does the script go?').waitFor();
      await editor.press('Enter');
      await editor.choice('Make the File').waitFor();
      await editor.waitForText('what would be written', (text) => text.includes('from app import app as application'));
      await editor.screenshot('script-preview');
      assert.equal(fs.existsSync(script), false, 'nothing is made before the person agrees');
      await editor.choice('Make the File').click();
      await editor.waitFor('the script', () => fs.existsSync(script));
      assert.match(fs.readFileSync(script, 'utf8'), /^from app import app as application$/m);
      await editor.screenshot('script-made');
    },
  },
];
