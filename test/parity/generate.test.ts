/** What the generator draws: everything that a configuration can be made of comes up again and again. */
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { configurationFrom } from './generate/configuration.ts';
import { type ConfigurationTree, isConfiguration, printTree } from './tree.ts';

const TREES = 300;
/** Least share of configurations in which each of these is found. */
const SHARE = 0.03;

/** What is looked for, in the text of all files of a tree. */
const DRAWN: Readonly<Record<string, (text: string, tree: ConfigurationTree) => boolean>> = {
  'virtual hosts': (text) => /^\s*<VirtualHost\s/im.test(text),
  'folders in virtual hosts': (text) => /<VirtualHost[^<]*(?:<(?!\/VirtualHost)[^<]*)*<Directory/i.test(text),
  'sections three deep': (text) => depthOf(text) >= 3,
  'sections four deep': (text) => depthOf(text) >= 4,
  includes: (text) => /^\s*Include\s+\S*inc\//im.test(text),
  wildcards: (text) => /^\s*Include(?:Optional)?\s+\S*\*/im.test(text),
  'included folders': (text) => /^\s*Include(?:Optional)?\s+\S*inc\/d\d+\/?"?\s*$/im.test(text),
  'links to files': (_, { links }) => links.size > 0,
  defines: (text) => /^\s*Define\s/im.test(text),
  undefines: (text) => /^\s*UnDefine\s/im.test(text),
  variables: (text) => text.includes('${'),
  macros: (text) => /^\s*<Macro\s/im.test(text),
  uses: (text) => /^\s*Use\s/im.test(text),
  'alternatives of <If>': (text) => /^\s*<Else/im.test(text),
  requirements: (text) => /^\s*<Require(?:All|Any|None)/im.test(text),
  'daemon process groups': (text) => /^\s*WSGIDaemonProcess\s/im.test(text),
  'mounted applications': (text) => /^\s*WSGIScriptAlias/im.test(text),
  TLS: (text) => /^\s*SSL\w+\s/im.test(text),
  continuations: (text) => /\\\r?\n/.test(text),
  'line breaks with CR': (text) => text.includes('\r\n'),
  comments: (text) => /^\s*#/m.test(text),
  ...Object.fromEntries(['IfModule', 'IfDefine', 'IfVersion', 'IfFile', 'IfDirective', 'IfSection'].map((name) => [name, opens(name)])),
};

function opens(name: string): (text: string) => boolean {
  return (text) => new RegExp(`^\\s*<${name}\\s`, 'im').test(text);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, slash] of text.matchAll(/^\s*<(\/?)\w/gm)) {
    depth = slash === '' ? depth + 1 : Math.max(depth - 1, 0);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

describe.skipIf(!apacheIsAsked())('generated configurations', () => {
  const trees = () => Array.from({ length: TREES }, (_, index) => configurationFrom(1 + index, 'PEM\n'));

  test('have everything in them', () => {
    const found = trees().map((tree) => [[...tree.files].flatMap(([path, text]) => (isConfiguration(path) ? [text] : [])).join('\n'), tree] as const);
    const shares = Object.entries(DRAWN).map(([name, isIn]) => [name, found.filter(([text, tree]) => isIn(text, tree)).length / TREES] as const);
    expect(shares.filter(([, share]) => share < SHARE)).toEqual([]);
  });

  test('speak of most directives that the loaded modules bring', () => {
    const names = new Set(trees().flatMap((tree) => [...printTree(tree).matchAll(/^\s*([A-Za-z]\w+)\s/gm)].map(([, name = '']) => name.toLowerCase())));
    expect(names.size).toBeGreaterThan(400);
  });

  test('are the same for the same seed', () => {
    expect(printTree(configurationFrom(7, 'PEM\n'))).toBe(printTree(configurationFrom(7, 'PEM\n')));
  });
});
