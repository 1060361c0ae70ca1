/** Java, Node and Python, which bring lists of their own. */
import path from 'node:path';
import { powershellWord, shWord } from './quoting.ts';
import type { TrustPlan, TrustSubject } from './trustPlan.ts';

/** The plans for languages that do not go by the store of the system, or not always. */
export function languagePlans(subject: TrustSubject): TrustPlan[] {
  return [node(subject), python(subject), java(subject)];
}

function isWindows({ machine }: TrustSubject): boolean {
  return machine.system === 'windows';
}

function node(subject: TrustSubject): TrustPlan {
  const [set, unset] = isWindows(subject)
    ? [lasting('NODE_EXTRA_CA_CERTS', powershellWord(subject.file)), lasting('NODE_EXTRA_CA_CERTS', '$null')]
    : [`export NODE_EXTRA_CA_CERTS=${shWord(subject.file)}`, 'unset NODE_EXTRA_CA_CERTS'];
  const where = isWindows(subject) ? 'For programs that are started from now on.' : 'For this terminal; put the line into ~/.profile to have it everywhere.';
  return {
    store: 'node',
    title: 'Node',
    shell: isWindows(subject) ? 'powershell' : 'sh',
    trust: [{ title: 'Trust in Node', command: set, explanation: `Node takes this authority besides its own list. ${where}` }],
    distrust: [{ title: 'Stop trusting in Node', command: unset, explanation: `Node goes by its own list again. ${where}` }],
    notes: [
      'The variable names one file: where it is in use already, append the certificate to that file.',
      'Node 22.15 and later go by the store of the system with --use-system-ca.',
    ],
  };
}

function python(subject: TrustSubject): TrustPlan {
  const { file, alias, machine } = subject;
  const plan = { store: 'python', title: 'Python', shell: isWindows(subject) ? 'powershell' : 'sh' } as const;
  if (isWindows(subject)) {
    return {
      ...plan,
      trust: [],
      distrust: [],
      notes: ['Python on Windows goes by the store of the system. requests and others that bring certifi do so with the package truststore.'],
    };
  }
  const bundle = shWord(path.posix.join(path.posix.dirname(file), `${alias}-bundle.pem`));
  const list = machine.bundle ?? '"$(python3 -m certifi)"';
  return {
    ...plan,
    trust: [
      {
        title: 'Trust in Python',
        command: `cat ${list} ${shWord(file)} > ${bundle} && export SSL_CERT_FILE=${bundle} REQUESTS_CA_BUNDLE=${bundle}`,
        explanation: `Makes a list of the system's authorities and this one, and has Python's ssl, requests and curl go by it. For this terminal; put the export into ~/.profile to have it everywhere.`,
      },
    ],
    distrust: [
      {
        title: 'Stop trusting in Python',
        command: `unset SSL_CERT_FILE REQUESTS_CA_BUNDLE; rm -f ${bundle}`,
        explanation: 'Python goes by the lists that it did before.',
      },
    ],
    notes: [
      'SSL_CERT_FILE replaces the list, it does not add to it: that is why the file holds the other authorities, too. Make it anew after an update of the system.',
    ],
  };
}

function java(subject: TrustSubject): TrustPlan {
  const word = isWindows(subject) ? powershellWord : shWord;
  const store = `-cacerts -storepass changeit -alias ${subject.alias}`;
  return {
    store: 'java',
    title: 'Java',
    shell: isWindows(subject) ? 'powershell' : 'sh',
    trust: [
      {
        title: 'Trust in Java',
        command: `keytool -importcert -noprompt ${store} -file ${word(subject.file)}`,
        explanation: 'Adds the authority to the list of the Java that keytool belongs to (9 or later). “changeit” is the password that every Java comes with.',
      },
    ],
    distrust: [{ title: 'Stop trusting in Java', command: `keytool -delete ${store}`, explanation: 'Takes the authority out of that list.' }],
    notes: ['Where Java belongs to the system, the command needs the rights of an administrator; on Debian and Fedora it takes over what the system trusts.'],
  };
}

/** A variable of the user that lasts. */
function lasting(name: string, word: string): string {
  return `[Environment]::SetEnvironmentVariable('${name}', ${word}, 'User')`;
}
