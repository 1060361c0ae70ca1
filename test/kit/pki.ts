/**
 * Certificates and keys for tests, made by openssl in a temporary folder: nothing of them is kept. A file is described by
 * a sketch, as on the pages of rules; certificates that no key names can be told apart by their keys.
 */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Authority, CertificateSketch, FileSketch, KeySketch } from '../../server/src/rules/certificateSketch.ts';

const DAY = 86_400_000;
/** What encrypted keys of tests are locked with. */
const PASS_PHRASE = 'only-for-tests';

/** Makes certificates below one folder; `remove` takes everything away. */
export class Pki {
  /** Where files are written. */
  readonly folder: string;
  private readonly work: string;
  private readonly keys = new Map<KeySketch, string>();
  private readonly certificates = new Map<string, string>();
  private made = 0;

  constructor() {
    this.work = mkdtempSync(path.join(tmpdir(), 'apacheconf-pki-'));
    this.folder = path.join(this.work, 'files');
    mkdirSync(this.folder);
    writeFileSync(path.join(this.work, 'index.txt'), '');
  }

  remove(): void {
    rmSync(this.work, { recursive: true, force: true });
  }

  /** Writes a file below the folder and gives its path. */
  write(name: string, what: FileSketch | string | Uint8Array): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof what === 'string' || what instanceof Uint8Array ? what : this.pem(what), { mode: 0o600 });
    return file;
  }

  /** The text of a sketched file. */
  pem({ certificates = [], key, encrypted }: FileSketch): string {
    const blocks = certificates.map((one) => (typeof one === 'string' ? this.authority(one) : this.certificate(one)));
    if (key !== undefined) blocks.push(encrypted ? this.encrypted(key) : this.key(key));
    return blocks.join('');
  }

  /** The certificate of an authority. */
  authority(name: Authority): string {
    const issuer = name === 'intermediate' ? 'root' : 'itself';
    return this.certificate({ names: [], commonName: `Test ${name}`, key: `EC ${name}`, days: [-30, 3650], isCa: true, issuer });
  }

  /** A certificate; one that is described alike is the same one. */
  private certificate(sketch: CertificateSketch): string {
    const name = JSON.stringify(sketch);
    const known = this.certificates.get(name) ?? this.signed(sketch);
    this.certificates.set(name, known);
    return known;
  }

  /** A private key, made once. */
  key(sketch: KeySketch): string {
    const known = this.keys.get(sketch) ?? newKey(sketch);
    this.keys.set(sketch, known);
    return known;
  }

  private encrypted(sketch: KeySketch): string {
    return createPrivateKey(this.key(sketch)).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASS_PHRASE }).toString();
  }

  private signed(sketch: CertificateSketch): string {
    const { key = 'EC 1', issuer = 'itself', days = [-1, 90], hash = 'sha256' } = sketch;
    const id = ++this.made;
    const at = (name: string) => path.join(this.work, `${id}.${name}`);
    const signer = issuer === 'itself' ? null : { cert: this.authority(issuer), key: this.key(`EC ${issuer}`) };
    writeFileSync(at('cnf'), settings(sketch));
    writeFileSync(at('key'), this.key(key), { mode: 0o600 });
    openssl(this.work, ['req', '-new', '-config', at('cnf'), '-key', at('key'), '-out', at('csr')]);
    if (signer !== null) {
      writeFileSync(at('issuer.crt'), signer.cert);
      writeFileSync(at('issuer.key'), signer.key, { mode: 0o600 });
    }
    const signing = signer === null ? ['-selfsign', '-keyfile', at('key')] : ['-cert', at('issuer.crt'), '-keyfile', at('issuer.key')];
    const dates = ['-startdate', stamp(days[0]), '-enddate', stamp(days[1])];
    openssl(this.work, ['ca', '-batch', '-notext', '-config', at('cnf'), '-md', hash, ...dates, ...signing, '-in', at('csr'), '-out', at('crt')]);
    return readFileSync(at('crt'), 'utf8');
  }
}

/** The public half of a key in PEM. */
export function publicHalf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

function newKey(sketch: KeySketch): string {
  const bits = /^RSA-(\d+)/.exec(sketch)?.[1];
  const pair = bits === undefined ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) : generateKeyPairSync('rsa', { modulusLength: Number(bits) });
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function openssl(folder: string, args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 });
}

/** A day counted from today, as `openssl ca` takes it. */
function stamp(day: number): string {
  return `${new Date(Date.now() + day * DAY).toISOString().replace(/[-:T]|\.\d+/g, '')}`;
}

function settings({ names = ['blog.test'], commonName = names[0] ?? 'nameless', isCa = false, pointsToIssuer = false }: CertificateSketch): string {
  const alternatives = names.map((name, index) => `${isIP(name) === 0 ? 'DNS' : 'IP'}.${index}=${name}`);
  return [
    '[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\npolicy=policy\nrand_serial=yes\nunique_subject=no\nx509_extensions=extensions',
    `[policy]\ncommonName=supplied\n[req]\ndistinguished_name=name\nprompt=no\n[name]\nCN=${commonName}\n[extensions]`,
    `basicConstraints=critical,CA:${isCa ? 'TRUE' : 'FALSE'}`,
    'subjectKeyIdentifier=hash',
    ...(alternatives.length > 0 ? ['subjectAltName=@alternatives'] : []),
    ...(pointsToIssuer ? ['authorityInfoAccess=caIssuers;URI:http://ca.test/issuer.crt'] : []),
    '[alternatives]',
    ...alternatives,
    '',
  ].join('\n');
}
