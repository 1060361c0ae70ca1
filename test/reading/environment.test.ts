/** What the `envvars` file beside a main configuration gives it: shell lines as Debian writes them, and as people change them. */
import { describe, expect, test } from 'vitest';
import { check } from '../kit/configuration.ts';

/** The variables that stand for nothing, given these lines of `envvars`. */
function unknown(envvars: string): string[] {
  const text = `ServerAdmin a@\${A}.test\nServerName \${B}.test\n`;
  const found = check({ '/etc/apache2/apache2.conf': text, '/etc/apache2/envvars': envvars }, { filesMode: 'never' });
  return found.filter(({ code }) => code === 'undefined-variable').map(({ marked }) => marked);
}

describe('a line of envvars', () => {
  test.each([
    ['what is exported', 'export A=a\nexport B=b\n'],
    ['several at once', 'export A=a B=b\n'],
    ['a value that another one is made of', 'export A=a$SUFFIX\nexport B="b-${A}"\n'],
    ['exported later', 'A=a\nB=b\nexport A\nexport B\n'],
    ['a quote in a comment', "# this won't do\nexport A=a\nexport B=b # nor doesn't this\n"],
    ['a comment sign in a word', 'export A=a#b\nexport B=b\n'],
    ['behind a condition', 'if [ "${X##/etc/}" != "${X}" ] ; then\n  SUFFIX=x\nelse\n  SUFFIX=\nfi\nexport A=a$SUFFIX\nexport B=b\n'],
    ['what another script may set', '. /etc/default/apache2\n'],
  ])('%s is known', (_, envvars) => {
    expect(unknown(envvars)).toEqual([]);
  });

  test.each([
    ['not exported', 'A=a\nexport B=b\n', ['${A}']],
    ['exported in a comment', '# export A=a\nexport B=b\n', ['${A}']],
    ['taken back', 'export A=a\nexport B=b\nunset A\n', ['${A}']],
    ['nothing at all', '', ['${A}', '${B}']],
  ])('%s: stands for nothing', (_, envvars, names) => {
    expect(unknown(envvars)).toEqual(names);
  });
});
