/**
 * Flask behind mod_wsgi over both ports, in configurations as people write them: what is found in them, and that the real
 * httpd serves the application from one daemon process group after all safe fixes.
 */
import { describe, expect, test } from 'vitest';
import { apacheIsAsked } from '../kit/apache.ts';
import { Pki } from '../kit/pki.ts';
import type { Answer, AskUrl } from '../kit/serving.ts';
import * as sites from './deployments.ts';
import { type Deployment, Machine } from './machine.ts';

/** A deployment with all that is to be found in it, before and after all safe fixes. */
interface Case {
  readonly what: string;
  readonly deployment: Deployment;
  readonly found: readonly string[];
  readonly left: readonly string[];
}

/** Both ports answer with the application. */
const ON_BOTH_PORTS: readonly Case[] = [
  {
    what: 'lines of httpd 2.2 in one file, the daemon in the first host',
    deployment: sites.oldStyle,
    found: [
      'lab.conf:1 warning obsolete-directive',
      'lab.conf:2 warning obsolete-directive',
      'lab.conf:7 hint daemon-without-locale',
      'lab.conf:14 warning old-access-control',
      'lab.conf:27 warning obsolete-chain-file',
      'lab.conf:33 warning old-access-control',
    ],
    // nobody knows a file with the certificate and its intermediate
    left: ['lab.conf:5 hint daemon-without-locale', 'lab.conf:24 warning obsolete-chain-file'],
  },
  {
    what: 'lines of httpd 2.2 in one file, the daemon in both hosts',
    deployment: sites.oldStyleCopied,
    found: [
      'lab.conf:1 warning obsolete-directive',
      'lab.conf:2 warning obsolete-directive',
      'lab.conf:7 hint daemon-without-locale',
      'lab.conf:14 warning old-access-control',
      'lab.conf:22 error duplicate-daemon-process',
      'lab.conf:22 hint daemon-without-locale',
      'lab.conf:28 warning obsolete-chain-file',
      'lab.conf:34 warning old-access-control',
    ],
    left: ['lab.conf:2 hint daemon-without-locale', 'lab.conf:24 warning obsolete-chain-file'],
  },
  {
    what: 'a site and certbot’s copy of it',
    deployment: sites.certbotStyle,
    // httpd reads the copy first
    found: ['lab-le-ssl.conf:5 hint daemon-without-locale', 'lab.conf:4 error duplicate-daemon-process', 'lab.conf:4 hint daemon-without-locale'],
    left: ['lab-le-ssl.conf:1 hint daemon-without-locale'],
  },
  {
    what: 'Debian’s default site filled in, and a copy of it for HTTP',
    deployment: sites.defaultStyle,
    found: [
      'app-http.conf:3 hint daemon-without-locale',
      'app-http.conf:8 warning old-access-control',
      'app.conf:4 error duplicate-daemon-process',
      'app.conf:4 hint daemon-without-locale',
      'app.conf:11 warning obsolete-chain-file',
      'app.conf:16 warning old-access-control',
    ],
    left: ['app-http.conf:1 hint daemon-without-locale'],
  },
  {
    what: 'a certificate without its intermediate',
    deployment: sites.bundleStyle,
    found: ['lab.conf:1 hint daemon-without-locale', 'lab.conf:15 warning incomplete-chain'],
    left: ['lab.conf:1 hint daemon-without-locale'],
  },
  {
    what: 'the pair of the guide of mod_wsgi',
    deployment: sites.guidePair,
    found: ['lab.conf:4 hint daemon-without-locale'],
    left: ['lab.conf:4 hint daemon-without-locale'],
  },
];

/** Port 80 sends everybody to port 443. */
const ON_HTTPS: readonly Case[] = [
  {
    what: 'HTTPS alone, as in the guide of mod_wsgi, with slips',
    deployment: sites.guideHttpsOnly,
    found: ['lab.conf:3 warning redirect-without-slash', 'lab.conf:13 error invalid-value', 'lab.conf:15 hint daemon-without-locale'],
    left: ['lab.conf:15 hint daemon-without-locale'],
  },
  {
    what: 'a site, certbot’s copy of it, and a redirect',
    deployment: sites.certbotRedirected,
    found: [
      'lab-le-ssl.conf:5 hint daemon-without-locale',
      'lab.conf:4 error duplicate-daemon-process',
      'lab.conf:4 hint daemon-without-locale',
      'lab.conf:7 hint application-behind-redirect',
    ],
    left: ['lab-le-ssl.conf:1 hint daemon-without-locale', 'lab.conf:6 hint application-behind-redirect'],
  },
];

describe.runIf(apacheIsAsked())('Flask is served over both ports by one process of one daemon process group:', () => {
  test.each(ON_BOTH_PORTS)('$what', ({ deployment, found, left }) =>
    onMachine(deployment, async (machine) => {
      expect(machine.findings()).toEqual(found);
      await machine.fixAll();
      expect(machine.findings()).toEqual(left);
      await expectBothPorts(machine);
    }),
  );

  test('copies that differ, after the fix that somebody has to look at', () =>
    onMachine(sites.certbotChanged, async (machine) => {
      await machine.fixAll();
      expect(machine.findings()).toContain('lab.conf:4 error duplicate-daemon-process');
      await expect(machine.serving(both)).rejects.toThrow('Name duplicates previous WSGI daemon definition.');
      machine.apply('Declare lab once, outside of the virtual hosts');
      await machine.fixAll();
      expect(machine.findings()).toEqual(['lab-le-ssl.conf:1 hint daemon-without-locale']);
      await expectBothPorts(machine);
    }));
});

describe.runIf(apacheIsAsked())('Flask is served over HTTPS, and HTTP leads there:', () => {
  test.each(ON_HTTPS)('$what', ({ deployment, found, left }) =>
    onMachine(deployment, async (machine) => {
      expect(machine.findings()).toEqual(found);
      await machine.fixAll();
      expect(machine.findings()).toEqual(left);
      const [plain, secure] = await machine.serving(both);
      expect({ status: plain.status, location: plain.location }).toEqual({ status: 301, location: 'https://lab.test/' });
      expect(whereabouts(secure)).toMatchObject({ scheme: 'https', group: 'lab' });
    }),
  );

  test('with a policy of several words', async () => {
    const policy = await onMachine(sites.guideHttpsOnly, async (machine) => {
      await machine.fixAll();
      return machine.serving(async (ask) => (await ask('https://lab.test/nowhere')).policy);
    });
    expect(policy).toBe('max-age=63072000; includeSubDomains');
  });
});

async function onMachine<T>(deployment: Deployment, work: (machine: Machine) => Promise<T>): Promise<T> {
  const pki = new Pki();
  try {
    return await work(await Machine.withSites(pki, deployment));
  } finally {
    pki.remove();
  }
}

async function both(ask: AskUrl): Promise<readonly [plain: Answer, secure: Answer]> {
  return [await ask('http://lab.test/'), await ask('https://lab.test/')];
}

async function expectBothPorts(machine: Machine): Promise<void> {
  const [plain, secure] = (await machine.serving(both)).map(whereabouts);
  expect(plain).toEqual({ scheme: 'http', group: expect.stringMatching(/^(?:lab|app)$/), process: expect.any(Number) });
  expect(secure).toEqual({ ...Object(plain), scheme: 'https' });
}

/** What the application says of the process that it runs in. */
function whereabouts({ status, body }: Answer): unknown {
  expect(status, body).toBe(200);
  return JSON.parse(body);
}
