/** The Python applications in a folder, for commands that make files for them. */

import type { Disk } from '../model/disk.ts';
import { applicationsIn } from '../model/python/project/applications.ts';
import { tidyPath } from '../model/wsgi/paths.ts';
import { pathOf } from './paths.ts';
import type { ApplicationsParams, ProjectApplications } from './protocol.ts';

/** Looks for the applications in a folder. Files that the editor has open count as they are on the disk. */
export function applicationsFor(disk: Disk, { folder, application }: ApplicationsParams): ProjectApplications | null {
  const path = pathOf(folder);
  return path === null ? null : applicationsIn(disk, tidyPath(path), application);
}
