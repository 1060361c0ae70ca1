/** What package.json promises to the editor is what the server and the client do: settings, commands, activation. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, readSettings, SECTION, type Settings } from '../../server/src/lsp/settings.ts';
import { FILES_MODES } from '../../server/src/model/choices.ts';
import { NEWEST } from '../../server/src/model/target.ts';
import { catalog } from '../../server/src/rules/catalog.ts';
import { LEVELS } from '../../server/src/rules/levels.ts';

const root = path.join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly additionalProperties?: { readonly enum: readonly string[] };
  readonly scope: string;
  readonly markdownDescription?: string;
}

const properties: Record<string, Property> = manifest.contributes.configuration.properties;
/** Settings that the editor's side reads, and where. */
const OF_THE_CLIENT: Readonly<Record<string, RegExp>> = {
  autoClosingTags: /getConfiguration\('apacheWsgiTls'[^)]*\)\.get<boolean>\('autoClosingTags', true\)/,
  // read by the language client itself: it is named after the client
  'trace.server': /new LanguageClient\(\s*'apacheWsgiTls',/,
};

const client = readdirSync(path.join(root, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(root, 'client/src', name), 'utf8'))
  .join('\n');

function property(name: string): Property {
  return properties[`${SECTION}.${name}`]!;
}

describe('the settings in package.json', () => {
  test('are those that the server reads, and those of the client', () => {
    const names = [...Object.keys(DEFAULTS), ...Object.keys(OF_THE_CLIENT)].map((name) => `${SECTION}.${name}`);
    expect(Object.keys(properties).sort()).toEqual(names.sort());
  });

  test.each(Object.entries(DEFAULTS))('%s has the type and the default of the server: %j', (name, value) => {
    expect(property(name).type).toBe(typeof value);
    expect(property(name).default).toEqual(value);
    expect(property(name).scope, 'the server asks once for the whole window').toBe('window');
  });

  test.each(Object.entries(OF_THE_CLIENT))('%s is read by the client', (_, reading) => {
    expect(reading.test(client)).toBe(true);
  });

  test('offer the codes and severities that there are', () => {
    expect(property('rules').propertyNames?.enum).toEqual(catalog.map(({ code }) => code));
    expect(property('rules').additionalProperties?.enum).toEqual(LEVELS);
    expect(property('files').enum).toEqual(FILES_MODES);
  });

  test.each(Object.keys(properties))('%s is described, has a scope and a default that its own schema takes', (name) => {
    const { markdownDescription, scope, type, default: value, enum: values } = properties[name]!;
    expect(markdownDescription).toMatch(/^[A-Z].{20,}\.$/);
    expect(['resource', 'window', 'machine']).toContain(scope);
    expect(typeof value).toBe(type);
    if (values !== undefined) expect(values).toContain(value);
  });
});

/** What the server goes by when nobody says anything. */
const UNSET: Settings = { target: NEWEST, mainConfiguration: '', files: 'auto', certificateExpiryDays: 30, levels: {}, problems: [] };

describe('the server', () => {
  test('takes every platform that the editor offers, and no other', () => {
    const offered = property('platform').enum ?? [];
    expect(offered).toContain('debian');
    for (const platform of offered) {
      const { problems, target } = readSettings({ platform });
      expect(problems).toEqual([]);
      expect(target.platform).toBe(platform === 'auto' ? 'generic' : platform);
    }
    expect(readSettings({ platform: 'amiga' })).toMatchObject({ problems: [expect.stringContaining('“amiga”')], target: { platform: 'generic' } });
  });

  test.each([undefined, null, {}, 'text', 5, []])('falls back on the defaults for %j', (sent) => {
    expect(readSettings(sent)).toEqual(UNSET);
  });

  test('knows a stated version from an assumed one', () => {
    const { target, problems } = readSettings({ httpdVersion: ' 2.4.62 ', modWsgiVersion: '5.0.2' });
    expect({ target, problems }).toEqual({
      target: { ...NEWEST, httpd: '2.4.62', modWsgi: '5.0.2', stated: { httpd: true, modWsgi: true } },
      problems: [],
    });
    expect(readSettings({ httpdVersion: '2.4.62' }).target.stated).toEqual({ httpd: true, modWsgi: false });
  });

  test.each([
    [{ httpdVersion: 'newest' }, 'apacheWsgiTls.httpdVersion: “newest” is no version such as 2.4.62.'],
    [{ modWsgiVersion: '5.x' }, 'apacheWsgiTls.modWsgiVersion: “5.x” is no version such as 5.0.2.'],
    [{ httpdVersion: 2.4 }, 'apacheWsgiTls.httpdVersion must be a text.'],
    [{ platform: ['debian'] }, 'apacheWsgiTls.platform must be a text.'],
    [{ mainConfiguration: {} }, 'apacheWsgiTls.mainConfiguration must be a text.'],
    [{ files: 'sometimes' }, 'apacheWsgiTls.files: “sometimes” is none of auto, always, never.'],
    [{ files: true }, 'apacheWsgiTls.files must be a text.'],
    [{ certificateExpiryDays: -1 }, 'apacheWsgiTls.certificateExpiryDays must be a number of days, 0 for none.'],
    [{ certificateExpiryDays: '30' }, 'apacheWsgiTls.certificateExpiryDays must be a number of days, 0 for none.'],
    [{ rules: ['invalid-value'] }, expect.stringMatching(/^apacheWsgiTls\.rules must be an object of codes and severities/)],
    [{ rules: 'off' }, expect.stringMatching(/^apacheWsgiTls\.rules must be an object of codes and severities/)],
    [{ rules: { 'obsolet-directive': 'off' } }, 'apacheWsgiTls.rules: There is no finding “obsolet-directive”. Did you mean “obsolete-directive”?'],
    [{ rules: { constructor: 'off' } }, 'apacheWsgiTls.rules: There is no finding “constructor”.'],
    [{ rules: { 'obsolete-directive': 'loud' } }, 'apacheWsgiTls.rules: obsolete-directive takes one of error, warning, information, hint, off, not “loud”.'],
    [{ rules: { 'invalid-value': 0 } }, 'apacheWsgiTls.rules: invalid-value takes one of error, warning, information, hint, off, not 0.'],
  ])('names what is wrong in %j and goes on with the default', (sent, problem) => {
    expect(readSettings(sent)).toEqual({ ...UNSET, problems: [problem] });
  });

  test('takes what can be chosen about findings, files and certificates', () => {
    const rules = { 'invalid-value': 'error', 'obsolete-directive': 'off' } as const;
    expect(readSettings({ rules, files: 'never', certificateExpiryDays: 0 })).toEqual({ ...UNSET, levels: rules, files: 'never', certificateExpiryDays: 0 });
  });

  test('makes no error of what httpd takes, says so, and shows a warning', () => {
    expect(readSettings({ rules: { 'obsolete-directive': 'error', 'unterminated-quote': 'hint' } })).toEqual({
      ...UNSET,
      levels: { 'obsolete-directive': 'warning', 'unterminated-quote': 'hint' },
      problems: ['apacheWsgiTls.rules: obsolete-directive cannot be an error, since httpd takes what it finds; the most is warning.'],
    });
  });
});

describe('the commands in package.json', () => {
  const commands: { command: string; title: string; category: string }[] = manifest.contributes.commands;

  test('are those that the client registers', () => {
    const registered = [...client.matchAll(/(?:registerCommand\(|\bid: )'(apacheWsgiTls\.[^']+)'/g)].map((call) => call[1]!);
    expect(commands.map(({ command }) => command).sort()).toEqual(registered.sort());
  });

  test.each(commands)('$command has a title and the name of the extension before it', ({ command, title, category }) => {
    expect(command.startsWith(`${SECTION}.`)).toBe(true);
    expect(title).toMatch(/^[A-Z]/);
    expect(category).toBe(manifest.displayName);
  });
});

describe('activation', () => {
  test('comes with the language and with nothing else', () => {
    const [language] = manifest.contributes.languages;
    expect(manifest.activationEvents).toEqual([]);
    expect(client).toContain(`export const LANGUAGE = '${language.id}';`);
    const [, major, minor] = /^\^(\d+)\.(\d+)\./.exec(manifest.engines.vscode)!.map(Number);
    expect([major, minor! >= 74], 'activates by contributed languages from 1.74 on').toEqual([1, true]);
  });

  test('is allowed in workspaces that nobody has trusted: no program is run', () => {
    expect(manifest.capabilities.untrustedWorkspaces).toEqual({ supported: true });
  });
});
