/** docs/commands.md speaks of the commands that there are, and its examples are ones that work. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => ({}));
const { TASK_COMMANDS } = await import('../../client/src/tasks.ts');

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/commands.md'), 'utf8');
const { commands, taskDefinitions } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).contributes;
const ids: readonly string[] = commands.map(({ command }: { command: string }) => command);
const [keybinding, tasks] = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => JSON.parse(text!));

test('every command is there, and none that is not', () => {
  const named = [...new Set(page.match(/apacheWsgiTls\.\w+/g))].filter((name) => name !== 'apacheWsgiTls.certificates');
  expect(named.sort()).toEqual(ids.filter((id) => !id.startsWith('apacheWsgiTls.certificates.')).sort());
});

test('tasks run the commands that the page and package.json name', () => {
  const [definition] = taskDefinitions;
  expect(definition.properties.command.enum).toEqual(TASK_COMMANDS);
  const [, listed = ''] = /runs one of (.*?), prints/s.exec(page) ?? [];
  expect([...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(TASK_COMMANDS);
  expect(TASK_COMMANDS.filter((name) => !ids.includes(`apacheWsgiTls.${name}`))).toEqual([]);
});

test('the examples have the options of the command’s table', () => {
  const [, section = ''] = page.split('### `apacheWsgiTls.createCertificate`');
  const options = [...section.split('###')[0]!.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const [task] = tasks.tasks;
  expect(keybinding.command).toBe('apacheWsgiTls.createCertificate');
  expect([task.type, task.command]).toEqual([taskDefinitions[0].type, 'createCertificate']);
  for (const used of [keybinding.args, task.options]) expect(options).toEqual(expect.arrayContaining(Object.keys(used)));
});
