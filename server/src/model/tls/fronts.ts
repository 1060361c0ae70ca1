/** What stands in front of a server or behind it: trusted proxies, and redirects from HTTP to HTTPS. */
import { argument, argumentsOf, type Entry } from '../configuration/entry.ts';
import type { TlsServer } from './servers.ts';

/** Headers by which a proxy in front tells that its client spoke TLS (mod_wsgi, wsgi_environ.c). */
const SCHEME_HEADERS = ['x-forwarded-proto', 'x-forwarded-scheme', 'x-forwarded-https', 'x-forwarded-ssl', 'x-scheme', 'x-https'];

/** The line by which mod_wsgi believes a proxy in front about the scheme; undefined where there is none. */
export function trustedSchemeLine(server: TlsServer): Entry | undefined {
  const line = server.line('wsgitrustedproxyheaders');
  return line !== undefined && argumentsOf(line).some((name) => SCHEME_HEADERS.includes(name.toLowerCase())) ? line : undefined;
}

/** A line that sends everything to HTTPS; undefined where there is none. */
export function redirectToHttps({ own }: TlsServer): Entry | undefined {
  return (
    [...own.all('redirect'), ...own.all('redirectmatch'), ...own.all('redirectpermanent'), ...own.all('redirecttemp')].find(redirectsAll) ??
    rewriteToHttps(own.all('rewriterule'))
  );
}

/** A line that sends anything at all to HTTPS. */
export function anyRedirectToHttps({ own }: TlsServer): Entry | undefined {
  const lines = ['redirect', 'redirectmatch', 'redirectpermanent', 'redirecttemp', 'rewriterule'].flatMap((name) => own.everywhere(name));
  return lines.find((entry) => /https:\/\//i.test(entry.line.text));
}

/** Redirect [status] / https://..., RedirectMatch ^ https://... */
function redirectsAll(entry: Entry): boolean {
  const words = argumentsOf(entry);
  const target = words.findIndex((word) => /^https:\/\//i.test(word));
  const from = words[target - 1] ?? '';
  return target > 0 && (entry.name === 'redirectmatch' ? /^\^?(?:\/?\(?\.\*\)?|\/)?\$?$/.test(from) : from === '/');
}

function rewriteToHttps(rules: readonly Entry[]): Entry | undefined {
  return rules.find((rule) => /^https:\/\//i.test(argument(rule, 1)) && /^\^?(?:\/?\??\(?\.[*+]\)?)?\$?$/.test(argument(rule)));
}

/** Whether the rewriting of a server looks at a header of a proxy in front. */
export function looksAtProxy({ own }: TlsServer): boolean {
  return own.all('rewritecond').some(({ line }) => /X-Forwarded|HTTP_X_|X-Https|X-Scheme|Front-End-Https/i.test(line.text));
}
