/** Lengths of time as ap_timeout_parameter_parse reads them (server/util.c): a number and s, ms, mi or h; what follows the unit is not read. */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, h: 3_600_000, ms: 1, mi: 60_000 };

/** Milliseconds, or null for what httpd refuses. `unit` counts where none is written. */
export function durationMs(text: string, unit: 'ms' | 's'): number | null {
  const [, number = '', written = ''] = /^\s*([-+]?\d*)(.*)$/s.exec(text) ?? [];
  const unitText = written === '' ? unit : written;
  const factor = unitText.startsWith('m') ? UNITS[unitText.slice(0, 2)] : UNITS[unitText[0]!];
  if (factor === undefined || Number(number) < 0 || number === '-' || number === '+') return null;
  return Number(number) * factor;
}

/** Where -1 stands for “without end”. */
const MINUS_ONE = new Set(['LDAPConnectionPoolTTL']);

/** A handler for a directive whose one argument is a length of time. */
function duration(unit: 'ms' | 's', httpd: string): Handler {
  return (call: Call): Refusal | null => {
    const [word] = call.words;
    if (word?.value.startsWith('-') && MINUS_ONE.has(call.directive.name)) return null;
    if (word === undefined || isInterpolated(word.value) || durationMs(word.value, unit) !== null) return null;
    const minutes = /^\d+m$/i.test(word.value) ? ' Minutes are written “min”.' : '';
    return refuseWord(
      word,
      `${call.directive.name} wants a number of ${unit === 's' ? 'seconds' : 'milliseconds'}, or a number with ms, s, min or h.${minutes}`,
      httpd,
    );
  };
}

export const durationHandlers: Readonly<Record<string, Handler>> = {
  keepalivetimeout: duration('s', 'KeepAliveTimeout has wrong format'),
  cgidscripttimeout: duration('s', 'CGIDScriptTimeout has wrong format'),
  cgiscripttimeout: duration('s', 'CGIScriptTimeout has wrong format'),
  ldapretrydelay: duration('s', 'LDAPRetryDelay has wrong format'),
  ldapconnectionpoolttl: duration('s', 'LDAPConnectionPoolTTL has wrong format'),
  memcacheconnttl: duration('s', 'MemcacheConnTTL has wrong format'),
  redisconnpoolttl: duration('s', 'RedisConnPoolTTL has wrong format'),
  redistimeout: duration('s', 'RedisTimeout has wrong format'),
  watchdoginterval: duration('s', 'Unparse-able WatchdogInterval setting'),
  h2streamtimeout: duration('s', 'Invalid timeout value'),
};
