/** What was found in a project, in words for the person: nothing, several applications, or none that mod_wsgi can call. */
import { quoted } from '../../certificates/problem.ts';
import type { ApplicationCandidate, ProjectApplications } from '../../scaffolds/application.ts';
import { foreignText, outOfReachText } from '../../scaffolds/scriptRefusals.ts';

/** Whether a script can serve an application. */
export function isServed({ gateway, reach }: ApplicationCandidate, adapter?: 'a2wsgi'): boolean {
  return reach === 'import' && (gateway === 'wsgi' || (gateway === 'asgi' && adapter !== undefined));
}

/** Why there is nothing to serve, and what to do. */
export function noneText({ candidates: [first], partial }: ProjectApplications, project: string): string {
  if (first !== undefined) return first.reach === 'import' ? foreignText(first) : outOfReachText(first);
  const looked = partial ? ' Files that are very large or cannot be read were passed over.' : '';
  return `No WSGI application was found in ${quoted(project)}: no object or factory of Flask, Django, Bottle, Pyramid, Falcon or CherryPy, and no function of environ and start_response.${looked} Name it as module:name, or choose the folder that it lies in.`;
}

/** Which applications there are to choose from. */
export function severalText(candidates: readonly ApplicationCandidate[], project: string): string {
  const names = candidates.map(({ id }) => quoted(id)).join(', ');
  return `${quoted(project)} has ${candidates.length} applications: ${names}. Say which one is meant by the option application.`;
}
