/** Lines that httpd passes over, and why: editors show them in grey. */
import { operandOf } from '../model/conditions.ts';
import { knownTag } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import { positionAt } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import type { PassedOver } from '../view/passedOver.ts';
import type { View } from '../view/view.ts';

/** What stands between the tags of a section that is passed over. */
export interface Inactive {
  readonly range: Range;
  readonly message: string;
}

/** The lines of a document that are passed over, in file order. */
export function inactiveIn(view: View): Inactive[] {
  return view.passedOver().flatMap((section) => {
    const range = bodyOf(section, view);
    return range === null ? [] : [{ range, message: `httpd passes over these lines: ${reasonFor(section, view)}.` }];
  });
}

/** From behind the opening tag to the closing one; null where nothing stands there. */
function bodyOf({ section: { open, body }, offset }: PassedOver, { document: { tree } }: View): Range | null {
  const start = offset + open.width;
  return body.width === 0 ? null : { start: positionAt(tree, start), end: positionAt(tree, start + body.width) };
}

function reasonFor({ section, statement }: PassedOver, { configuration }: View): string {
  const negated = statement?.rest.startsWith('!') === true;
  const name = statement === null ? '' : operandOf(statement, negated);
  const subject = `“${name}”`;
  const { rooted, target, knowledge } = configuration;
  switch (knownTag(section.tag, knowledge)) {
    case 'ifversion':
      return versionOf(target);
    case 'ifdefine':
      return negated ? `${subject} is defined above` : `nothing above defines ${subject}, and httpd counts as started without -D ${name}`;
    case 'ifmodule':
      return negated
        ? rooted
          ? `the module ${subject} is loaded`
          : `the module ${subject} counts as loaded where no main configuration tells`
        : `the module ${subject} is not loaded above`;
    case 'iffile':
      return negated ? `the file ${subject} is there` : `there is no file ${subject}`;
    default:
      return negated ? `httpd knows ${subject}` : `no module that is loaded above brings ${subject}`;
  }
}

function versionOf({ httpd, stated }: Target): string {
  return stated.httpd ? `the server is httpd ${httpd}` : `the version of httpd is taken to be ${httpd}`;
}
