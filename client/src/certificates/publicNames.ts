/** Names that no public authority issues a certificate for, since they are not one site's alone (Baseline Requirements of the CA/Browser Forum, 4.2.2). */
import { type Constraints, DEVELOPMENT, permits } from './constraints.ts';
import type { Name } from './names.ts';

/** Ends that nobody can register (RFC 2606, RFC 6761, RFC 8375, and what local networks use), and networks that are no public site's (RFC 6890). */
const PRIVATE: Constraints = {
  dns: [...DEVELOPMENT.dns, 'invalid', 'lan', 'home', 'corp'],
  ip: [
    ...DEVELOPMENT.ip,
    ...['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10'],
    ...['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'],
  ],
};

/** Those of the names that a public authority refuses. */
export function namesOfNoSite(names: readonly Name[]): readonly string[] {
  const isPrivate = (name: Name) => permits(PRIVATE, name) || (name.kind === 'dns' && !name.text.includes('.'));
  return names.filter(isPrivate).map(({ text }) => text);
}
