/** Applications that no script can serve, and why, in words for the person. */
import path from 'node:path';
import { CertificateProblem, quoted } from '../certificates/problem.ts';
import type { ApplicationCandidate } from './application.ts';
import { areLiterals } from './python.ts';
import { frameworkName, type ScriptPlan } from './scriptPlan.ts';

/** Throws a `CertificateProblem` for an application that mod_wsgi cannot call, that no import comes by, or that lacks what it has to be given. */
export function refuseUnserved({ candidate, values = '', adapter }: Pick<ScriptPlan, 'candidate' | 'values' | 'adapter'>): void {
  const { gateway, reach } = candidate;
  if (gateway !== 'wsgi' && (adapter === undefined || gateway === 'own')) throw new CertificateProblem(foreignText(candidate));
  if (reach !== 'import') throw new CertificateProblem(outOfReachText(candidate));
  const problem = valuesProblem(candidate, values);
  if (problem !== null) throw new CertificateProblem(problem);
}

/** Why mod_wsgi cannot call an application that is not made for WSGI, and what to do. */
export function foreignText({ id, framework, gateway }: ApplicationCandidate): string {
  const what = `${quoted(id)} is made with ${frameworkName(framework)}`;
  if (gateway === 'own') {
    return `${what}, which is a server itself, and mod_wsgi cannot call it. Run it as a service, and let Apache pass requests on to it with ProxyPass.`;
  }
  return `${what} and speaks ASGI; mod_wsgi speaks WSGI and cannot call it. Put the adapter a2wsgi in between (the option adapter: "a2wsgi"), or run it with uvicorn and let Apache pass requests on with ProxyPass.`;
}

/** Why no import comes by an application, and what to do. */
export function outOfReachText({ id, path: file, row, reach }: ApplicationCandidate): string {
  const where = `${quoted(id)} (line ${row + 1} of ${quoted(path.posix.basename(file))})`;
  if (reach === 'main') {
    return `${where} is made only where the file is run as a program. A server imports the file, and then if __name__ == "__main__" keeps it from being there. Move the line that makes it in front of that “if”.`;
  }
  return `${where} is made inside of a function, where no import comes by it. Move it to the top of the file, or let the function return it.`;
}

/** Why a factory cannot be given these values; null where it can. */
export function valuesProblem({ id, kind, parameters }: ApplicationCandidate, values: string): string | null {
  if (!areLiterals(values))
    return `${quoted(values)} cannot be written into the script: texts in quotes, numbers, True, False and None can, with commas between them.`;
  if (kind !== 'factory' && values.trim() !== '') return `${quoted(id)} is no function that makes an application, so there is nothing to give it.`;
  if (kind !== 'factory' || parameters.length === 0 || values.trim() !== '') return null;
  return `${quoted(id)} has to be given ${parameters.join(' and ')}. Name it with its values, such as ${quoted(`${id}("production")`)}, or give the parameters defaults.`;
}
