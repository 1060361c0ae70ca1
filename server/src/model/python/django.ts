/** What a Django settings file says, as far as it says it in plain words. */
import { moduleStatements, type PythonStatement } from './statements.ts';

/** The settings that matter for the server in front. */
export interface DjangoSettings {
  /** The hosts of ALLOWED_HOSTS, in lower case; null where they are worked out at run time. */
  readonly allowedHosts: readonly string[] | null;
  /** Whether DEBUG is on, which lets an empty list through for local hosts; null where it is worked out. */
  readonly debug: boolean | null;
  /** Whether SECURE_SSL_REDIRECT is on; null where it is worked out. */
  readonly redirectsToTls: boolean | null;
  /** The header and value that mean TLS (SECURE_PROXY_SSL_HEADER), as in environ; null without one, `unknown` where it is worked out. */
  readonly proxyHeader: readonly [string, string] | 'unknown' | null;
}

/** Reads a settings file. */
export function djangoSettings(text: string): DjangoSettings {
  const statements = moduleStatements(text);
  const imports = statements.some(({ bare }) => /^from\s+\S+\s+import\s*\*/.test(bare));
  const last = (name: string) => lastValue(statements, name, imports);
  const proxied = last('SECURE_PROXY_SSL_HEADER');
  const pair = proxied === null || proxied === 'unknown' ? null : /^\(\s*(['"])([\w-]+)\1\s*,\s*(['"])([\w-]+)\3\s*,?\s*\)$/.exec(proxied);
  return {
    allowedHosts: hostsIn(last('ALLOWED_HOSTS')),
    debug: truthIn(last('DEBUG')),
    redirectsToTls: truthIn(last('SECURE_SSL_REDIRECT')) ?? (last('SECURE_SSL_REDIRECT') === null && !imports ? false : null),
    proxyHeader: pair !== null ? [pair[2]!, pair[4]!] : proxied === null ? null : 'unknown',
  };
}

/** What is assigned last to a name, as text; null where nothing is, `unknown` where a condition, another file or code has a say. */
function lastValue(statements: ReturnType<typeof moduleStatements>, name: string, imports: boolean): string | null {
  const touching = statements.filter(({ bare }) => new RegExp(`\\b${name}\\b`).test(bare));
  if (touching.length === 0) return imports ? 'unknown' : null;
  const [only] = touching;
  const value = touching.length === 1 && only!.indent === 0 ? new RegExp(`^${name}\\s*(?::[^=]+)?=(?!=)\\s*(.+)$`, 's').exec(only!.code)?.[1] : undefined;
  return value?.trim() ?? 'unknown';
}

function hostsIn(value: string | null): readonly string[] | null {
  if (value === null || !/^[[(](?:\s*(?:'[^'\\]*'|"[^"\\]*")\s*,?)*\s*[\])]$/.test(value)) return null;
  return [...value.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase());
}

function truthIn(value: string | null): boolean | null {
  return value === 'True' ? true : value === 'False' ? false : null;
}

/** Whether a host passes ALLOWED_HOSTS (django.http.request.validate_host): `*`, the name itself, or `.name` for it and what lies below. */
export function isHostAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => pattern === '*' || pattern === host || (pattern.startsWith('.') && (host.endsWith(pattern) || host === pattern.slice(1))));
}

/** A settings module that a file names: `mysite.settings`. */
interface SettingsName {
  readonly module: string;
  readonly byDefault: boolean;
}

function settingsIn(code: string): SettingsName | null {
  const match = /environ(?:\.(setdefault)\(|\[)\s*['"]DJANGO_SETTINGS_MODULE['"]\s*(?:,|\]\s*=)\s*['"]([\w.]+)['"]/.exec(code);
  return match === null ? null : { module: match[2]!, byDefault: match[1] === 'setdefault' };
}

/** The module that a WSGI script names as its settings; null where none is named in plain words. */
export function settingsModuleIn(script: string): SettingsName | null {
  for (const { code } of moduleStatements(script)) {
    const found = settingsIn(code);
    if (found !== null) return found;
  }
  return null;
}

/** The settings modules that statements name, in functions too, as a `manage.py` does. */
export function settingsNamedIn(statements: readonly PythonStatement[]): string[] {
  return statements.flatMap(({ code }) => settingsIn(code)?.module ?? []);
}
