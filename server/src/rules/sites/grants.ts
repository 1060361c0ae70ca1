/** What the rules about access have in common: sections that grant it, and whether another one would help. */
import { type Access, accessTo, type Place } from '../../model/access/access.ts';
import { nameOf, parentOf, tidied } from '../../model/access/folders.ts';
import { walksOf } from '../../model/access/layers.ts';
import { requirementsOf } from '../../model/access/requirements.ts';
import { isExpression, pathOf } from '../../model/access/sections.ts';
import type { Configuration } from '../../model/configuration/configuration.ts';
import type { Entry } from '../../model/configuration/entry.ts';
import type { Related } from '../../model/finding.ts';
import { related, wordSpan } from '../wsgi/report.ts';

/** A path that can be judged: absolute, with nothing in it that only httpd or a template engine fills in. Tidied; null for others. */
export function judgedPath(path: string): string | null {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(path) && !/[$@{}<>%*?]/.test(path) ? tidied(path) : null;
}

/** The section that denies a place; null where access is not surely denied, or where lines of httpd 2.2 were meant to grant it: they are spoken of themselves. */
export function denialOf(configuration: Configuration, place: Place): Entry | null {
  const { verdict, by }: Access = accessTo(configuration, place);
  return verdict === 'denied' && !isMeantToBeGranted(configuration, place) ? by : null;
}

function isMeantToBeGranted({ entries }: Configuration, place: Place): boolean {
  const old = walksOf(entries, place).flatMap((walk) => walk.map(({ entry }) => requirementsOf(entry).old));
  return old.some((one) => one !== null && one.verdict !== 'denied');
}

/** The line of a finding that shows which section denies. */
export function deniedBy(section: Entry): Related {
  return related(section, wordSpan(section, 0), 'This section decides: access is denied.');
}

/** Whether one more `<Directory>` for a folder would prevail over the section that denies it. */
export function canBeGranted(by: Entry, folder: string): boolean {
  if (by.name !== 'directory' || isExpression(by) || requirementsOf(by).old !== null) return false;
  return pathOf(by) !== folder && pathOf(by).split('/').length <= folder.split('/').length;
}

/** Lines that let everybody have a file. */
export function grantOfFile(path: string): string[] {
  return [`<Directory ${written(parentOf(path))}>`, `    <Files ${written(nameOf(path))}>`, '        Require all granted', '    </Files>', '</Directory>'];
}

/** Lines that let everybody have a folder. */
export function grantOfFolder(path: string): string[] {
  return [`<Directory ${written(path)}>`, '    Require all granted', '</Directory>'];
}

function written(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
