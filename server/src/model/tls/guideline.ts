/** Mozilla's guideline for TLS servers, as far as findings and fixes speak of it. */

/** The edition that the values below come from. */
export const GUIDELINE = { name: 'Mozilla guideline', version: '6.0', released: '2026-04-06' } as const;

/** One profile of the guideline, in httpd's words. */
export interface Profile {
  readonly protocols: readonly string[];
  /** For TLS up to 1.2; empty where the profile has TLS 1.3 only. */
  readonly ciphers: readonly string[];
  readonly honorCipherOrder: 'on' | 'off';
  readonly sessionTickets: 'on' | 'off';
  /** Seconds that HSTS should last at least. */
  readonly hstsMaxAge: number;
}

const COMMON = { honorCipherOrder: 'off', sessionTickets: 'off', hstsMaxAge: 63_072_000 } as const;

/** The profiles that the edition knows; it dropped “old”, which 5.8 still had. */
export const PROFILES: Readonly<Record<'modern' | 'intermediate', Profile>> = {
  modern: { ...COMMON, protocols: ['-all', '+TLSv1.3'], ciphers: [] },
  intermediate: {
    ...COMMON,
    protocols: ['-all', '+TLSv1.2', '+TLSv1.3'],
    ciphers: [
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-ECDSA-CHACHA20-POLY1305',
      'ECDHE-RSA-CHACHA20-POLY1305',
    ],
  },
};
