import { argument, type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, withoutLine } from '../wsgi/edits.ts';
import { related, report, wordSpan } from '../wsgi/report.ts';

/** Two Listen lines for one port, or one that takes the port of another. */
export const duplicateListen: ConfigurationRule = {
  code: 'duplicate-listen',
  severity: 'error',
  page: {
    title: 'Port opened twice',
    what: 'Two `Listen` lines open the same address and port, or one opens a port on every address and the other on one of them.',
    why: 'httpd refuses the same address and port at once. `Listen 80` beside `Listen 127.0.0.1:80` passes `apache2 -t`, but the second cannot be opened: httpd stops with “Address already in use”.',
    fix: 'Keep one `Listen` for each port. On Debian they stand in `ports.conf`.',
    bad: 'Listen 8080\nListen 8443\nListen 8080\n',
    good: 'Listen 8080\nListen 8443\n',
  },
  check: ({ entries, target }) => {
    const sockets = entriesOf(entries, 'listen').filter(isCertain).map(socketOf);
    if (sockets.length < 2) return [];
    const first = new Map<string, Socket>();
    return sockets.flatMap((socket) => {
      const key = `${socket.host} ${socket.port}`;
      const same = first.get(key);
      if (socket.port === '') return [];
      if (same !== undefined) return [again(socket, same)];
      const taken = takenBy(first, socket);
      first.set(key, socket);
      if (isSingle(socket)) first.set(`one ${socket.port}`, socket);
      return taken === undefined ? [] : [overlapping(socket, taken, target.platform !== 'windows')];
    });
  },
};

/** What a Listen line opens: the host as written (`*` where there is none), and the port. */
interface Socket {
  readonly entry: Entry;
  readonly host: string;
  readonly port: string;
}

const known = new WeakMap<Entry, Socket>();

function socketOf(entry: Entry): Socket {
  const found = known.get(entry);
  if (found !== undefined) return found;
  const [, host = '', port = ''] = /^(?:(.*):)?0*(\d+)$/s.exec(argument(entry)) ?? [];
  const socket = { entry, host: host === '' ? '*' : host, port };
  known.set(entry, socket);
  return socket;
}

/**
 * The earlier Listen for whose sake a later one cannot be opened (measured): one of every address and one of a single
 * address, in any order, or `0.0.0.0` before no address at all; the other way round httpd opens both.
 */
function takenBy(first: ReadonlyMap<string, Socket>, { host, port }: Socket): Socket | undefined {
  const [all, zero] = [first.get(`* ${port}`), first.get(`0.0.0.0 ${port}`)];
  if (host === '*') return zero ?? first.get(`one ${port}`);
  return host === '0.0.0.0' ? first.get(`one ${port}`) : isSingle({ host }) ? (all ?? zero) : undefined;
}

function isSingle({ host }: Pick<Socket, 'host'>): boolean {
  return host !== '0.0.0.0' && /^\d+(?:\.\d+){3}$/.test(host);
}

function again(socket: Socket, earlier: Socket): ConfigurationFinding {
  const { entry } = socket;
  return report(duplicateListen, entry, wordSpan(entry, 0), {
    message: `${argument(entry)} is opened by another Listen already; httpd refuses to do it twice. Take one of the two lines out.`,
    httpd: 'Cannot define multiple Listeners on the same IP:port',
    related: [related(earlier.entry, wordSpan(earlier.entry, 0), 'Opened here first.')],
    ...(entry.uses.length === 0 && {
      fixes: [fixOf('Take this Listen out', argument(entry, 1) === argument(earlier.entry, 1), entry.line, [withoutLine(entry)])],
    }),
  });
}

/** On Windows both can be opened. */
function overlapping(socket: Socket, earlier: Socket, refused: boolean): ConfigurationFinding {
  const { entry } = socket;
  return report({ code: 'duplicate-listen', severity: refused ? 'error' : 'warning' }, entry, wordSpan(entry, 0), {
    message: `Port ${socket.port} is opened on every address and once more on a single one. httpd checks that at start only, and then stops. Keep one of the two lines.`,
    ...(refused && { httpd: 'Address already in use: AH00072: make_sock: could not bind to address' }),
    related: [related(earlier.entry, wordSpan(earlier.entry, 0), 'The other Listen.')],
  });
}
