/** LogLevel's handler (httpd 2.4 server/core.c, set_loglevel; words measured with 2.4.71). */
import { nearestName } from '../../knowledge/nearest.ts';
import type { Word } from '../../syntax/words.ts';
import { type Call, isInterpolated, type Refusal, refuseWord, replaceWord } from '../call.ts';
import { allModulesAreKnown, isAbsent, refuseAbsent } from '../loaded.ts';
import { same } from './common.ts';

const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug', ...Array.from({ length: 8 }, (_, index) => `trace${index + 1}`)];

/** set_loglevel: levels by name, each for all modules or for the one before the colon. */
export function logLevel(call: Call): Refusal | null {
  for (const word of call.words) {
    if (isInterpolated(word.value)) continue;
    const colon = word.value.lastIndexOf(':');
    const refusal = levelRefusal(word, colon) ?? (colon >= 0 ? logModuleRefusal(call, word, colon) : null);
    if (refusal !== null) return refusal;
  }
  return null;
}

function levelRefusal(word: Word, colon: number): Refusal | null {
  const level = word.value.slice(colon + 1);
  if (LEVELS.some((known) => same(known, level))) return null;
  if (level === '' && colon > 0) {
    const module = word.value.slice(0, colon);
    return refuseWord(
      word,
      `A level follows the module and its colon: ${module}:info.`,
      `Module specifier '${module}' must be followed by a log level keyword`,
    );
  }
  const near = nearestName(level.toLowerCase(), LEVELS) ?? LEVELS.find((known) => level.toLowerCase().startsWith(known)) ?? null;
  const keyword = 'Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8';
  return refuseWord(
    word,
    `“${level}” is no log level. Write emerg, alert, crit, error, warn, notice, info, debug or trace1 to trace8.`,
    colon > 0 ? `${word.value}: ${keyword}` : keyword,
    near === null ? [] : [replaceWord(word, word.value.slice(0, colon + 1) + near)],
  );
}

/** The module before the colon must be loaded; modules that are not known here may be, so only slips are refused. */
function logModuleRefusal(call: Call, word: Word, colon: number): Refusal | null {
  const name = word.value.slice(0, colon);
  const module = moduleNamed(call, name);
  if (module !== null && module !== '' && isAbsent(call, module)) return refuseAbsent(word, module, { what: `“${name}”`, httpd: `Cannot find module ${name}` });
  if (module !== null) return null;
  const level = LEVELS.some((known) => same(known, name));
  const near = level ? null : nearestName(name.toLowerCase(), moduleNames(call));
  if (near === null && !level && !allModulesAreKnown(call) && /^[\w.-]+$/.test(name)) return null;
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  return refuseWord(
    word,
    `There is no module “${name}”: modules are named as in LoadModule, with or without _module.${hint}`,
    `Cannot find module ${name}`,
    near === null ? [] : [replaceWord(word, near + word.value.slice(colon))],
  );
}

/** The source name of the module that is meant; empty for one that is always there, null for one that we do not know. */
function moduleNamed({ knowledge }: Call, name: string): string | null {
  if (/^(?:core|http|so)(?:_module)?$|^(?:core|http_core)\.c$/.test(name)) return '';
  return (knowledge.module(name) ?? knowledge.module(`${name}_module`))?.name ?? null;
}

function moduleNames(call: Call): string[] {
  return call.knowledge.modules.flatMap(({ identifier, source }) => [identifier ?? [], identifier?.replace(/_module$/, '') ?? [], source ?? []].flat());
}
