import type { Configuration } from '../../model/configuration/configuration.ts';
import { everyEntry } from '../../model/configuration/entry.ts';
import { allModulesAreKnown } from '../../refusals/loaded.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { everywhere, listsWith } from '../sites/lists.ts';
import { findingAt, once, refusal } from '../tls/report.ts';
import { undeclaredFilters } from './filters.ts';
import { CHECKED, undeclaredChecks } from './healthChecks.ts';
import { linesOf, serversWith } from './lines.ts';
import { NAMING, undeclaredProviders, unusualProviders } from './providers.ts';
import type { Undeclared } from './undeclared.ts';
import { undeclaredWorkers } from './workers.ts';

/** A name that a line above has to declare, and none does. */
export const undeclaredName: ConfigurationRule = {
  code: 'undeclared-name',
  severity: 'error',
  page: {
    title: 'Name that nothing declares',
    what: 'The line names a filter, a provider, a proxy worker or a health check that no line above declares.',
    why: 'httpd looks the name up while it reads the line, and does not start where it is not there yet. Filters are looked for in the same section, workers and health checks in the same virtual host.',
    fix: 'Declare the name further up, move the line below its declaration, or correct the name.',
    bad: 'LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\nLoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nListen 80\n<Location /admin>\n    Require office\n</Location>\n',
    good: 'LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\nLoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nListen 80\n<AuthzProviderAlias ip office "192.0.2.0/24">\n</AuthzProviderAlias>\n<Location /admin>\n    Require office\n</Location>\n',
    files: {},
  },
  check: (configuration) => {
    if (!configuration.rooted) return [];
    return once([...filters(configuration), ...workers(configuration), ...checks(configuration), ...providers(configuration)].map(finding));
  },
};

function filters(configuration: Configuration): Undeclared[] {
  return listsWith(configuration, 'filterprotocol', 'filtertrace').flatMap(undeclaredFilters);
}

function workers(configuration: Configuration): Undeclared[] {
  return serversWith(configuration, 'proxyset').flatMap(({ entries }) => undeclaredWorkers(linesOf(entries)));
}

/** Where the module of health checks is not loaded its parameters are refused as such. */
function checks(configuration: Configuration): Undeclared[] {
  if (configuration.modules?.has('mod_proxy_hcheck') !== true) return [];
  const names = everywhere(configuration, ...CHECKED).some(({ statement }) => /hc(?:template|expr)=/i.test(statement.rest));
  return names ? serversWith(configuration, ...CHECKED).flatMap(({ entries }) => undeclaredChecks([...linesOf(entries)].map(({ entry }) => entry))) : [];
}

/** Modules that we have not heard of may bring any provider. */
function providers(configuration: Configuration): Undeclared[] {
  if (!allModulesAreKnown(configuration)) return [];
  const asked = everywhere(configuration, ...NAMING).flatMap(unusualProviders);
  return asked.length === 0 ? [] : undeclaredProviders(asked, everyEntry(configuration.entries));
}

function finding({ entry, word, what, by, where, httpd }: Undeclared): ConfigurationFinding {
  const message = `No ${by} above${where === undefined ? '' : `, ${where},`} declares the ${what} “${word.value}”, and httpd stops here. Declare it further up, or correct the name.`;
  return findingAt(entry, { code: undeclaredName.code, severity: refusal(true, entry), message, httpd }, word);
}
