/** The guided path and the empty views lead somewhere: each button is a command that is there, each step ticks off, each page says what is so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { livePlan } from '../../client/src/scaffolds/live/index.ts';
import { checkAlone } from '../kit/configuration.ts';

const root = path.join(import.meta.dirname, '../..');
const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

const [walkthrough]: { readonly id: string; readonly steps: readonly Step[] }[] = contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
const welcomes: { readonly contents: string }[] = contributes.viewsWelcome;
const commands = new Map<string, string>(contributes.commands.map(({ command, title }: Record<string, string>) => [command, title]));
const pages = readdirSync(path.join(root, 'walkthrough')).sort();

/** Commands and views of VS Code itself. */
const BUILT_IN = ['workbench.actions.view.problems', 'workbench.panel.markers.view'];
/** Context keys that `commands/getStarted.ts` sets besides those of commands. */
const KEYS = ['apacheWsgiTls.virtualHostSeen'];

const linksIn = (text: string) => [...text.matchAll(/\(command:([\w.]+)[^)]*\)/g)].map(([, command]) => command!);
const isThere = (name: string) => commands.has(name) || BUILT_IN.includes(name);

describe('the guided path', () => {
  test('has the steps from the virtual host to the live site, each with its command', () => {
    expect(walkthrough?.id).toBe('start');
    expect(steps.map(({ description }) => linksIn(description))).toEqual([
      ['apacheWsgiTls.createVirtualHost'],
      ['apacheWsgiTls.createWsgiScript'],
      ['apacheWsgiTls.createCertificate'],
      ['apacheWsgiTls.trustAuthority'],
      ['workbench.actions.view.problems'],
      ['apacheWsgiTls.bringLive'],
    ]);
  });

  test.each(steps.map((step) => [step.id, step] as const))(
    'step %s: its commands are there, and what ticks it off can happen',
    (_, { description, completionEvents }) => {
      expect(linksIn(description).filter((command) => !isThere(command))).toEqual([]);
      const events = completionEvents.map((event) => event.split(':') as [string, string]);
      expect(events).not.toEqual([]);
      const known: Readonly<Record<string, (name: string) => boolean>> = {
        onCommand: isThere,
        onView: isThere,
        onContext: (key) => KEYS.includes(key) || (key.endsWith('.done') && commands.has(key.slice(0, -'.done'.length))),
      };
      expect(events.filter(([kind, name]) => known[kind]?.(name) !== true)).toEqual([]);
    },
  );

  test('has a page for each step, and no other pages', () => {
    expect(steps.map(({ media }) => media.markdown).sort()).toEqual(pages.map((page) => `walkthrough/${page}`));
  });
});

describe.each(pages)('%s', (name) => {
  const text = readFileSync(path.join(root, 'walkthrough', name), 'utf8');

  test('names commands by their titles', () => {
    const named = [...text.matchAll(/(?<![*\w])\*([A-Z][^*]+)\*(?!\*)/g)].map(([, title]) => title!.replaceAll(/\s+/g, ' '));
    const titles = [...commands.values()].map((title) => title.replace(/\.\.\.$/, ''));
    expect(named.filter((title) => !titles.includes(title))).toEqual([]);
  });

  test('shows configurations in which nothing is found, and files that are there', () => {
    const configurations = [...text.matchAll(/```apacheconf\n(.*?)```/gs)].map(([, block]) => block!);
    expect(configurations.flatMap((block) => checkAlone(block)).map(({ line, code }) => `${line} ${code}`)).toEqual([]);
    const files = [...text.matchAll(/\]\((?!command:|https:)([^)]+)\)/g)].map(([, file]) => path.join(root, 'walkthrough', file!));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

test('live.md has the commands that “Bring It Live” takes on Debian', () => {
  const [, shown] = /```sh\n(.*?)```/s.exec(readFileSync(path.join(root, 'walkthrough/live.md'), 'utf8')) ?? [];
  const { steps: taken } = livePlan({ file: '/srv/app.conf', platform: 'debian', modules: ['mod_ssl', 'mod_headers', 'mod_alias', 'mod_wsgi'] });
  expect(shown?.trim().split('\n')).toEqual(taken.filter(({ usual }) => usual).map(({ command }) => command));
});

test('views that are empty lead to commands that are there', () => {
  expect(welcomes.length).toBeGreaterThan(0);
  for (const { contents } of welcomes) expect(linksIn(contents).filter((command) => !isThere(command))).toEqual([]);
});
