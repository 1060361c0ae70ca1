/** The WSGI script of an application: what mod_wsgi loads, with comments on the lines of the configuration that go with it. */
import type { ScaffoldFile } from './file.ts';
import { apart } from './httpd/lines.ts';
import { bodyOf, pathExpression } from './scriptBody.ts';
import { type ScriptPlan, setsPath } from './scriptPlan.ts';
import { refuseUnserved } from './scriptRefusals.ts';
import { commentsFor } from './wsgiScriptComments.ts';

/** The script of an application. Throws a `CertificateProblem` where the application cannot be served so. */
export function wsgiScript(plan: ScriptPlan): ScaffoldFile {
  refuseUnserved(plan);
  const { uses, imports, before, after } = bodyOf(plan);
  const root = setsPath(plan) ? pathExpression(plan.candidate.root, plan.target) : null;
  const used = new Set([...uses, ...(root === null ? [] : [...root.uses, 'sys'])]);
  const standard = ['os', 'sys'].filter((name) => used.has(name)).map((name) => `import ${name}`);
  const folder = used.has('here') ? ['# The folder of this file, wherever it is moved.', 'HERE = os.path.dirname(os.path.abspath(__file__))'] : [];
  const way = root === null ? [] : [`# ${reasonFor(plan)}`, `sys.path.insert(0, ${root.code})`];
  const text = apart(commentsFor(plan), standard, folder, way, before, imports, after).join('\n');
  return { path: plan.target, text: `${text}\n` };
}

function reasonFor({ importPath }: ScriptPlan): string {
  if (importPath === 'script') return 'The modules of the project are imported from here.';
  return 'The modules of the project are imported from here. python-path= cannot name this folder, for the signs in its name.';
}
