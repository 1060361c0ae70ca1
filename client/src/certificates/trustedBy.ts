/** Which stores of this machine trust an authority already. */
import type { Host } from './host.ts';
import type { Machine } from './machine.ts';
import { readCertificates } from './read.ts';
import type { StoreId } from './trustPlan.ts';
import { withStores } from './trustStores.ts';

/** Where an authority stands with a kind of store, of which a machine may have several: with all, with some, with none, or nobody can tell. */
export type Standing = 'trusted' | 'partly' | 'untrusted' | 'unknown';

/** Where the authority of a file stands with the stores of this machine. Kinds that are not there are left out, and those that nobody here looks into. */
export async function trustedBy(certificate: string, machine: Machine, host: Host): Promise<ReadonlyMap<StoreId, Standing>> {
  const [authority] = (await readCertificates(certificate)).certificates;
  const answers = new Map<StoreId, (boolean | null)[]>();
  await withStores(machine, host, async (stores) => {
    for (const store of stores) {
      const trusts = 'unknown' in store ? null : store.anchors.some((one) => one.fingerprint256 === authority?.fingerprint256);
      answers.set(store.id, [...(answers.get(store.id) ?? []), trusts]);
    }
  });
  return new Map([...answers].map(([id, all]) => [id, standing(all)]));
}

function standing(answers: readonly (boolean | null)[]): Standing {
  if (answers.every((one) => one === true)) return 'trusted';
  if (answers.includes(true)) return 'partly';
  return answers.includes(null) ? 'unknown' : 'untrusted';
}
