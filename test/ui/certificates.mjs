// Certificates by keyboard and mouse: what a person is asked, what is written, and where it can be seen afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What certutil lists of the person's database. */
function authoritiesOfChromium(home) {
  const { stdout } = spawnSync('certutil', ['-L', '-d', `sql:${home}/.pki/nssdb`], { encoding: 'utf8' });
  return stdout;
}

const development = { copies: { development: '.' }, file: 'sites-available/app.test.conf' };

export const certificateChecks = [
  {
    title: 'a certificate is made for the names of the virtual host, and its lines are inserted',
    opens: development,
    async run(editor) {
      await editor.goToLineWith('ServerName app.test');
      await editor.command('Create Development Certificate');
      await editor.question('Names that the server is reached by').waitFor();
      assert.match(await editor.answerShown(), /^app\.test, www\.app\.test, localhost, 127\.0\.0\.1, ::1$/);
      await editor.press('End');
      await editor.type(', a_b.test');
      await editor.complaint(/a_b\.test/).waitFor();
      await editor.screenshot('certificate-names');
      for (const _ of ', a_b.test') await editor.press('Backspace');
      await editor.press('Enter');
      await editor.choice('Built in').waitFor();
      await editor.screenshot('certificate-maker');
      await editor.picture('certificate', { x: 336, y: 0, width: 612, height: 216 });
      await editor.choice('Built in').click();
      await editor.choice('ECDSA P-256').click();
      await editor.question('For how many days?').waitFor();
      await editor.press('Enter');
      await editor.choice('certs').click();
      await editor.question('What are the files called').waitFor();
      await editor.press('Enter');
      await editor.choice('Insert into a Virtual Host').waitFor();
      await editor.screenshot('certificate-next');
      await editor.choice('Insert into a Virtual Host').click();
      await editor.waitForText('the lines of TLS', (text) => /SSLEngine on/.test(text) && /SSLCertificateKeyFile \S+app\.test-key\.pem/.test(text));
      await editor.choice('Trust the Authority').waitFor();
      await editor.screenshot('certificate-inserted');
      const certs = path.join(editor.folder, 'sites-available/certs');
      const certificate = new X509Certificate(fs.readFileSync(path.join(certs, 'app.test.pem')));
      assert.equal(certificate.checkHost('www.app.test'), 'www.app.test');
      assert.equal(fs.statSync(path.join(certs, 'app.test-key.pem')).mode & 0o777, 0o600);

      await editor.choice('Trust the Authority').click();
      await editor.choice('Chromium, Chrome').click();
      await editor.dialogButton('Type into Terminal').waitFor();
      await editor.screenshot('trust');
      await editor.dialogButton('Type into Terminal').click();
      await editor.waitFor('the authority in the database of Chromium', () => authoritiesOfChromium(editor.home).includes('C,,'));
      await editor.screenshot('trust-terminal');
    },
  },
];
