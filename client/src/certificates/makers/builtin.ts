/** The maker that is always there: keys by Node, signed by the local authority of this machine. */
import { openAuthority, signLeaf } from '../authority.ts';
import { generateKey, KEY_TYPES, keyText } from '../keys.ts';
import { DEFAULT_DAYS, leafSubject, type Maker } from './maker.ts';

/** Makes certificates without any other program. */
export const builtin: Maker = {
  keyTypes: KEY_TYPES,
  days: DEFAULT_DAYS,
  async make({ names, keyType, days, permit }, host) {
    const authority = await openAuthority(names, permit, host);
    host.progress?.('Making the private key');
    const { privateKey, publicKey } = await generateKey(keyType, host.signal);
    const request = { names, publicKey, subject: leafSubject(names), use: 'server', days: days ?? DEFAULT_DAYS } as const;
    const certificate = await signLeaf(authority, request, host);
    return { privateKey: keyText(privateKey), certificate, authority: authority.certificate, notes: [] };
  },
};
