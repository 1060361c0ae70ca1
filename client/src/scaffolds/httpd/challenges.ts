/** Let's Encrypt: a way for certbot's challenges past the redirect, and a start before the first certificate is there. */
import { command, comment, type Lines, section } from './lines.ts';
import { secureAddress } from './parts.ts';
import type { Site } from './site.ts';
import { literal, word } from './words.ts';

/** Where an authority looks for the answer to its challenge (RFC 8555, 8.3). */
const CHALLENGE = '/.well-known/acme-challenge/';

/** The folder of answers, served over HTTP. */
export function challenges({ platform, serverName, aliases }: Site): Lines {
  const names = [serverName, ...aliases].map((name) => `-d ${name}`).join(' ');
  const said = comment('Let’s Encrypt looks here for proof that the site is yours. Once httpd runs with this file the first certificate is fetched by:');
  const fetching = command(`sudo certbot certonly --webroot -w ${platform.challenges} ${names}`);
  const folder = `${platform.challenges}${CHALLENGE}`;
  return [...said, ...fetching, `Alias ${CHALLENGE} ${word(folder)}`, ...section(`Directory ${literal(platform.challenges)}`, ['Require all granted'])];
}

/** Sends everything but the challenges to HTTPS. */
export function redirectRest(site: Site): Lines {
  const said = comment('All else goes to HTTPS, path and query kept. A challenge that is redirected could not renew a certificate that has run out.');
  return [...said, `RedirectMatch permanent "^/(?!${CHALLENGE.slice(1).replace('.', '\\.')})(.*)$" ${secureAddress(site)}$1`];
}

/** Lines that count once certbot has been there: httpd does not start with the name of a certificate that does not exist. */
export function onceFetched({ certificate }: Site, body: Lines): Lines {
  const said = comment('httpd passes over this until the certificate is there. Reload it then, and after each renewal (certbot --deploy-hook does so).');
  return [...said, ...section(`IfFile ${word(certificate.file)}`, body)];
}
