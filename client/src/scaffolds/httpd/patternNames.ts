/** The patterns of a site, and what sets them apart before a line is written. */

/** What is to be known of a pattern. */
export interface PatternFacts {
  readonly title: string;
  readonly description: string;
  readonly ports: { readonly http: number; readonly https: number };
  /** Where the certificate comes from: the person names it, certbot keeps it, or there is none. */
  readonly certificateFrom: 'person' | 'certbot' | 'nowhere';
  /** Whether clients have to show a certificate. */
  readonly asksClients: boolean;
}

/** The names of patterns, as options give them. */
export type Pattern = 'https-redirect' | 'http-and-https' | 'https-only' | 'behind-proxy' | 'lets-encrypt' | 'mutual-tls' | 'development';

const USUAL = { ports: { http: 80, https: 443 }, certificateFrom: 'person', asksClients: false } as const;

/** The patterns, the usual one first. */
export const PATTERNS: Readonly<Record<Pattern, PatternFacts>> = {
  'https-redirect': { ...USUAL, title: 'HTTPS, and HTTP redirects to it', description: 'What most sites want: port 80 sends everybody to port 443.' },
  'http-and-https': { ...USUAL, title: 'HTTP and HTTPS', description: 'Both ports serve the application, from the same processes.' },
  'https-only': { ...USUAL, title: 'HTTPS alone', description: 'Port 443 and nothing else. A browser that is sent to http:// does not get here.' },
  'behind-proxy': {
    title: 'Behind a proxy that does TLS',
    description: 'nginx, a load balancer or an ingress in front holds the certificate; the application still sees https.',
    ports: { http: 8080, https: 443 },
    certificateFrom: 'nowhere',
    asksClients: false,
  },
  'lets-encrypt': {
    ...USUAL,
    title: 'HTTPS with Let’s Encrypt',
    description: 'Certbot’s files, and a way for its challenges past the redirect. Works before the first certificate is there.',
    certificateFrom: 'certbot',
  },
  'mutual-tls': {
    ...USUAL,
    title: 'HTTPS with client certificates',
    description: 'Only clients with a certificate of your authority get in (mutual TLS).',
    asksClients: true,
  },
  development: {
    ...USUAL,
    title: 'Development on this machine',
    description: 'A whole configuration on ports 8080 and 8443, which you start yourself without being root.',
    ports: { http: 8080, https: 8443 },
  },
};
