import type { ConfigurationRule } from '../configurationRule.ts';
import { everywhere } from '../sites/lists.ts';
import { findingAt, once, refusal } from '../tls/report.ts';
import { takenAliases } from './providers.ts';

/** An alias of an authentication provider whose name is taken. */
export const takenProviderName: ConfigurationRule = {
  code: 'taken-provider-name',
  severity: 'error',
  page: {
    title: 'Provider name is taken',
    what: 'The name of an <AuthnProviderAlias> belongs to a loaded module’s provider, or to another alias further up.',
    why: 'Names of authentication providers are given once. httpd does not start with the second.',
    fix: 'Give the alias another name. If a file is included twice, include it once.',
    bad: '<AuthnProviderAlias file staff>\n    AuthUserFile /etc/apache2/staff\n</AuthnProviderAlias>\n<AuthnProviderAlias file staff>\n    AuthUserFile /etc/apache2/guests\n</AuthnProviderAlias>\n',
    good: '<AuthnProviderAlias file staff>\n    AuthUserFile /etc/apache2/staff\n</AuthnProviderAlias>\n<AuthnProviderAlias file guests>\n    AuthUserFile /etc/apache2/guests\n</AuthnProviderAlias>\n',
  },
  check: (configuration) => {
    const taken = takenAliases(everywhere(configuration, 'authnprovideralias'), configuration.modules);
    return once(
      taken.map((entry) => {
        const word = entry.statement.arguments[1]!;
        const message = `There is a provider “${word.value}” already. httpd does not start with a second one: choose another name.`;
        const httpd = `The alias provider ${word.value} has already be registered previously as either a base provider or an alias provider.`;
        return findingAt(entry, { code: takenProviderName.code, severity: refusal(true, entry), message, httpd }, word);
      }),
    );
  },
};
