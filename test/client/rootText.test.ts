// What the status item says about the main configuration of a file.
import { describe, expect, test } from 'vitest';
import type { DocumentStatus } from '../../client/src/documentStatus.ts';
import { rootDetails, rootText } from '../../client/src/views/rootText.ts';

const MAIN = 'file:///etc/apache2/apache2.conf';
const ALONE: DocumentStatus = {
  httpd: '2.4.62',
  modWsgi: '5.0.2',
  stated: false,
  root: null,
  files: 1,
  partial: false,
  looksForFiles: false,
  setting: '',
  candidates: [],
};
const ROOTED: DocumentStatus = { ...ALONE, root: MAIN, files: 12, looksForFiles: true, candidates: [{ uri: MAIN, reads: true }] };
const CLICK = 'Click to choose.';

const details = (status: Partial<DocumentStatus>, base = ALONE) => rootDetails({ ...base, ...status }, (uri) => uri.replace('file://', ''));

describe('the status item', () => {
  test.each([
    [ALONE, 'Apache: stands alone'],
    [ROOTED, 'Apache: apache2.conf'],
    [{ ...ROOTED, root: 'file:///srv/my%20site/main%20site.conf' }, 'Apache: main site.conf'],
  ])('names the main configuration (%#)', (status, text) => {
    expect(rootText(status)).toBe(text);
  });

  test('tells of a main configuration that was found', () => {
    expect(details({}, ROOTED)).toEqual([
      'Main configuration: /etc/apache2/apache2.conf (found)',
      'It reads 12 files, and each is judged as a part of it.',
      'Files that it names are looked for on this machine.',
      CLICK,
    ]);
  });

  test('tells of one that the settings name, and of what is out of sight', () => {
    expect(details({ setting: 'apache2.conf', files: 1, partial: true, looksForFiles: false }, ROOTED)).toEqual([
      'Main configuration: /etc/apache2/apache2.conf (named in the settings)',
      'This file is all that it reads.',
      'Some of what it includes is out of sight, so what may be declared there is not missed.',
      'Files that it names are not looked for on this machine.',
      CLICK,
    ]);
  });

  test.each([
    [{}, 'No main configuration was found around it.'],
    [{ candidates: [{ uri: MAIN, reads: false }] }, '/etc/apache2/apache2.conf does not read this file.'],
    [{ candidates: [{ uri: MAIN, reads: null }] }, '/etc/apache2/apache2.conf cannot be read.'],
    [{ setting: 'none' }, 'The settings say so for every file.'],
    [{ setting: 'my.conf', candidates: [{ uri: MAIN, reads: false }] }, 'The settings name my.conf, which does not read this file.'],
    [{ setting: 'my.conf', candidates: [{ uri: MAIN, reads: null }] }, 'The settings name my.conf, which cannot be read.'],
    [{ setting: 'my.conf' }, 'The settings name my.conf, which cannot be read.'],
  ])('says why a file stands alone (%#)', (status, reason) => {
    expect(details(status)).toEqual(['This file is judged alone, with every module loaded.', reason, CLICK]);
  });
});
