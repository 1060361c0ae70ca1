/** mod_proxy's lines about the proxy as a whole (modules/proxy/mod_proxy.c; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { atoi, same } from './common.ts';

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

export const proxyServerHandlers: Readonly<Record<string, Handler>> = {
  proxydomain: proxyDomain,
  proxysourceaddress: sourceAddress,
  proxyerroroverride: errorOverride,
};
