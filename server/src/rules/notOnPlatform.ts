import { nameSpan, type Rule, refusalSeverity } from './rule.ts';

/** Where a directive exists that is not there on these platforms, as the knowledge names it. */
const ELSEWHERE = {
  windows: ['not Windows', 'NetWare', 'OS/2', 'Solaris 10/OpenSolaris', 'GPROF build'],
  unix: ['Windows', 'NetWare', 'OS/2'],
  debian: ['Solaris 10/OpenSolaris', 'GPROF build', 'AP_ENABLE_EXCEPTION_HOOK build'],
};

/** A directive that the server's platform does not have. */
export const notOnPlatform: Rule = {
  code: 'not-on-platform',
  severity: 'error',
  page: {
    title: 'Not on this platform',
    what: 'The directive does not exist in httpd or mod_wsgi on the platform that the settings name. mod_wsgi on Windows, for one, has no daemon processes.',
    why: 'httpd takes it for an unknown command and does not start.',
    fix: 'Leave the directive out on this platform. On Windows run the application in embedded mode: without WSGIDaemonProcess and WSGIProcessGroup, the project named by WSGIPythonPath.',
    bad: 'WSGIDaemonProcess blog\n',
    good: 'WSGIPythonPath C:/sites/blog\n',
    server: { platform: 'windows' },
  },
  check: (subject) => {
    const [directive] = subject.directives;
    const { statement, target, scope } = subject;
    if (directive?.platform === undefined || statement.kind === 'close' || target.platform === 'generic') return null;
    const onWindows = target.platform === 'windows';
    const elsewhere = [...(onWindows ? ELSEWHERE.windows : ELSEWHERE.unix), ...(target.platform === 'debian' ? ELSEWHERE.debian : [])];
    if (!directive.platform.some((name) => elsewhere.includes(name))) return null;
    return {
      code: 'not-on-platform',
      severity: refusalSeverity(scope),
      message: `${directive.name} does not exist on ${onWindows ? 'Windows' : 'this platform'}: httpd takes it for an unknown command and does not start. Leave it out there.`,
      httpd: `Invalid command '${statement.name}', perhaps misspelled or defined by a module not included in the server configuration`,
      ...nameSpan(subject),
    };
  },
};
