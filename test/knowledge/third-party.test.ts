/** Directives of modules that do not belong to httpd are known by name and place, so that real servers' files are not painted with unknowns. */
import { describe, expect, test } from 'vitest';
import { LanguageService, openDocument } from '../../server/src/ide.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { NEWEST } from '../../server/src/model/target.ts';

const known = knowledge();
const packaged = known.modules.filter((module) => module.package !== undefined);
const thirdParty = new Set(packaged.map(({ name }) => name));
const directives = known.directives.filter(({ module }) => thirdParty.has(module));
const service = new LanguageService(NEWEST);

function codes(text: string): string[] {
  return service.diagnostics(openDocument('file:///a.conf', 0, text)).map(({ code }) => code);
}

describe('third-party directives', () => {
  test('are 653, of 22 packaged modules', () => {
    expect(directives).toHaveLength(653);
    expect(thirdParty.size).toBe(22);
  });

  test('have a name and at least one place, and their modules the names that <IfModule> takes', () => {
    const wrong = directives.filter(({ name, accepted }) => !/^[A-Za-z][\w.:-]*$/.test(name) || accepted.length === 0);
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(packaged.filter(({ identifier, source }) => !identifier || !source)).toEqual([]);
  });

  test('are found whatever their case', () => {
    for (const { name, section } of directives) expect(known.find(name.toUpperCase(), section).length, name).toBeGreaterThan(0);
  });

  test.each(['SecRuleEngine', 'OIDCClientID', 'ShibRequestSetting', 'PassengerRoot', 'php_value', 'SVNPath', 'AuthLDAPURL', 'CASLoginURL'])(
    '%s is among the known',
    (name) => {
      expect(known.find(name, false)).not.toEqual([]);
    },
  );

  test.each([
    ['mod_security', 'SecRuleEngine On\nSecRule ARGS "@rx x" "id:1,deny"\n'],
    [
      'mod_auth_openidc',
      'OIDCClientID blog\nOIDCRedirectURI https://blog.test/back\n<Location /private>\n    AuthType openid-connect\n    Require valid-user\n</Location>\n',
    ],
    [
      'php',
      '<VirtualHost *:80>\n    php_admin_value open_basedir /srv\n    <Directory /srv>\n        php_flag display_errors off\n    </Directory>\n</VirtualHost>\n',
    ],
    ['Subversion', '<Location /svn>\n    DAV svn\n    SVNParentPath /srv/svn\n</Location>\n'],
  ])('%s: a usual configuration gets no finding', (_, text) => expect(codes(text)).toEqual([]));

  test('are told where they do not stand', () => {
    expect(codes('<Directory /srv>\n    OIDCClientID blog\n</Directory>\n')).toEqual(['not-allowed-here']);
    expect(codes('SVNPath /srv/svn\n')).toEqual(['not-allowed-here']);
  });
});
