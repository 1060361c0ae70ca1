/** TLS as Mozilla's guideline for servers has it (version 6.0, April 2026), in lines that OpenSSL 1.1.1 and later accept. */

/** The profiles of the guideline. */
export const TLS_PROFILES = ['intermediate', 'modern'] as const;

/** One of them. */
export type TlsProfile = (typeof TLS_PROFILES)[number];

const TLS_1_2 = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'];
const CHACHA = ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'];
const TLS_1_3 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** What both have: the client knows its processor best, and tickets are encrypted with one key for as long as httpd runs. */
const SHARED = [`SSLCipherSuite TLSv1.3 ${TLS_1_3.join(':')}`, 'SSLHonorCipherOrder off', 'SSLSessionTickets off'];

/** The lines of a profile, and what they mean. */
export const TLS_LINES: Readonly<Record<TlsProfile, { readonly meaning: string; readonly lines: readonly string[] }>> = {
  intermediate: {
    meaning: 'TLS 1.2 and 1.3 with forward secrecy: Mozilla’s guideline, profile “intermediate”. All browsers since 2015 connect.',
    lines: ['SSLProtocol -all +TLSv1.2 +TLSv1.3', `SSLCipherSuite ${[...TLS_1_2, ...CHACHA].join(':')}`, ...SHARED],
  },
  modern: {
    meaning: 'TLS 1.3 alone: Mozilla’s guideline, profile “modern”. Browsers since 2019 connect.',
    lines: ['SSLProtocol -all +TLSv1.3', ...SHARED],
  },
};
