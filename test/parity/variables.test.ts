/** Variables that stand for nothing: an error only where nobody else can have given them a value. */
import { describe, expect, test } from 'vitest';
import { brief, check } from '../kit/configuration.ts';

const ROOT = '/etc/apache2/apache2.conf';
const LINE = 'DocumentRoot ${SITE}/public\n';

function errorsIn(files: Readonly<Record<string, string>>, text = LINE): string[] {
  return brief(check({ [ROOT]: text, ...files }).filter(({ severity }) => severity === 'error'));
}

describe('a variable without a value', () => {
  test('is part of the text where the environment is known', () => {
    expect(errorsIn({ '/etc/apache2/envvars': 'export LANG=C\n' })).toEqual(['apache2.conf:1 missing-folder']);
    expect(errorsIn({ '/etc/apache2/envvars': 'export LANG=C\n' }, 'SSLEngine ${STATE}\n')).toEqual(['apache2.conf:1 invalid-value']);
  });

  test('is an open question without envvars', () => {
    expect(errorsIn({})).toEqual([]);
  });

  test('is an open question where our own environment has it', () => {
    expect(errorsIn({ '/etc/apache2/envvars': 'export LANG=C\n', '/proc/self/environ': 'HOME=/root\0SITE=/srv/blog\0' })).toEqual([]);
  });

  test('is shown as it is written', () => {
    const [found] = check({ [ROOT]: 'SSLEngine ${STATE}\n', '/etc/apache2/envvars': 'export LANG=C\n' }).filter(({ code }) => code === 'invalid-value');
    expect(found?.message).toContain('“${STATE}”');
    expect(found?.message).not.toContain('\u2060');
  });
});
