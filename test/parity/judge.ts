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

function outcomeOf(ours: OurVerdict, httpd: HttpdVerdict): Outcome {
  if (httpd.refuses === null) return 'unasked';
  if (ours.refuses === httpd.refuses) return 'agree';
  return ours.refuses ? 'red though httpd starts' : 'no error though httpd refuses';
}
