/** Parameters of proxy workers and balancers (modules/proxy/mod_proxy.c: set_worker_param, set_balancer_param; mod_proxy_hcheck.c). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Call, Refusal } from '../call.ts';
import { isAbsent, refuseAbsent } from '../loaded.ts';
import { atoi } from './common.ts';
import { durationMs } from './durations.ts';

/** A parameter's check: httpd's words when it refuses the value, null when not. */
type Check = (value: string) => string | null;

function atLeast(least: number, httpd: string, most = Number.POSITIVE_INFINITY): Check {
  return (value) => (atoi(value) < least || atoi(value) > most ? httpd : null);
}

function zeroOr(least: number, httpd: string): Check {
  return (value) => (atoi(value) < least && atoi(value) !== 0 ? httpd : null);
}

function oneOf(names: RegExp, httpd: string): Check {
  return (value) => (names.test(value) ? null : httpd);
}

function duration(unit: 'ms' | 's', httpd: { readonly format: string; readonly small: string }): Check {
  return (value) => {
    const length = durationMs(value, unit);
    if (length === null) return httpd.format;
    return length < 1 ? httpd.small : null;
  };
}

const SWITCH = /^(?:on|off)$/i;
/** Ways to choose a member; other modules may bring more. */
const METHODS = ['byrequests', 'bytraffic', 'bybusyness', 'heartbeat'];
const anything: Check = () => null;

/** Refuses health checks, or a way to choose a member, whose module is not loaded. */
export function absentModule(call: Call): Refusal | null {
  const check = call.words.find(({ value }) => /^hc\w+=/i.test(value));
  if (check !== undefined && isAbsent(call, 'mod_proxy_hcheck'))
    return refuseAbsent(check, 'mod_proxy_hcheck', { what: 'The health check', httpd: 'unknown Worker parameter' });
  const word = call.words.find(({ value }) => /^lbmethod=/i.test(value));
  const name = word?.value.slice('lbmethod='.length) ?? '';
  if (word === undefined || !METHODS.includes(name) || !isAbsent(call, `mod_lbmethod_${name}`)) return null;
  return refuseAbsent(word, `mod_lbmethod_${name}`, { what: `The method “${name}”`, httpd: 'unknown lbmethod' });
}

/** Parameters of one worker. */
export const WORKER: Readonly<Record<string, Check>> = {
  loadfactor: (value) => {
    const factor = Math.trunc((Number.parseFloat(value) || 0) * 100);
    return factor < 100 || factor > 10_000 ? 'LoadFactor must be a number between 1..100' : null;
  },
  retry: atLeast(0, 'Retry must be a positive value'),
  ttl: atLeast(1, 'TTL must be at least one second'),
  min: atLeast(0, 'Min must be a positive number'),
  max: atLeast(0, 'Max must be a positive number'),
  smax: atLeast(0, 'Smax must be a positive number'),
  acquire: duration('ms', { format: 'Acquire timeout has wrong format', small: 'Acquire must be at least one millisecond' }),
  timeout: atLeast(1, 'Timeout must be at least one second'),
  iobuffersize: zeroOr(512, 'IOBufferSize must be >= 512 bytes, or 0 for system default.'),
  receivebuffersize: zeroOr(512, 'ReceiveBufferSize must be >= 512 bytes, or 0 for system default.'),
  keepalive: oneOf(SWITCH, 'KeepAlive must be On|Off'),
  disablereuse: oneOf(SWITCH, 'DisableReuse must be On|Off'),
  enablereuse: oneOf(SWITCH, 'EnableReuse must be On|Off'),
  addressttl: anything,
  route: anything,
  redirect: anything,
  status: oneOf(/^(?:[+-]?[a-z])*$/i, 'Unknown status parameter option'),
  flushpackets: oneOf(/^(?:on|off|auto)$/i, 'flushpackets must be on|off|auto'),
  flushwait: atLeast(0, 'flushwait must be <= 1000, or 0 for system default of 10 millseconds.', 1000),
  ping: duration('s', { format: 'Ping/Pong timeout has wrong format', small: 'Ping/Pong timeout must be at least one millisecond' }),
  lbset: atLeast(0, 'lbset must be between 0 and 99', 99),
  connectiontimeout: duration('s', { format: 'Connectiontimeout has wrong format', small: 'Connectiontimeout must be at least one millisecond.' }),
  flusher: anything,
  upgrade: anything,
  responsefieldsize: atLeast(0, 'ResponseFieldSize must be greater than 0 bytes, or 0 for system default.'),
  secret: anything,
  hctemplate: anything,
  hcmethod: oneOf(/^(?:none|tcp|options|head|get|cping|provider|options11|head11|get11)$/i, 'Unknown method'),
  hcinterval: (value) => (durationMs(value, 's') === null ? 'Unparse-able hcinterval setting' : null),
  hcpasses: atLeast(0, 'Passes must be a positive value'),
  hcfails: atLeast(0, 'Fails must be a positive value'),
  hcuri: anything,
  hcexpr: anything,
};

/** Parameters of a balancer. */
export const BALANCER: Readonly<Record<string, Check>> = {
  stickysession: anything,
  stickysessionsep: (value) => (value.length === 1 || /^off$/i.test(value) ? null : 'stickysessionsep must be a single character or Off'),
  nofailover: oneOf(SWITCH, 'failover must be On|Off'),
  timeout: atLeast(1, 'timeout must be at least one second'),
  maxattempts: atLeast(0, 'maximum number of attempts must be a positive number'),
  lbmethod: (value) => (!METHODS.includes(value) && nearestName(value, METHODS) !== null ? 'unknown lbmethod' : null),
  scolonpathdelim: oneOf(SWITCH, 'scolonpathdelim must be On|Off'),
  failonstatus: (value) =>
    value.split(/[, ]+/).some((code) => code !== '' && (atoi(code) < 100 || atoi(code) > 999)) ? 'failonstatus must be one or more HTTP response codes' : null,
  failontimeout: oneOf(SWITCH, 'failontimeout must be On|Off'),
  nonce: anything,
  growth: atLeast(1, 'growth must be between 1 and 100', 100),
  forcerecovery: oneOf(SWITCH, 'forcerecovery must be On|Off'),
};
