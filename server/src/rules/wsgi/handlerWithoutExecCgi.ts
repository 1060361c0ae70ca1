import type { Configuration } from '../../model/configuration/configuration.ts';
import { argument, argumentsOf, type Entry, entriesOf, isCertain } from '../../model/configuration/entry.ts';
import type { VirtualHost } from '../../model/configuration/hosts.ts';
import { everywhere, type Placed } from '../../model/configuration/inventory.ts';
import { wsgiOf } from '../../model/wsgi/wsgi.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { below, fixOf } from './edits.ts';
import { report, wordSpan } from './report.ts';

/** Scripts by their extension in a folder where nothing may be executed. */
export const handlerWithoutExecCgi: ConfigurationRule = {
  code: 'handler-without-exec-cgi',
  severity: 'warning',
  page: {
    title: 'wsgi-script without ExecCGI',
    what: 'AddHandler or SetHandler gives files to wsgi-script, and Options does not switch ExecCGI on there.',
    why: 'Scripts that are found by their name need ExecCGI, those of a WSGIScriptAlias do not. Without it requests get 403, and the log says “Options ExecCGI is off in this directory”.',
    fix: 'Add `Options +ExecCGI`, or mount the script by WSGIScriptAlias instead.',
    bad: '<Directory /srv/scripts>\n    Options FollowSymLinks\n    AddHandler wsgi-script .wsgi\n    Require all granted\n</Directory>\n',
    good: '<Directory /srv/scripts>\n    Options FollowSymLinks ExecCGI\n    AddHandler wsgi-script .wsgi\n    Require all granted\n</Directory>\n',
  },
  check: (configuration) => {
    const handlers = everywhere(configuration, 'addhandler', 'sethandler').filter((placed) => argument(placed.entry).toLowerCase() === 'wsgi-script');
    return handlers.flatMap((placed) => (isOff(configuration, placed) && !isMounted(configuration, placed.host) ? finding(placed.entry) : []));
  },
};

/** Whether nothing switches ExecCGI on: the options of the section itself say so, or no options of a whole configuration do. */
function isOff(configuration: Configuration, { entry, sections }: Placed): boolean {
  const section = sections.at(-1);
  if (!isCertain(entry)) return false;
  const own = section === undefined ? [] : entriesOf(section.children, 'options');
  if (own.some(allowsScripts)) return false;
  if (own.some(isComplete)) return true;
  return configuration.rooted && !everywhere(configuration, 'options').some((placed) => allowsScripts(placed.entry));
}

function allowsScripts(options: Entry): boolean {
  return argumentsOf(options).some((word) => /^\+?(?:execcgi|all)$/i.test(word));
}

/** Options without signs leave nothing of those around. */
function isComplete(options: Entry): boolean {
  return argumentsOf(options).length > 0 && argumentsOf(options).every((word) => /^\w/.test(word));
}

/** Scripts that an alias mounts need no option, and the handler beside it is of no use. */
function isMounted(configuration: Configuration, host: VirtualHost | null): boolean {
  return wsgiOf(configuration).mounts.some((mount) => mount.host === host || host === null);
}

function finding(entry: Entry): ConfigurationFinding {
  return report(handlerWithoutExecCgi, entry, wordSpan(entry, 0), {
    message: 'ExecCGI is off here, so that requests to these scripts get 403. Add Options +ExecCGI, or mount the script by WSGIScriptAlias.',
    fixes:
      entry.uses.length > 0 || entry.scope.kind === 'htaccess' ? [] : [fixOf('Add Options +ExecCGI', false, entry.line, [below(entry, 'Options +ExecCGI')])],
  });
}
