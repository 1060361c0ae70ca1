/** What a person should know before a WSGI script is served, in words. */
import { quoted } from '../certificates/problem.ts';
import type { ApplicationCandidate, ProjectApplications, ProjectEnvironment } from './application.ts';
import type { ScriptPlan } from './scriptPlan.ts';
import { servingText } from './wsgiScriptComments.ts';

/** The notes on a script, none where all is well. */
export function scriptNotes({ candidate, environment, packages }: Pick<ScriptPlan, 'candidate' | 'environment' | 'packages'>): string[] {
  const serving = candidate.servesAt === null ? null : servingText(candidate.servesAt, candidate.path);
  return [nameNote(candidate), settingsNote(candidate), serving, environmentNote(environment, packages)].filter((note) => note !== null);
}

/** Modules that Python or mod_wsgi has loaded before a script: an import of the same name gives these. */
const LOADED_BEFORE = new Set(
  'abc apache builtins codecs encodings genericpath io marshal mod_wsgi ntpath os posix posixpath site stat sys threading time traceback zipimport'.split(' '),
);

function nameNote({ module, path }: ApplicationCandidate): string | null {
  const [top = ''] = module.split('.');
  if (!LOADED_BEFORE.has(top)) return null;
  return `${quoted(path)} is imported as ${top}, and Python has a module of that name loaded already: the script gets that one. Rename the file.`;
}

/** Last parts of settings modules that are not meant for a live site. */
const FOR_DEVELOPMENT = /(?:^|\.)(?:dev|devel|development|local|debug|tests?|testing)$/;

function settingsNote({ settings, path }: ApplicationCandidate): string | null {
  if (settings === null || !FOR_DEVELOPMENT.test(settings)) return null;
  return `The script names the settings ${quoted(settings)}, as ${quoted(path)} does: they look like those for development. Name the live ones in it before the site goes live.`;
}

const IN_PROJECT: Readonly<Partial<Record<NonNullable<ProjectApplications['packages']['manager']>, string>>> = {
  poetry: 'Poetry puts it into the project with “poetry config virtualenvs.in-project true”, then “poetry install”.',
  pipenv: 'Pipenv puts it into the project with PIPENV_VENV_IN_PROJECT=1 in the environment, then “pipenv install”.',
};

/** What is to be said of the environment that an application runs in; null where all is well. */
export function environmentNote(environment: ProjectEnvironment | null, { manager }: ProjectApplications['packages']): string | null {
  if (environment?.works === false) {
    return `The virtual environment ${quoted(environment.path)} has lost its Python: it was copied from somewhere, or that Python was removed. Make it anew.`;
  }
  if (environment !== null || manager === null) return null;
  const make = IN_PROJECT[manager] ?? 'Make one with “python3 -m venv .venv” and install the packages into it.';
  return `The project asks for packages, but no virtual environment was found in it. ${make}`;
}
