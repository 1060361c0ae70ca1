/** macOS with Homebrew, Windows, and the image of Docker. */
import { powershellWord, shWord } from '../../certificates/quoting.ts';
import { word } from '../httpd/words.ts';
import { CHECK, type LivePlan, type Site, seldom, usual } from './step.ts';

const BREW = '/opt/homebrew';

/** macOS with Homebrew. */
export function macos({ file }: Site): LivePlan {
  const main = `${BREW}/etc/httpd/httpd.conf`;
  const line = includeLine(file);
  return {
    shell: 'sh',
    steps: [
      usual(
        'Have httpd read the file',
        `grep -qxF ${shWord(line)} ${main} || printf '%s\\n' ${shWord(line)} >> ${main}`,
        'Adds an Include line to Homebrew’s httpd.conf, unless it is there.',
      ),
      usual('Check', `${BREW}/bin/httpd -t`, CHECK),
      usual('Restart', 'brew services restart httpd', 'Starts httpd anew, also at each login. Ports below 1024 need sudo.'),
    ],
    notes: [
      'On Macs with an Intel processor Homebrew lies in /usr/local.',
      'mod_wsgi comes from pip: “mod_wsgi-express module-config” prints its LoadModule line.',
    ],
  };
}

/** Windows, with httpd in C:/Apache24. */
export function windows({ file }: Site): LivePlan {
  const main = 'C:\\Apache24\\conf\\httpd.conf';
  const line = includeLine(file);
  return {
    shell: 'powershell',
    steps: [
      usual(
        'Have httpd read the file',
        `if (-not (Select-String -Quiet -SimpleMatch -Pattern ${powershellWord(line)} -Path ${powershellWord(main)})) { Add-Content -Encoding utf8 -Path ${powershellWord(main)} -Value ${powershellWord(line)} }`,
        'Adds an Include line to httpd.conf, unless it is there.',
      ),
      usual('Check', 'C:\\Apache24\\bin\\httpd.exe -t', CHECK),
      usual('Restart', 'C:\\Apache24\\bin\\httpd.exe -k restart', 'Restarts the service Apache2.4. Needs a PowerShell that was opened as administrator.'),
      seldom('Install the service', 'C:\\Apache24\\bin\\httpd.exe -k install', 'Once for a machine: has Windows start httpd.'),
    ],
    notes: ['mod_wsgi has no daemon mode on Windows: after a change of the application, restart.'],
  };
}

/** The image `httpd` of Docker Hub. */
export function docker({ file, name }: Site): LivePlan {
  return {
    shell: 'sh',
    steps: [
      usual(
        'Check',
        `docker run --rm -v ${shWord(`${file}:/usr/local/apache2/conf/extra/${name}.conf:ro`)} httpd:2.4 httpd -t -c ${shWord(`Include conf/extra/${name}.conf`)}`,
        `${CHECK} In a fresh container, so what the file names besides has to be mounted too.`,
      ),
      seldom('Load it in a container that runs', 'docker exec CONTAINER httpd -k graceful', 'Put the name of your container in the place of CONTAINER.'),
    ],
    notes: [
      `In your own image: COPY the file to /usr/local/apache2/conf/extra/${name}.conf and add “Include conf/extra/${name}.conf” to conf/httpd.conf. The image httpd has no mod_wsgi: build it with pip in a stage of its own.`,
    ],
  };
}

/** The line that has httpd read a file; httpd takes slashes everywhere. */
function includeLine(file: string): string {
  return `Include ${word(file.replaceAll('\\', '/'))}`;
}
