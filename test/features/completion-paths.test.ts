// Completion of paths as they are typed, one part after the other.
import { describe, expect, test } from 'vitest';
import { applyCompletion, checkCompletion, offerAt } from '../kit/completion.ts';

const files = `
//- /etc/ssl/certs/blog.pem
//- /etc/ssl/private/blog.key
//- /etc/ssl/openssl.cnf
//- /etc/apache2/sites-available/shop.conf
//- /srv/blog/app.wsgi
//- /srv/blog/static files/site.css
`;

/** A line of a site, with the files around it. */
function line(text: string): string {
  return `//- /etc/apache2/sites-available/a.conf\n${text}${files}`;
}

/** The line alone, once an offer is taken. */
async function applied(text: string, label: string): Promise<string> {
  return (await applyCompletion(line(text), label)).split('\n')[0]!;
}

describe('paths', () => {
  test('begin at the root', async () => {
    await checkCompletion(line('SSLCertificateFile <|>'), { exactly: ['/etc/', '/srv/'] });
    expect(await applied('SSLCertificateFile <|>', '/etc/')).toBe('SSLCertificateFile /etc/<|>');
  });

  test('folders before files', async () => {
    await checkCompletion(line('SSLCertificateFile /etc/ssl/<|>'), { exactly: ['certs/', 'private/', 'openssl.cnf'] });
  });

  test('a folder asks for more, a file does not', async () => {
    expect((await offerAt(line('SSLCertificateFile /etc/ssl/<|>'), 'certs/')).again).toBe(true);
    expect((await offerAt(line('SSLCertificateFile /etc/ssl/<|>'), 'openssl.cnf')).again).toBeUndefined();
  });

  test('only folders where a folder is wanted', async () => {
    await checkCompletion(line('<Directory /etc/ssl/<|>>\n</Directory>'), { exactly: ['certs/', 'private/'] });
  });

  test('the part at the cursor is replaced, what follows stays', async () => {
    expect(await applied('SSLCertificateFile /etc/ssl/ce<|>', 'certs/')).toBe('SSLCertificateFile /etc/ssl/certs/<|>');
    expect(await applied('SSLCertificateFile /etc/ssl/c<|>xx/blog.pem', 'certs/')).toBe('SSLCertificateFile /etc/ssl/certs<|>/blog.pem');
    expect(await applied('SSLCertificateFile /etc/ssl/certs/b<|>xx.pem', 'blog.pem')).toBe('SSLCertificateFile /etc/ssl/certs/blog.pem<|>');
  });

  test('in quotes', async () => {
    expect(await applied('SSLCertificateFile "/etc/ssl/c<|>"', 'certs/')).toBe('SSLCertificateFile "/etc/ssl/certs/<|>"');
    expect(await applied('SSLCertificateFile "/etc/ssl/c<|>', 'certs/')).toBe('SSLCertificateFile "/etc/ssl/certs/<|>');
  });

  test('names with blanks only in quotes, where they can be written', async () => {
    await checkCompletion(line('Alias /static "/srv/blog/<|>"'), { exactly: ['static files/', 'app.wsgi'] });
    await checkCompletion(line('Alias /static /srv/blog/<|>'), { exactly: ['app.wsgi'] });
    expect(await applied('Alias /static "/srv/blog/st<|>"', 'static files/')).toBe('Alias /static "/srv/blog/static files/<|>"');
  });

  test('as the value of an option', async () => {
    expect(await applied('WSGIDaemonProcess blog home=/srv/<|> threads=5', 'blog/')).toBe('WSGIDaemonProcess blog home=/srv/blog/<|> threads=5');
    expect(await applied('WSGIDaemonProcess blog home="/srv/b<|>"', 'blog/')).toBe('WSGIDaemonProcess blog home="/srv/blog/<|>"');
  });

  test('several in one word', async () => {
    expect(await applied('WSGIPythonPath /srv/blog:/etc/s<|>:/opt', 'ssl/')).toBe('WSGIPythonPath /srv/blog:/etc/ssl/<|>:/opt');
  });

  test('behind a negation', async () => {
    expect(await applied('<IfFile !/etc/ssl/o<|>>', 'openssl.cnf')).toBe('<IfFile !/etc/ssl/openssl.cnf<|>>');
  });

  test('relative to where the file stands', async () => {
    await checkCompletion(line('Include sh<|>'), { exactly: ['shop.conf'] });
    await checkCompletion(line('Include ../<|>'), { exactly: ['sites-available/'] });
  });

  test('literals of the signature beside them', async () => {
    await checkCompletion(line('MDCACertificateFile <|>'), { offers: ['/etc/', 'none'] });
    await checkCompletion(line('MDCACertificateFile /srv/<|>'), { exactly: ['blog/'] });
  });

  test('nothing in a folder that is not there', async () => {
    await checkCompletion(line('SSLCertificateFile /nowhere/<|>'), { exactly: [] });
  });
});
