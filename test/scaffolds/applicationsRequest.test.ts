/** The request `apacheconf/applications`: what the built server answers, and that client and server mean the same by it. */
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { askApplications } from '../../client/src/applications.ts';
import type { ProjectApplications as Told } from '../../client/src/scaffolds/application.ts';
import type { ProjectApplications } from '../../server/src/lsp/protocol.ts';
import { inTemporaryFolder } from '../kit/apache.ts';
import { type RealServer, realServer } from '../kit/realServer.ts';

let server: RealServer;
beforeAll(async () => {
  server = await realServer();
});
afterAll(() => server.stop());

/** Compiles as long as both sides spell the answer alike. */
const alike: readonly [(told: ProjectApplications) => Told, (told: Told) => ProjectApplications] = [(told) => told, (told) => told];

test('tells what lies in a folder, whatever its name', () =>
  inTemporaryFolder(async (made) => {
    const folder = path.join(await realpath(made), 'größe & 100% #1 + "x"');
    await mkdir(path.join(folder, '.venv/bin'), { recursive: true });
    await writeFile(path.join(folder, '.venv/pyvenv.cfg'), 'version = 3.11.2\n');
    await writeFile(path.join(folder, '.venv/bin/python'), '');
    await writeFile(path.join(folder, 'app.py'), 'from flask import Flask\napp = Flask(__name__)\n');
    const uri = URI.file(folder).toString();
    const answer = await askApplications(server.client, uri);
    expect(answer).toEqual({
      candidates: [
        {
          id: 'app:app',
          framework: 'flask',
          gateway: 'wsgi',
          kind: 'instance',
          reach: 'import',
          module: 'app',
          name: 'app',
          parameters: [],
          settings: null,
          configuration: null,
          path: path.join(folder, 'app.py'),
          row: 1,
          root: folder,
          servesAt: null,
        },
      ],
      environments: [{ path: path.join(folder, '.venv'), version: '3.11', works: true }],
      packages: { manager: null, mainInterpreter: [], authorization: [] },
      partial: false,
    });
    expect((await askApplications(server.client, uri, 'app:shop'))?.candidates).toEqual([]);
    expect(alike.map((same) => same(answer!))).toEqual([answer, answer]);
  }));

test('tells nothing of what is not there, or not on this machine', async () => {
  expect(await askApplications(server.client, 'file:///nowhere/at/all')).toMatchObject({ candidates: [], environments: [], partial: true });
  expect(await askApplications(server.client, 'vscode-vfs://github/x/y')).toBeNull();
  expect(await askApplications({ isRunning: () => false } as never, 'file:///srv')).toBeNull();
});
