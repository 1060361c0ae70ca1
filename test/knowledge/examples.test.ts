/** The examples in the texts are right, before our checker and before the real httpd. */
import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Directive } from '../../server/src/knowledge/types.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { apacheIsAsked, configtest, directiveList, inTemporaryFolder } from '../kit/apache.ts';
import { inBatches } from '../kit/batches.ts';
import { moveBelow } from '../snippets/paths.ts';
import { ownDirectives, title } from './directives.ts';

const service = new LanguageService(NEWEST);

interface Example {
  readonly of: string;
  readonly code: string;
}

/** The texts of a directive and of its options. */
function textsOf(directive: Directive): [string, string][] {
  const options = directive.arguments.flatMap((argument) => argument.options ?? []);
  const ofOptions = options.map((option): [string, string] => [`${title(directive)} ${option.name}=`, option.docs ?? '']);
  return [[title(directive), knowledge().documentation(directive) ?? ''], ...ofOptions];
}

const examples: readonly Example[] = ownDirectives()
  .flatMap(textsOf)
  .flatMap(([of, text]) => [...text.matchAll(/```apacheconf\n([\s\S]*?)```/g)].map((block) => ({ of, code: block[1]! })));

/** The directives that a text names. */
function namesIn(code: string): Directive[] {
  return [...code.matchAll(/^[ \t]*(<?)([A-Za-z]\w+)/gm)].flatMap(([, bracket, name]) =>
    knowledge()
      .find(name!, bracket === '<')
      .slice(0, 1),
  );
}

/** What httpd says against a text whose files and folders exist; empty for nothing. */
function objection(code: string): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    await mkdir(`${folder}/conf-available`);
    await writeFile(`${folder}/conf-available/security.conf`, '');
    const text = await moveBelow(folder, code.replace(/(?<=exec:)\/\S+/g, '/bin/true'));
    const { ok, stderr } = await configtest(`ServerRoot ${folder}\nDefine APACHE_LOG_DIR ${folder}\n${text}`);
    return ok ? '' : stderr;
  });
}

describe('the examples in the texts', () => {
  test('get no finding from us', () => {
    const found = examples.flatMap(({ of, code }) =>
      service.diagnostics(openDocument('file:///a.conf', 0, code)).map(({ severity, message }) => `${of}: ${severity}: ${message}`),
    );
    expect(examples.length).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  test.runIf(apacheIsAsked())('are taken by httpd, apart from those for a later version', { timeout: 120_000 }, async () => {
    const listed = new Set((await directiveList()).map(({ name }) => name.toLowerCase()));
    const isLater = ({ name, since }: Directive) => since !== undefined && !listed.has(name.toLowerCase());
    const judged = examples.filter(({ code }) => !namesIn(code).some(isLater));
    const refused = await inBatches(judged, async ({ of, code }) => {
      const said = await objection(code);
      return said === '' ? [] : [`${of}: ${said}\n${code}`];
    });
    expect(judged.length).toBeGreaterThan(examples.length - 12);
    expect(refused).toEqual([]);
  });
});
