// “Create Certificate Signing Request” as a person meets it, and by its options; openssl judges what it writes.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { MadeRequest } from '../../../client/src/certificates/request.ts';
import { newDesk } from '../../kit/desk.ts';
import { client, hostAt, server } from '../../kit/hosts.ts';
import { openssl } from '../../kit/issuing.ts';
import { editor, type Prompt, Uri } from '../../kit/vscode.ts';

vi.mock('vscode', () => import('../../kit/vscode.ts'));
const { registerCreateSigningRequest } = await import('../../../client/src/commands/certificates/request.ts');
registerCreateSigningRequest(client);

const COMMAND = 'apacheWsgiTls.createSigningRequest';
const desk = newDesk();
const next = () => editor.prompt();
const OPTIONS = { names: ['shop.example.com', 'www.shop.example.com'], keyType: 'ecdsa-p256' } as const;
const made = (options: object = {}) => editor.run<MadeRequest>(COMMAND, { ...OPTIONS, folder: desk.certs, ...options });

/** What openssl reads in a request, after it has looked whether the key of the request signed it. */
function read(request: string): { readonly subject: string; readonly names: string } {
  const text = openssl(desk.folder, 'req', '-in', request, '-noout', '-verify', '-text', '-subject', '-nameopt', 'utf8,sep_comma_plus_space').toString();
  return { subject: /^subject=(.*)$/m.exec(text)?.[1] ?? '', names: /DNS:.*/.exec(text)?.[0] ?? '' };
}

/** Answers the questions for names and key. */
async function acceptNames(names = 'shop.example.com'): Promise<void> {
  (await next()).enter(names);
  (await next()).pick('ECDSA P-256');
}

/** Answers the questions from what the authority vouches for on; gives “What next?”. */
async function acceptRest(): Promise<Prompt> {
  (await next()).pick('The Names Alone');
  (await next()).pick('certs');
  (await next()).accept();
  return await next();
}

describe('by its options', () => {
  test('makes a key and a request without a question and gives their paths', async () => {
    const subject = { organization: 'Shop & Söhne, Ltd', country: 'gb' };
    const { request, privateKey, notes } = await made({ folder: 'certs', subject });
    expect([request, privateKey]).toEqual([path.join(desk.certs, 'shop.example.com.csr'), path.join(desk.certs, 'shop.example.com-key.pem')]);
    expect(read(request)).toEqual({ subject: 'C=GB, O=Shop & Söhne, Ltd, CN=shop.example.com', names: 'DNS:shop.example.com, DNS:www.shop.example.com' });
    expect(openssl(desk.folder, 'pkey', '-in', privateKey, '-pubout')).toEqual(openssl(desk.folder, 'req', '-in', request, '-noout', '-pubkey'));
    expect(statSync(privateKey).mode & 0o777).toBe(0o600);
    expect(notes).toEqual([]);
    expect([editor.said, editor.pending()]).toEqual([[], []]);
  });

  test.each([
    [{ subject: { country: 'UK' } }, 'Use GB'],
    [{ subject: { organization: 'x'.repeat(65) } }, 'longer than 64'],
    [{ subject: { commonName: 'elsewhere.example.com' } }, 'none of the names'],
    [{ names: ['shop.example.com/'] }, 'Enter the host name alone'],
    [{ keyType: 'dsa' }, 'The option keyType is one of'],
  ])('rejects %j with the words that a person would see', async (options, words) => {
    await expect(made(options)).rejects.toThrow(words);
    expect(existsSync(desk.certs)).toBe(false);
    expect(editor.said).toEqual([]);
  });
});

describe('asking', () => {
  test('is filled in with the names of the virtual host under the cursor', async () => {
    const uri = Uri.file(path.join(desk.folder, 'site.conf'));
    server.hosts = [hostAt(uri.toString(), [0, 2], ['other.example.com']), hostAt(uri.toString(), [4, 6], ['shop.example.com', 'www.shop.example.com'])];
    editor.show(uri, '\n'.repeat(8), 5);
    const run = editor.run(COMMAND);
    const names = await next();
    expect(names.value).toBe('shop.example.com, www.shop.example.com');
    names.type('shop.example.com, my_shop.example.com');
    expect(names.problem).toContain('underscore');
    names.dismiss();
    expect(await run).toBeUndefined();
  });

  test('makes the request, shows the text that goes to the authority, and says that the key does not', async () => {
    const run = editor.run<MadeRequest>(COMMAND);
    await acceptNames();
    const what = await acceptRest();
    expect(what.labels).toEqual(['Copy Request', 'Build Chain File']);
    what.pick('Copy Request');
    (await next()).pick('Build Chain File');
    (await next()).dismiss();
    const { request, privateKey } = await run;
    const text = readFileSync(request, 'utf8');
    expect(text).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
    expect(editor.clipboard).toBe(text);
    expect(editor.active?.document.fileName).toBe(request);
    expect(editor.messages('information')).toEqual([expect.stringMatching(/^Send the authority the text of shop\.example\.com\.csr, and nothing else\./)]);
    expect(editor.messages('warning')).toEqual([]);
    expect(editor.ran).toEqual([['apacheWsgiTls.buildChain', { prefill: { privateKey } }]]);
  });

  test('asks who asks only where the authority looks into it, and checks each field while it is typed', async () => {
    const run = editor.run<MadeRequest>(COMMAND);
    await acceptNames();
    (await next()).pick('The Names and the Organization');
    (await next()).enter('Example Ltd');
    const city = await next();
    expect([city.question, city.step]).toEqual(['The city that it is in (empty: not said)', '5/10']);
    city.back();
    const organization = await next();
    expect(organization.value).toBe('Example Ltd');
    organization.accept();
    (await next()).accept();
    (await next()).enter(' Somerset ');
    const country = await next();
    country.type('UK');
    expect(country.problem).toContain('Use GB');
    country.accept();
    expect(editor.pending()).toEqual([]);
    country.enter('gb');
    (await next()).pick('certs');
    (await next()).enter('shop');
    (await next()).dismiss();
    const { request } = await run;
    expect(path.basename(request)).toBe('shop.csr');
    expect(read(request).subject).toBe('C=GB, ST=Somerset, O=Example Ltd, CN=shop.example.com');
  });

  test('warns of names that public authorities refuse', async () => {
    const run = editor.run(COMMAND);
    await acceptNames('shop.example.com, localhost');
    (await acceptRest()).dismiss();
    await run;
    expect(editor.messages('warning')).toEqual([expect.stringContaining('A public authority refuses localhost')]);
  });

  test('offers to keep the key out of the repository', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: desk.folder });
    const run = editor.run<MadeRequest>(COMMAND);
    await acceptNames();
    (await acceptRest()).pick('Add the Key to .gitignore');
    const again = await next();
    expect(again.labels).toEqual(['Copy Request', 'Build Chain File']);
    again.dismiss();
    const { request, privateKey } = await run;
    const ignored = execFileSync('git', ['check-ignore', request, privateKey], { cwd: desk.folder, encoding: 'utf8' });
    expect(ignored.trim()).toBe(privateKey);
  });
});

describe('a request that is there', () => {
  /** Runs the command up to the question what to do with it. */
  async function again(): Promise<{ readonly run: Promise<MadeRequest | undefined>; readonly existing: Prompt }> {
    const run = editor.run<MadeRequest | undefined>(COMMAND);
    await acceptNames();
    (await next()).pick('The Names Alone');
    (await next()).pick('certs');
    (await next()).accept();
    return { run, existing: await next() };
  }

  test('is shown, or its folder where only the key is left, and nothing is made', async () => {
    const { request, privateKey } = await made();
    const before = [readFileSync(request), readFileSync(privateKey)];
    const first = await again();
    expect(first.existing.question).toBe('shop.example.com.csr, shop.example.com-key.pem are there already.');
    first.existing.pick('Open What Is There');
    expect(await first.run).toBeUndefined();
    expect(editor.active?.document.fileName).toBe(request);
    expect([readFileSync(request), readFileSync(privateKey)]).toEqual(before);
    rmSync(request);
    const second = await again();
    second.existing.pick('Open What Is There');
    await second.run;
    expect(editor.ran).toMatchObject([['revealFileInOS', { fsPath: privateKey }]]);
  });

  test('is replaced with a backup, or gets a neighbour', async () => {
    const { privateKey } = await made();
    const before = readFileSync(privateKey, 'utf8');
    const { run, existing } = await again();
    existing.pick('Replace It and Keep a Backup');
    (await next()).dismiss();
    const replaced = await run;
    expect(replaced?.privateKey).toBe(privateKey);
    const backup = /kept as (\S+key\.pem)\.$/m.exec(replaced?.notes.join('\n') ?? '')?.[1];
    expect(readFileSync(backup!, 'utf8')).toBe(before);
    const beside = await again();
    beside.existing.pick('Take the Next Free Name');
    (await next()).dismiss();
    expect(path.basename((await beside.run)?.request ?? '')).toBe('shop.example.com-2.csr');
  });

  test('stops the command that asks nothing', async () => {
    await made();
    await expect(made()).rejects.toThrow('is there already and was not touched');
  });
});
