/** Both verdicts on one tree. */
import { inTemporaryFolder } from '../kit/apache.ts';
import { type HttpdVerdict, httpdSays, httpdStarts } from './httpd.ts';
import { type OurVerdict, weSay } from './ours.ts';
import { type ConfigurationTree, writeTree } from './tree.ts';

/** How the two verdicts stand to each other; `unasked`: httpd could not be asked. */
export type Outcome = 'agree' | 'red though httpd starts' | 'no error though httpd refuses' | 'unasked';

/** Both verdicts. */
export interface Comparison {
  readonly outcome: Outcome;
  readonly ours: OurVerdict;
  readonly httpd: HttpdVerdict;
}

/** Lays a tree on the disk and asks both. Where we are red and `-t` is content, httpd is started: some things it refuses only then. */
export function compare(tree: ConfigurationTree): Promise<Comparison> {
  return inTemporaryFolder(async (root) => {
    await writeTree(tree, root);
    const ours = weSay(root);
    const tested = await httpdSays(root);
    const httpd = ours.refuses && tested.refuses === false ? await httpdStarts(root) : tested;
    return { ours, httpd, outcome: outcomeOf(ours, httpd) };
  });
}

/** Whether a second comparison differs as the first did: for the same reason, as far as the words tell. */
export function isSameDifference(one: Comparison, other: Comparison): boolean {
  if (one.outcome !== other.outcome) return false;
  if (one.ours.refuses) return other.ours.codes.includes(one.ours.codes[0]!);
  return gist(one.httpd.words) === gist(other.httpd.words);
}

/** What is left of httpd's last words without names, numbers and places. */
function gist(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '' && !/^\[|^AH00(?:558|526)/.test(line));
  return (lines.at(-1) ?? '').replace(/^.*Syntax error on line \d+ of [^:]*: /, '').replaceAll(/(["'])[^"']*\1|\d+|\/\S*/g, '');
}

function outcomeOf(ours: OurVerdict, httpd: HttpdVerdict): Outcome {
  if (httpd.refuses === null) return 'unasked';
  if (ours.refuses === httpd.refuses) return 'agree';
  return ours.refuses ? 'red though httpd starts' : 'no error though httpd refuses';
}
