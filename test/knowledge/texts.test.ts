/** The texts: every directive has a line, those that people meet every day have a page, and no text is a copy of another. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Directive } from '../../server/src/knowledge/types.ts';
import { ownDirectives, title } from './directives.ts';

const known = knowledge();
const directives = ownDirectives();

/** The directives that the snippets and the example workspace write: those that every site uses. */
function everyday(): Directive[] {
  const snippets: { body: string[] }[] = Object.values(JSON.parse(readFileSync(new URL('../../snippets/apacheconf.json', import.meta.url), 'utf8')));
  const folder = new URL('../../examples/apache2/sites-available/', import.meta.url);
  const examples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const texts = [...snippets.map(({ body }) => body.join('\n')), ...examples].join('\n');
  const written = [...texts.matchAll(/^[ \t]*(<?)([A-Za-z]\w+)/gm)];
  return [...new Set(written.flatMap(([, bracket, name]) => known.find(name!, bracket === '<').slice(0, 1)))];
}

describe('the texts', () => {
  test('say in one line what each directive is for', () => {
    expect(directives.length).toBeGreaterThan(800);
    expect(directives.filter(({ summary }) => !/^.{10,119}[.!?]$/.test(summary)).map(title)).toEqual([]);
  });

  test('say it of no two directives in the same words', () => {
    const first = new Map([...directives].reverse().map((directive) => [directive.summary, directive]));
    expect(directives.filter((directive) => first.get(directive.summary) !== directive).map(title)).toEqual([]);
  });

  test.each(['mod_wsgi', 'mod_ssl'])('explain every directive of %s in full', (module) => {
    const own = directives.filter((directive) => directive.module === module);
    expect(own.length).toBeGreaterThan(50);
    expect(own.filter((directive) => known.documentation(directive) === undefined).map(title)).toEqual([]);
  });

  test('explain the directives of every site in full', () => {
    const used = everyday();
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter((directive) => known.documentation(directive) === undefined).map(title)).toEqual([]);
  });

  test.each(['WSGIDaemonProcess', 'WSGIScriptAlias'])('explain every option of %s in full', (name) => {
    const options = known.find(name, false)[0]!.arguments.flatMap((argument) => argument.options ?? []);
    expect(options.length).toBeGreaterThan(2);
    expect(options.filter(({ docs, summary }) => !docs || !summary).map((option) => option.name)).toEqual([]);
  });

  test.each(['SSLOptions', 'SSLProtocol'])('explain every value of %s', (name) => {
    const values = known.find(name, false)[0]!.arguments.flatMap((argument) => argument.values ?? []);
    expect(values.length).toBeGreaterThan(5);
    expect(values.filter(({ text }) => text.length < 20)).toEqual([]);
  });

  test('explain the variables of mod_ssl', () => {
    const variables = known.variables.filter(({ scope }) => scope === 'ssl');
    expect(variables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['SSL_PROTOCOL', 'SSL_CIPHER', 'SSL_CLIENT_VERIFY', 'SSL_CLIENT_S_DN', 'SSL_TLS_SNI']),
    );
    expect(variables.filter(({ text }) => !/^.{15,}\.$/.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('use code blocks of our language only, and close each', () => {
    const odd = directives.filter((directive) => {
      const fences = (known.documentation(directive) ?? '').match(/^```.*$/gm) ?? [];
      return fences.some((fence, index) => fence !== (index % 2 === 0 ? '```apacheconf' : '```')) || fences.length % 2 === 1;
    });
    expect(odd.map(title)).toEqual([]);
  });
});
