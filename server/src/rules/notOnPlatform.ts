import { nameSpan, type Rule, refusalSeverity } from './rule.ts';

/** A directive that the server's platform does not have. */
export const notOnPlatform: Rule = {
  code: 'not-on-platform',
  severity: 'error',
  page: {
    title: 'Not on this platform',
    what: 'The directive does not exist in httpd or mod_wsgi on the platform that the settings name. mod_wsgi on Windows, for one, has no daemon processes.',
    why: 'httpd takes it for an unknown command and does not start.',
    fix: 'Leave the directive out on this platform. On Windows run the application in embedded mode: without WSGIDaemonProcess and WSGIProcessGroup, the packages named by WSGIPythonPath.',
    bad: 'WSGIDaemonProcess blog\n',
    good: 'WSGIPythonPath C:/venvs/blog/Lib/site-packages\n',
    server: { platform: 'windows' },
  },
  check: (subject) => {
    const [directive] = subject.directives;
    const { statement, target, scope } = subject;
    if (directive?.platform === undefined || statement.kind === 'close' || target.platform === 'generic') return null;
    const platforms = [directive.platform].flat();
    const onWindows = target.platform === 'windows';
    const absent = onWindows ? platforms.includes('not Windows') : platforms.includes('Windows');
    if (!absent) return null;
    return {
      code: 'not-on-platform',
      severity: refusalSeverity(scope),
      message: `${directive.name} does not exist on ${onWindows ? 'Windows' : 'this platform'}: httpd takes it for an unknown command and does not start. Leave it out there.`,
      httpd: `Invalid command '${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
      ...nameSpan(subject),
    };
  },
};
