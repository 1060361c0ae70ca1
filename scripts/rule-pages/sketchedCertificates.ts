/** The certificate files of an example as an inspector sees them, without making any: for pages, which show no more than what is found. */
import type { CertificateFacts, CertificateFile, CertificateInspector, KeyMatch } from '../../server/src/model/certificates.ts';
import type { Authority, CertificateSketch, FileSketch } from '../../server/src/rules/certificateSketch.ts';

type Files = Readonly<Record<string, FileSketch>>;

const DAY = 86_400_000;
/** The day on which examples are looked at: the pages must not change with the calendar. */
const TODAY = Date.UTC(2027, 0, 15);

const AUTHORITIES: Readonly<Record<Authority, CertificateSketch>> = {
  root: authority('root', 'itself'),
  intermediate: authority('intermediate', 'root'),
  stranger: authority('stranger', 'itself'),
};

function authority(name: Authority, issuer: 'itself' | Authority): CertificateSketch {
  return { names: [], commonName: `Test ${name}`, key: `EC ${name}`, days: [-30, 3650], isCa: true, issuer };
}

/** Looks at sketches; files that are not among them cannot be read. */
export function sketchedCertificates(files: Files): CertificateInspector {
  return {
    inspect: (path) => (files[path] === undefined ? null : fileOf(files[path])),
    compare: (certificatePath, keyPath) => compared(files[certificatePath], files[keyPath]),
    now: () => TODAY,
  };
}

/** What the files of an example look like to whoever only asks whether they are there. */
export function sketchedTexts(files: Files): Record<string, string> {
  return Object.fromEntries(Object.keys(files).map((path) => [path, 'made when it is needed\n']));
}

function fileOf({ certificates = [], key }: FileSketch): CertificateFile {
  return { certificates: certificates.map((one) => factsOf(sketchOf(one))), broken: false, isDer: false, hasRevocationList: false, hasKey: key !== undefined };
}

function sketchOf(one: CertificateSketch | Authority): CertificateSketch {
  return typeof one === 'string' ? AUTHORITIES[one] : one;
}

function keyOf({ key = 'EC 1' }: CertificateSketch): string {
  return key;
}

function compared(certificateFile: FileSketch | undefined, keyFile: FileSketch | undefined): KeyMatch {
  const [first, ...further] = (certificateFile?.certificates ?? []).map(sketchOf);
  if (first === undefined || keyFile === undefined) return 'unknown';
  if (keyFile.key === undefined) return 'no-key';
  if (keyFile.encrypted) return 'encrypted';
  if (keyOf(first) === keyFile.key) return 'match';
  return further.some((certificate) => keyOf(certificate) === keyFile.key) ? 'later' : 'mismatch';
}

function factsOf(sketch: CertificateSketch): CertificateFacts {
  const { names = ['blog.test'], commonName = names[0] ?? 'nameless', days = [-1, 90], issuer = 'itself', hash = 'sha256' } = sketch;
  const [kind = '', bits] = (/^\S+/.exec(keyOf(sketch))?.[0] ?? '').split('-');
  return {
    subject: `CN=${commonName}`,
    issuer: `CN=${issuer === 'itself' ? commonName : AUTHORITIES[issuer].commonName}`,
    fingerprint: JSON.stringify(sketch),
    validFrom: TODAY + days[0] * DAY,
    validTo: TODAY + days[1] * DAY,
    isCa: sketch.isCa ?? false,
    key: { kind, bits: bits === undefined ? null : Number(bits), curve: kind === 'EC' ? 'prime256v1' : null },
    hash: hash.toUpperCase(),
    names,
    pointsToIssuer: sketch.pointsToIssuer ?? false,
    covers: (name) => names.includes(name) || names.includes(name.replace(/^[^.]+/, '*')),
    isIssuedBy: ({ fingerprint }) => fingerprint === JSON.stringify(issuer === 'itself' ? sketch : AUTHORITIES[issuer]),
  };
}
