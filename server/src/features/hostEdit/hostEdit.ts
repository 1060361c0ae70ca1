/** Changes of a virtual host that commands ask for: which lines to write, so that httpd does what is meant and nothing is lost. */
import type { CertificateInspector } from '../../model/certificates.ts';
import type { Position } from '../../text/range.ts';
import type { View } from '../../view/view.ts';
import { acmeEdit } from './acme.ts';
import { certificateEdit } from './certificate.ts';
import { type HostChange, type HostEdit, isRefused } from './change.ts';
import { clientCertificatesEdit } from './clientCertificates.ts';
import { hostAt } from './written.ts';

/** The edits that make a change in the virtual host at a position; `certificates` looks into the files that its lines name. */
export function hostEditAt(
  view: View,
  position: Position,
  { change, certificates }: { readonly change: HostChange; readonly certificates: CertificateInspector },
): HostEdit {
  const host = hostAt(view, position);
  if (isRefused(host)) return host;
  switch (change.kind) {
    case 'certificate':
      return certificateEdit(host, change, certificates);
    case 'clientCertificates':
      return clientCertificatesEdit(host, change.authority);
    case 'acmeExemption':
      return acmeEdit(host);
  }
}
