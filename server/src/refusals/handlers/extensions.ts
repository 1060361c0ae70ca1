/** Lines that name what comes with another module or program (mod_ext_filter.c, parse_define; mod_dav.c, dav_cmd_dav; words measured with 2.4.71). */
import { type Call, type Handler, isInterpolated, type Refusal, refuseWord } from '../call.ts';
import { allModulesAreKnown, isAbsent, refuseAbsent } from '../loaded.ts';
import { isOpen } from './common.ts';

const OPTION = /^(?:PreservesContentLength$|mode=(?:input|output)$|(?:intype|outtype|ftype|enableenv|disableenv)=)/i;

/** ExtFilterDefine: options behind the name of the filter; what stands in quotes behind `cmd=` is a command line. */
function extFilter(call: Call): Refusal | null {
  if (isOpen(call)) return null;
  const options = call.rest
    .replaceAll(/\bcmd=(?:"[^"]*"|\S+)/gi, '')
    .split(/\s+/)
    .slice(1);
  const wrong = options.find((option) => option !== '' && !OPTION.test(option));
  const word = wrong === undefined ? undefined : call.words.find(({ value }) => value === wrong);
  if (word === undefined) return null;
  const httpd = /^mode=/i.test(word.value)
    ? 'Invalid mode: `'
    : /^preserves/i.test(word.value)
      ? `mangled argument \`${word.value}'`
      : `Unexpected parameter: \`${word.value}`;
  return refuseWord(word, `“${word.value}” is no option of an external filter: write mode=, intype=, outtype=, ftype=, cmd= or PreservesContentLength.`, httpd);
}

const PROVIDERS: Readonly<Record<string, string>> = { on: 'mod_dav_fs', filesystem: 'mod_dav_fs', svn: 'mod_dav_svn' };

/** Dav: a switch, or the provider that stores the files. */
function dav(call: Call): Refusal | null {
  const [word] = call.words;
  if (word === undefined || isInterpolated(word.value) || /^off$/i.test(word.value)) return null;
  const name = /^on$/i.test(word.value) ? 'on' : word.value;
  const httpd = `Unknown DAV provider: ${name === 'on' ? 'filesystem' : name}`;
  const module = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
  if (module !== undefined) return isAbsent(call, module) ? refuseAbsent(word, module, { what: 'This kind of storage', httpd }) : null;
  return allModulesAreKnown(call) ? refuseWord(word, `No module brings a storage “${word.value}” for WebDAV: write On, for files on disk.`, httpd) : null;
}

export const extensionHandlers: Readonly<Record<string, Handler>> = { extfilterdefine: extFilter, dav };
