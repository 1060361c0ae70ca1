import type { DeclarationFinding, DocumentRule, PlacedDeclaration } from './documentRules.ts';

/** Two daemon process groups of one name. */
export const duplicateDaemonProcess: DocumentRule = {
  code: 'duplicate-daemon-process',
  severity: 'error',
  page: {
    title: 'Daemon process group declared twice',
    what: 'Two WSGIDaemonProcess lines have the same name.',
    why: 'The name must be unique in the whole server, across virtual hosts and files; mod_wsgi refuses the second one. It happens when the :80 block is copied to :443, by hand or by certbot.',
    fix: 'Declare the group once, above both virtual hosts, and let both use it through process-group= or WSGIProcessGroup.',
    bad: '<VirtualHost *:80>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIDaemonProcess blog\n</VirtualHost>\n',
    good: 'WSGIDaemonProcess blog\n<VirtualHost *:80>\n    ServerName blog.test\n    WSGIProcessGroup blog\n</VirtualHost>\n<VirtualHost *:443>\n    ServerName blog.test\n    WSGIProcessGroup blog\n</VirtualHost>\n',
  },
  check: (declarations) => {
    const first = new Map<string, PlacedDeclaration>();
    const found: DeclarationFinding[] = [];
    for (const [index, placed] of declarations.entries()) {
      const { kind, name, certainty } = placed.declaration;
      if (kind !== 'daemon-group' || certainty === 'inactive' || certainty === 'template') continue;
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, placed);
      else found.push({ index, finding: finding(placed, earlier) });
    }
    return found;
  },
};

function finding({ declaration }: PlacedDeclaration, earlier: PlacedDeclaration): DeclarationFinding['finding'] {
  const certain = declaration.certainty === 'active' && earlier.declaration.certainty === 'active';
  return {
    code: 'duplicate-daemon-process',
    severity: certain ? 'error' : 'warning',
    message: `The daemon process group “${declaration.name}” is already declared on line ${earlier.lineNumber}. mod_wsgi refuses a second one: declare it once, outside of the virtual hosts, and refer to it from each.`,
    httpd: 'Name duplicates previous WSGI daemon definition.',
    start: declaration.start,
    end: declaration.end,
  };
}
