/**
 * The documents: for each language a file of exactly so many lines that says about the same, block after block, with one
 * mistake in it. In the templates `§` marks a place where a letter is typed in the middle of things, and `¶` the place
 * on an otherwise empty line where completion is asked for.
 */

const apacheconf = {
  languageId: 'apacheconf',
  file: 'bench.conf',
  typed: 'S',
  head: () => ['Listen 80', 'Listen 443', ''],
  tail: () => [],
  block: (n, wrong) => [
    `# Site number ${n}§`,
    `WSGIDaemonProcess site${n} python-home=/srv/site${n}/venv \\`,
    '    processes=2 threads=15 lang=C.UTF-8',
    '<VirtualHost *:443>',
    `    ServerName www.site${n}.example.com§`,
    `    ServerAlias site${n}.example.com static.site${n}.example.com`,
    `    ${wrong ? 'SSLEngin' : 'SSLEngine'} on`,
    `    SSLCertificateFile /etc/ssl/certs/site${n}.pem`,
    `    SSLCertificateKeyFile /etc/ssl/private/site${n}.key`,
    '    SSLProtocol -all +TLSv1.2 +TLSv1.3',
    '    Header always set Strict-Transport-Security "max-age=300"',
    '    ¶',
    `    Alias /static/ /srv/site${n}/static/`,
    `    WSGIScriptAlias / /srv/site${n}/app.wsgi§`,
    `    WSGIProcessGroup site${n}`,
    '    WSGIApplicationGroup %{GLOBAL}',
    `    <Directory /srv/site${n}>`,
    '        Require all granted',
    '    </Directory>',
    '    RewriteEngine On',
    '    RewriteCond %{REQUEST_URI} !^/static/',
    '    RewriteRule ^/old/(.*)$ /new/$1 [R=301,L]',
    `    CustomLog /var/log/apache2/site${n}.log combined§`,
    '</VirtualHost>',
    '',
  ],
};

const json = {
  languageId: 'json',
  file: 'bench.json',
  typed: '"',
  head: () => ['{', '  "sites": ['],
  tail: () => ['    {}', '  ]', '}'],
  block: (n, wrong) => [
    '    {',
    `      "name": "www.site${n}§.example.com",`,
    `      "port": ${wrong ? '"https"' : '443'},`,
    '      "aliases": [',
    `        "site${n}.example.com",`,
    `        "static.site${n}.example.com"`,
    '      ],',
    '      ¶',
    `      "root": "/srv/site${n}/§static",`,
    '      "tls": {',
    `        "certificate": "/etc/ssl/certs/site${n}.pem",`,
    `        "key": "/etc/ssl/private/site${n}§.key",`,
    '        "protocols": [',
    '          "TLSv1.2",',
    '          "TLSv1.3"',
    '        ]',
    '      },',
    '      "daemon": {',
    `        "group": "site${n}",`,
    '        "threads": 15,',
    `        "home": "/srv/site${n}/venv"`,
    '      },',
    `      "log": "/var/log/§apache2/site${n}.log"`,
    '    },',
    '',
  ],
};

const yaml = {
  languageId: 'yaml',
  file: 'bench.yaml',
  typed: 'p',
  head: () => ['sites:'],
  tail: () => [],
  block: (n, wrong) => [
    `  # Site number ${n}§`,
    `  - name: www.site${n}.example.com§`,
    `    port: ${wrong ? 'https' : '443'}`,
    '    aliases:',
    `      - site${n}.example.com`,
    `      - static.site${n}.example.com`,
    '    ¶',
    `    root: /srv/site${n}/static§`,
    '    tls:',
    `      certificate: /etc/ssl/certs/site${n}.pem`,
    `      key: /etc/ssl/private/site${n}.key`,
    '      protocols:',
    '        - TLSv1.2',
    '        - TLSv1.3',
    '    daemon:',
    `      group: site${n}`,
    '      threads: 15',
    `      home: "/srv/site${n}/venv"`,
    `    log: /var/log/apache2/site${n}.log§`,
    '',
  ],
};

const dockerfile = {
  languageId: 'dockerfile',
  file: 'Dockerfile',
  typed: 'R',
  head: () => ['# syntax=docker/dockerfile:1'],
  tail: () => [],
  block: (n, wrong) => [
    `# Site number ${n}§`,
    `FROM python:3.12-slim AS site${n}`,
    `LABEL site="www.site${n}.example.com"`,
    `ENV SITE_HOME=/srv/site${n}§`,
    'ENV LANG=C.UTF-8',
    `ARG VERSION${n}=1.0`,
    '',
    `${wrong ? 'RUNN' : 'RUN'} apt-get update \\`,
    '    && apt-get install -y --no-install-recommends apache2 \\',
    '    && rm -rf /var/lib/apt/lists/*',
    `WORKDIR /srv/site${n}`,
    'COPY requirements.txt .',
    'RUN pip install --no-cache-dir -r requirements.txt',
    '¶',
    `COPY app /srv/site${n}/app§`,
    'COPY --chown=www-data:www-data static static',
    'EXPOSE 443',
    'USER www-data',
    'HEALTHCHECK --interval=30s CMD curl -f https://localhost/ || exit 1',
    'ENTRYPOINT ["python", "-m", "app"]',
    `CMD ["--site", "site${n}§"]`,
    '',
  ],
};

const templates = { apacheconf, json, yaml, dockerfile };

/** All blocks that fit, padded with empty lines to exactly `count` lines. */
function marked(template, count) {
  const lines = template.head();
  const tail = template.tail();
  const size = template.block(0, false).length;
  const blocks = Math.floor((count - lines.length - tail.length) / size);
  for (let n = 0; n < blocks; n += 1) lines.push(...template.block(n, n === Math.floor(blocks / 3)));
  while (lines.length < count - tail.length) lines.push('');
  return [...lines, ...tail];
}

/** Picks `count` items spread evenly over the list, the middle first and then the other places. */
function spread(list, count) {
  const step = list.length / count;
  const picked = Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor((index + 0.5) * step)]);
  return [...picked.slice(picked.length >> 1), ...picked.slice(0, picked.length >> 1)];
}

/**
 * A document of `count` lines: its text, places for edits (spread over the file) and places for completions.
 */
export function document(kind, count) {
  const template = templates[kind];
  const edits = [];
  const completions = [];
  const lines = marked(template, count).map((text, line) => {
    if (text.includes('§')) edits.push({ line, character: text.indexOf('§') });
    if (text.includes('¶')) completions.push({ line, character: text.indexOf('¶') });
    return text.replace(/[§¶]/, '');
  });
  return {
    languageId: template.languageId,
    file: template.file,
    typed: template.typed,
    text: lines.join('\n'),
    edits: spread(edits, 11),
    completions: spread(completions, 7),
  };
}
