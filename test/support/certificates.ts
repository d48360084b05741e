import { readFileSync } from 'node:fs';

/*
 * Certificates for receivers in tests, all for one key. `authority` issued `valid`, `expired` (2021), `future` (from 2100) and
 * `other-name`; made once with `openssl ca -startdate … -enddate …`. They protect nothing.
 */
const read = (name: string) => readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8');

export const authority = read('authority');

/** What a TLS server needs to show the certificate of this name. */
export function certificate(name: 'valid' | 'expired' | 'future' | 'other-name' | 'self-signed') {
  return { key: read('key'), cert: read(name) };
}
