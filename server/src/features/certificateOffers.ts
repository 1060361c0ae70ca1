/** What the client's own commands can do about a finding that concerns a certificate. */
import type { CertificateRemedy } from '../model/finding.ts';
import type { Diagnostic } from './diagnostics.ts';

/** A command of the client with the one options object that it takes; what it is given is filled in, and it asks for the rest. */
export interface CommandOffer {
  readonly title: string;
  readonly command: string;
  readonly options: { readonly prefill: object };
}

/** The command that shows what a file with certificates holds. */
export const INSPECT = 'apacheWsgiTls.inspectCertificate';

/** How many names a title shows. */
const NAME_LIMIT = 2;

/** The offers for a finding, what helps before what shows. */
export function certificateOffers({ concern }: Diagnostic): CommandOffer[] {
  if (concern === undefined) return [];
  const { path, remedy } = concern;
  return [
    ...(remedy === null ? [] : [offerOf(remedy)]),
    ...(path === null ? [] : [{ title: 'Inspect the certificate', command: INSPECT, options: { prefill: { path } } }]),
  ];
}

function offerOf(remedy: CertificateRemedy): CommandOffer {
  switch (remedy.kind) {
    case 'renew':
      return renewal(remedy);
    case 'create':
      return creation(remedy);
    case 'chain':
      return {
        title: 'Build the chain file',
        command: 'apacheWsgiTls.buildChain',
        options: { prefill: { files: remedy.files, ...given('privateKey', remedy.privateKey) } },
      };
  }
}

function renewal({ certificate, privateKey, names }: Extract<CertificateRemedy, { kind: 'renew' }>): CommandOffer {
  const prefill = { certificate, ...given('privateKey', privateKey), ...(names.length > 0 && { names }) };
  const title = names.length === 0 ? 'Renew the certificate' : `Re-issue the certificate with ${listed(names)}`;
  return { title, command: 'apacheWsgiTls.renewCertificate', options: { prefill } };
}

function creation({ names, folder, fileName }: Extract<CertificateRemedy, { kind: 'create' }>): CommandOffer {
  const prefill = { ...(names.length > 0 && { names }), ...given('folder', folder), ...given('fileName', fileName) };
  const title = names.length === 0 ? 'Create a certificate' : `Create a certificate for ${listed(names)}`;
  return { title, command: 'apacheWsgiTls.createCertificate', options: { prefill } };
}

function given(name: string, value: string | null): object {
  return value === null ? {} : { [name]: value };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAME_LIMIT).join(' and ');
  return names.length > NAME_LIMIT ? `${names.slice(0, NAME_LIMIT).join(', ')} and ${names.length - NAME_LIMIT} more` : shown;
}
