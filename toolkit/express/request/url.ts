import type { Message } from '../language/translate.ts';
import { message } from '../messages.ts';

const WEB_SCHEMES = ['https', 'http'];
const MOST_PORTS = 65_535;
const SPACE = /[\s\p{Cc}]/u;
/** What a URI has neither as it is nor percent-encoded (RFC 3986, 2). */
const NO_URI_CHARACTER = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9a-f]{2})/iu;

/**
 * The format `uri`: an absolute one (RFC 3986, 4.3), with or without a fragment. One that is http or https has a host and a port
 * that can be connected to.
 * @returns why the text is none, or null
 */
export function uriFault(text: string): Message | null {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text.trim()) ?? [];
  if (scheme === undefined) return message('invalid_format', { format: 'uri' });
  if (SPACE.test(text)) return message('invalid_url_space');
  const [, authority, path = ''] = /^\/\/([^/?#\\]*)(.*)$/s.exec(rest) ?? [];
  if (!WEB_SCHEMES.includes(scheme.toLowerCase())) return characterFault(rest);
  if (authority === undefined) return message('invalid_format', { format: 'uri' });
  return hostFault(authority.replace(/^.*@/s, '')) ?? characterFault(path) ?? (URL.canParse(text) ? null : badHost());
}

/**
 * Why a pattern that takes web addresses, such as `^https?://[^@/?#]+`, does not take this text.
 * @returns null if it is for another reason than those that people can be told, or if the pattern is for something else
 */
export function webUrlFault(text: string, pattern: string): Message | null {
  const expression = new RegExp(pattern, 'u');
  const schemes = WEB_SCHEMES.filter((scheme) => expression.test(`${scheme}://example.com/`));
  if (!schemes.includes('https') || expression.test('other://example.com/')) return null;
  const [, scheme = '', authority = ''] = /^([a-z]+):\/\/([^/?#\\]*)/i.exec(text.trim()) ?? [];
  if (!schemes.includes(scheme.toLowerCase())) return message('invalid_url_scheme', { schemes: schemes.join(' ') });
  if (authority.includes('@') && !expression.test('https://user@example.com/'))
    return SPACE.test(text) ? message('invalid_url_space') : message('invalid_url_credentials');
  return uriFault(text);
}

/** @param authority without user name and password */
function hostFault(authority: string): Message | null {
  const [, host, port = ''] = /^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/s.exec(authority) ?? [];
  if (host === '') return message('invalid_url_host_missing');
  const parsed = host === undefined ? null : URL.parse(`http://${host}/`);
  if (host === undefined || !parsed) return badHost();
  if (/[^ -~]/.test(host)) return message('invalid_url_host_not_ascii', { host: parsed.hostname });
  if (port !== '' && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) <= MOST_PORTS))
    return message('invalid_url_port');
  return null;
}

function badHost(): Message {
  return message('invalid_url_host');
}

function characterFault(text: string): Message | null {
  const wellFormed = text.toWellFormed();
  // A second `#` is one of the fragment's characters, which may not be one.
  const [character] = NO_URI_CHARACTER.exec(wellFormed) ?? /[[\]]|(?<=#.*)#/s.exec(wellFormed) ?? [];
  if (character === undefined) return null;
  return message('invalid_url_character', { character, encoded: encodeURIComponent(character) });
}
