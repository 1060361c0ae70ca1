/**
 * TLS as it is in effect: for the main server and each virtual host, whether TLS is spoken, and which line counts for each
 * setting, with what is inherited from the server level (ssl_engine_config.c, ssl_config_server_merge; ssl_engine_init.c).
 */
import { compareVersions } from '../../knowledge/version.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { argument, type Entry, isCertain, outsideHosts } from '../configuration/entry.ts';
import { nameOnly, type VirtualHost } from '../configuration/hosts.ts';
import { keeper, perHost } from '../configuration/kept.ts';
import { Directives, directivesOf, joined } from './directives.ts';
import { type Listener, listenerFor, listenerOf } from './listeners.ts';

/** Whether a server speaks TLS. `perhaps`: a line may not be read, or other files may say more. */
export type Engine = 'on' | 'off' | 'perhaps';

/** How many certificates of the server level a virtual host's own ones take the place of, counted from the first (CERTKEYS_IDX_MAX + 1). */
const REPLACED = 3;

/** What the engine of a server depends on besides its own lines. */
interface Surroundings {
  readonly rooted: boolean;
  readonly optionalIsGone: boolean;
  readonly listeners: readonly Listener[];
}

/** The main server or a virtual host. */
export class TlsServer {
  /** Null for the main server. */
  readonly host: VirtualHost | null;
  /** What stands in the virtual host itself; for the main server, at the server level. */
  readonly own: Directives;
  readonly engine: Engine;
  /** The Listen line whose protocol it takes on. */
  readonly listener: Listener | undefined;
  /** SSLCertificateFile and SSLCertificateKeyFile lines in effect; the key of a certificate has the same index. */
  readonly certificates: readonly Entry[];
  readonly keys: readonly Entry[];
  /** Whether lines that nobody sees may stand in it: an include that was not followed. */
  readonly mayHoldMore: boolean;
  /** What stands at the server level; for the main server, nothing more. */
  private readonly outer: Directives | null;

  constructor(host: VirtualHost | null, outer: Directives, surroundings: Surroundings) {
    this.host = host;
    this.own = host === null ? outer : directivesOf(host.entry);
    this.outer = host === null ? null : outer;
    this.mayHoldMore = !surroundings.rooted && (host === null || this.own.holds('include', 'includeoptional', 'use'));
    this.certificates = this.merged('sslcertificatefile');
    this.keys = this.merged('sslcertificatekeyfile');
    this.listener = host === null ? undefined : listenerFor(host.addresses, surroundings.listeners);
    this.engine = engineOf(this, surroundings);
  }

  /** The line that counts for a directive (lower case) that is set once. */
  line(name: string): Entry | undefined {
    return this.own.last(name) ?? this.outer?.last(name);
  }

  /** Every line of a directive that adds up. */
  lines(name: string): readonly Entry[] {
    return this.outer === null ? this.own.all(name) : joined(this.outer.all(name), this.own.all(name));
  }

  /** The value of a setting in lower case; empty where it is not set. */
  value(name: string): string {
    const line = this.line(name);
    return line === undefined ? '' : argument(line).toLowerCase();
  }

  /** Lines of a directive in sections for some paths, of the server level as well. */
  below(name: string): readonly Entry[] {
    return this.outer === null ? this.own.allBelow(name) : joined(this.outer.allBelow(name), this.own.allBelow(name));
  }

  /** Whether one of its addresses has this port. */
  hasPort(port: number): boolean {
    return this.host?.addresses.some((address) => address.port === port) ?? false;
  }

  /** Whether the file that it stands in shows it in full: a certificate and a key of its own, and nothing included. */
  get standsAlone(): boolean {
    return !this.mayHoldMore && this.own.last('sslcertificatefile') !== undefined && this.own.last('sslcertificatekeyfile') !== undefined;
  }

  private merged(name: string): readonly Entry[] {
    const own = this.own.all(name);
    const base = this.outer?.all(name) ?? [];
    if (base.length === 0 || own.length === 0) return joined(own, base);
    return [...own.slice(0, REPLACED), ...base.slice(Math.min(own.length, REPLACED)), ...own.slice(REPLACED)];
  }
}

function engineOf(server: TlsServer, { rooted, optionalIsGone, listeners }: Surroundings): Engine {
  const line = server.line('sslengine');
  if (line !== undefined) {
    const shown = rooted || (!server.mayHoldMore && server.own.last('sslengine') === line);
    return isCertain(line) && shown ? switchOf(argument(line), optionalIsGone) : 'perhaps';
  }
  if (!rooted && (server.mayHoldMore || server.certificates.length > 0 || server.hasPort(443))) return 'perhaps';
  return implied(server, listeners);
}

/** `optional` is for the upgrade of plain connections; from 2.4.64 on it means off (AH10510). */
function switchOf(word: string, optionalIsGone: boolean): Engine {
  const value = word.toLowerCase();
  return value === 'optional' && optionalIsGone ? 'off' : value === 'on' || value === 'off' ? value : 'perhaps';
}

/** httpd switches TLS on by itself where a certificate is given and the address's Listen is for https. */
function implied(server: TlsServer, listeners: readonly Listener[]): Engine {
  if (server.certificates.length === 0) return 'off';
  const protocol = server.line('protocol');
  const isHttps = protocol === undefined ? server.listener?.protocol === 'https' : argument(protocol).toLowerCase() === 'https';
  if (!isHttps) return listeners.every(({ certain }) => certain) ? 'off' : 'perhaps';
  return server.certificates.some(isCertain) && (server.listener?.certain ?? true) ? 'on' : 'perhaps';
}

/** TLS of a whole configuration. */
export interface TlsModel {
  readonly main: TlsServer;
  /** The virtual hosts, in file order. */
  readonly hosts: readonly TlsServer[];
  /** The main server and the virtual hosts. */
  readonly servers: readonly TlsServer[];
  /** Whether another module may bring certificates (mod_md) or do TLS in mod_ssl's place. */
  readonly helped: boolean;
}

/** Directives of modules that bring certificates, or TLS, of their own. */
const HELPERS = ['mdomain', 'mdomainset', 'mdcertificatefile', 'gnutlsenable', 'nssengine', 'tlsengine', 'tlscertificate'];

/** Keeps what is worked out for the TLS of a server. */
export const perTlsServer = keeper<TlsServer>();

/** The name that ServerName among these lines gives, without scheme and port; none where nobody can know it. */
export function nameInServerName(lines: Directives): string[] {
  const line = lines.last('servername');
  const name = line === undefined ? '' : nameOnly(argument(line));
  return name === '' || name.includes('${') ? [] : [name];
}

const models = new WeakMap<Configuration, TlsModel>();
const arounds = new WeakMap<object, Around>();

interface Around {
  readonly outer: Directives;
  readonly surroundings: Surroundings;
}

/** What stands outside of virtual hosts. */
function around({ rooted, target, entries, ground }: Configuration): Around {
  const known = arounds.get(ground);
  if (known !== undefined) return known;
  const outer = new Directives(outsideHosts(entries));
  const listeners = outer.all('listen').map(listenerOf);
  const made = { outer, surroundings: { rooted, listeners, optionalIsGone: compareVersions(target.httpd, '2.4.64') >= 0 } };
  arounds.set(ground, made);
  return made;
}

const isHelped = perHost((configuration, host) => tlsOfHost(configuration, host).own.holds(...HELPERS));

/** The TLS of a virtual host; asked twice it gives the same object. */
export const tlsOfHost = perHost((configuration, host: VirtualHost) => {
  const { outer, surroundings } = around(configuration);
  return new TlsServer(host, outer, surroundings);
});

/** The TLS of a configuration; asked twice it gives the same object. */
export function tlsOf(configuration: Configuration): TlsModel {
  const known = models.get(configuration);
  if (known !== undefined) return known;
  const { entries } = configuration;
  const { outer, surroundings } = around(configuration);
  const main = new TlsServer(null, outer, surroundings);
  const hosts = configuration.hosts.map((host) => tlsOfHost(configuration, host));
  const helped = outsideHosts(entries).some(({ name }) => HELPERS.includes(name)) || configuration.hosts.some((host) => isHelped(configuration, host));
  const model = { main, hosts, servers: [main, ...hosts], helped };
  models.set(configuration, model);
  return model;
}

/**
 * The name under which mod_ssl writes of a server (ssl_util_vhostid): ServerName with its port, or with that of https, or of
 * http where TLS switches itself on only later. Null where only the machine knows it.
 */
export function nameInLog(server: TlsServer): string | null {
  const named = server.own.last('servername');
  if (named === undefined || server.host === null) return null;
  const usual = server.line('sslengine') === undefined ? '80' : '443';
  const [, name = '', port = usual] = /^(?:[a-z]+:\/\/)?([^:/]*)(?::(\d+))?/i.exec(argument(named)) ?? [];
  return name === '' ? null : `${name}:${port}`;
}
