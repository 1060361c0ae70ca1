/** mod_proxy's lines about the proxy as a whole (modules/proxy/mod_proxy.c; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { atoi, isOpen, missing, same } from './common.ts';
import { WORKER } from './workers.ts';

/** set_proxy_domain. */
function proxyDomain(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || word.value.startsWith('.')) return null;
  return refuseWord(word, 'The domain begins with a dot.', 'ProxyDomain: domain name must start with a dot.', [replaceWord(word, `.${word.value}`)]);
}

/** set_source_address: one address or host name; whether a name leads anywhere, only the resolver knows. */
function sourceAddress(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || !/[/[\]]|:.*\.|\.\d+:\d+$|^:[^:]|[^:]:$|[g-z].*:|:.*[g-z]/i.test(word.value)) return null;
  return refuseWord(word, 'ProxySourceAddress takes one address without brackets, mask or port.', 'ProxySourceAddress invalid value');
}

/** set_proxy_error_override, called for each word: a switch, and behind On the statuses that it is for. */
function errorOverride(call: Call): Refusal | null {
  let on = false;
  for (const word of call.words.slice(1)) {
    on ||= same(call.words[0]!.value, 'on');
    if (isInterpolated(word.value)) return null;
    if (/^(?:on|off)$/i.test(word.value)) on = same(word.value, 'on');
    else if (!/^\d/.test(word.value)) return refuseWord(word, 'Statuses are numbers.', `${call.directive.name}: status codes to intercept must be numeric`);
    else if (!on) return refuseWord(word, 'Statuses stand behind On only.', `${call.directive.name}: status codes must follow a value of 'on'`);
    else if (atoi(word.value) < 400 || atoi(word.value) > 599)
      return refuseWord(
        word,
        'The statuses are those of errors, 400 to 599.',
        `${call.directive.name}: status codes to intercept must be valid HTTP Status Codes >=400 && <600`,
      );
  }
  return null;
}

/** set_hc_template: a name, then parameters of health checks. */
function checkTemplate(call: Call): Refusal | null {
  const [name, ...parameters] = call.words;
  if (isOpen(call)) return null;
  if (name === undefined) return missing(call, 'the name of the template', 'Missing template name for ProxyHCTemplate');
  for (const word of parameters) {
    const equals = word.value.indexOf('=');
    if (equals === -1)
      return refuseWord(word, 'Behind the name stand parameters as key=value.', "Invalid ProxyHCTemplate parameter. Parameter must be in the form 'key=value'");
    const key = word.value.slice(0, equals).toLowerCase();
    const check = key.startsWith('hc') && Object.hasOwn(WORKER, key) ? WORKER[key]! : null;
    if (check === null) return refuseWord(word, `“${key}” is no parameter of health checks.`, 'ProxyHCTemplate: unknown Worker hcheck parameter');
    const fault = check(word.value.slice(equals + 1));
    if (fault !== null) return refuseWord(word, `“${word.value.slice(equals + 1)}” is not a value of ${key}.`, `ProxyHCTemplate: ${fault}`);
  }
  return null;
}

export const proxyServerHandlers: Readonly<Record<string, Handler>> = {
  proxydomain: proxyDomain,
  proxyhctemplate: checkTemplate,
  proxysourceaddress: sourceAddress,
  proxyerroroverride: errorOverride,
};
