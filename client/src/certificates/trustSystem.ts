/** The store of the system, which curl, wget, git, most programs, and on macOS and Windows the browsers go by. */
import type { System } from './machine.ts';
import { powershellWord, shWord } from './quoting.ts';
import type { TrustPlan, TrustSubject } from './trustPlan.ts';

/** Where a Linux takes authorities from, and what makes it look; and look again at all of them, where it would else keep a link to what is gone. */
const LINUX: Readonly<Partial<Record<System, { readonly name: string; readonly folder: string; readonly update: string; readonly fresh: string }>>> = {
  debian: { name: 'Debian or Ubuntu', folder: '/usr/local/share/ca-certificates', update: 'update-ca-certificates', fresh: 'update-ca-certificates --fresh' },
  rhel: { name: 'Fedora or Red Hat', folder: '/etc/pki/ca-trust/source/anchors', update: 'update-ca-trust extract', fresh: 'update-ca-trust extract' },
  suse: { name: 'SUSE', folder: '/etc/pki/trust/anchors', update: 'update-ca-certificates', fresh: 'update-ca-certificates --fresh' },
  arch: { name: 'Arch', folder: '/etc/ca-certificates/trust-source/anchors', update: 'trust extract-compat', fresh: 'trust extract-compat' },
};

/** The plans for the system, and for Windows around a Linux inside it. */
export function systemPlans(subject: TrustSubject): TrustPlan[] {
  const { system, isWsl } = subject.machine;
  const own = system === 'macos' ? macos(subject) : system === 'windows' ? windows(subject) : linux(subject);
  return isWsl ? [own, windowsHost(subject)] : [own];
}

function linux({ file, alias, machine }: TrustSubject): TrustPlan {
  const known = LINUX[machine.system];
  const plan = { store: 'system', shell: 'sh' } as const;
  if (known === undefined) {
    return {
      ...plan,
      title: 'The system',
      trust: [],
      distrust: [],
      notes: ['The way of this Linux is not known here. Look for “trust anchors” or “CA certificates” in its handbook.'],
    };
  }
  const target = `${known.folder}/${alias}.crt`;
  const trust = `sudo install -m 0644 ${shWord(file)} ${target} && sudo ${known.update}`;
  return {
    ...plan,
    title: `The system (${known.name})`,
    trust: [
      {
        title: 'Trust for the whole system',
        command: trust,
        explanation: `Copies the authority's certificate to ${known.folder} and has the system's list made anew. sudo asks for your password.`,
      },
    ],
    distrust: [
      {
        title: 'Stop trusting for the whole system',
        command: `sudo rm -f ${target} && sudo ${known.fresh}`,
        explanation: 'Takes the copy away and has the list made anew.',
      },
    ],
    notes: ['curl, wget and git go by this list. Chromium and Firefox do not.'],
  };
}

function macos({ file, thumbprint }: TrustSubject): TrustPlan {
  const keychain = '"$HOME/Library/Keychains/login.keychain-db"';
  return {
    store: 'system',
    title: 'The system (macOS, your login keychain)',
    shell: 'sh',
    trust: [
      {
        title: 'Trust for you',
        command: `security add-trusted-cert -r trustRoot -k ${keychain} ${shWord(file)}`,
        explanation: 'Adds the certificate to your login keychain and trusts it. macOS asks for your password in a window.',
      },
    ],
    distrust: [
      {
        title: 'Stop trusting',
        command: `security remove-trusted-cert ${shWord(file)}; security delete-certificate -Z ${thumbprint} ${keychain}`,
        explanation: 'Withdraws the trust and deletes the certificate from your login keychain.',
      },
    ],
    notes: [
      'Safari, Chrome and curl of macOS go by the keychain, Firefox as long as it uses the authorities of the system, which it does unless told otherwise.',
    ],
  };
}

function windows({ file, thumbprint }: TrustSubject): TrustPlan {
  return {
    store: 'system',
    title: 'The system (Windows, your user)',
    shell: 'powershell',
    trust: [
      {
        title: 'Trust for you',
        command: `certutil.exe -user -addstore Root ${powershellWord(file)}`,
        explanation: 'Adds the certificate to the trusted roots of your user. Windows shows a warning that you have to confirm.',
      },
    ],
    distrust: [
      {
        title: 'Stop trusting',
        command: `certutil.exe -user -delstore Root ${thumbprint}`,
        explanation: 'Deletes the certificate from the trusted roots of your user.',
      },
    ],
    notes: ['Chrome, Edge and Python go by this store, Firefox as long as it uses the authorities of the system, which it does unless told otherwise.'],
  };
}

/** From Linux inside Windows, Windows' own programs can be started; the path has to be told in its way. */
function windowsHost({ file, thumbprint }: TrustSubject): TrustPlan {
  return {
    store: 'windows-host',
    title: 'Windows, where the browser runs',
    shell: 'sh',
    trust: [
      {
        title: 'Trust in Windows',
        command: `certutil.exe -user -addstore Root "$(wslpath -w ${shWord(file)})"`,
        explanation: 'Adds the certificate to the trusted roots of your Windows user. Windows shows a warning that you have to confirm.',
      },
    ],
    distrust: [
      {
        title: 'Stop trusting in Windows',
        command: `certutil.exe -user -delstore Root ${thumbprint}`,
        explanation: 'Deletes the certificate from the trusted roots of your Windows user.',
      },
    ],
    notes: ['A browser on Windows knows nothing of what this Linux trusts.'],
  };
}
