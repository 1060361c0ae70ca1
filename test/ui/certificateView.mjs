// The view “Certificates”: states at a glance, what changes on the disk, and a click that inspects.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const development = { copies: { development: '.' }, file: 'sites-available/app.test.conf' };

/** Makes a certificate that signs itself, and its key. */
function make(folder, name, days) {
  fs.mkdirSync(folder, { recursive: true });
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', String(days), '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  execFileSync('openssl', [...request, '-keyout', `${name}.key`, '-out', `${name}.pem`], { cwd: folder, stdio: 'ignore' });
}

export const certificateViewChecks = [
  {
    title: 'the view of certificates shows the state of each, follows the disk, and a click inspects',
    opens: development,
    async run(editor) {
      const certs = path.join(editor.folder, 'certs');
      make(certs, 'soon.test', 5);
      make(certs, 'later.test', 90);
      await editor.command('Show Certificates');
      await editor.treeRow(/^soon\.test, authority, [45] days left/).waitFor();
      await editor.treeRow(/^later\.test, authority, (?:89|90) days left/).waitFor();
      await editor.screenshot('certificates-view');
      make(certs, 'third.test', 60);
      await editor.treeRow(/^third\.test/).waitFor();
      fs.rmSync(path.join(certs, 'soon.test.pem'));
      await editor.treeRow(/^soon\.test/).waitFor({ state: 'detached' });
      await editor.treeRow(/^later\.test/).click();
      await editor.reportHeadline('Certificate 1: later.test').waitFor();
      await editor.screenshot('certificate-inspected');
    },
  },
];
