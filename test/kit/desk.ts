/** A person's desk for tests of commands that make certificates: an empty folder that is open, and authorities that are nobody else's. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, vi } from 'vitest';
import { server } from './hosts.ts';
import { editor } from './vscode.ts';

/** The folder that is open, called `site`, and the one that certificates are offered to be put in. */
export interface Desk {
  folder: string;
  certs: string;
}

/** Clears the desk before each test of a file, and takes everything away after the last. */
export function newDesk(): Desk {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'desk-')));
  const desk: Desk = { folder: '', certs: '' };
  beforeEach(() => {
    const own = mkdtempSync(path.join(root, 'case-'));
    desk.folder = path.join(own, 'site');
    desk.certs = path.join(desk.folder, 'certs');
    mkdirSync(desk.folder);
    vi.unstubAllEnvs();
    vi.stubEnv('XDG_DATA_HOME', path.join(own, 'data'));
    vi.stubEnv('CAROOT', path.join(own, 'mkcert'));
    editor.reset();
    editor.folders = [desk.folder];
    Object.assign(server, { hosts: [], asked: [], edit: { refused: 'nothing was expected' } });
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });
  return desk;
}
