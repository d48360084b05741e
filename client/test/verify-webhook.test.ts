import { expect, test } from 'vitest';
import { type VerifyOptions, verifyWebhook, type WebhookVerificationReason } from '../src/index.ts';
import { EVENT, OTHER_SECRET, SECRET, signedDelivery } from './support/signed-delivery.ts';

const { body, headers } = signedDelivery();

function refuses(work: Promise<unknown>, reason: WebhookVerificationReason): Promise<void> {
  return expect(work).rejects.toMatchObject({ name: 'WebhookVerificationError', reason });
}

test('a delivery gives its event, whose name narrows its data', async () => {
  const event = await verifyWebhook(body, headers, SECRET);
  expect(event).toStrictEqual(EVENT);
  if (event.event !== 'event_recording') return expect.unreachable(event.event);
  const url: string | undefined = event.data.url;
  expect(url).toBe('https://files.example.com/rec.mp3');
});

test('the body may be a string, bytes, a Buffer or an ArrayBuffer', async () => {
  const bytes = new TextEncoder().encode(body);
  for (const raw of [body, bytes, Buffer.from(body), bytes.buffer, Buffer.from(`xx${body}`).subarray(2)]) {
    expect(await verifyWebhook(raw, headers, SECRET)).toStrictEqual(EVENT);
  }
});

test('a body that was changed, if only in its spaces, is refused', async () => {
  await refuses(verifyWebhook(`${body} `, headers, SECRET), 'signature_mismatch');
  await refuses(verifyWebhook(body.replace('CRM', 'CRN'), headers, SECRET), 'signature_mismatch');
  await refuses(verifyWebhook('', headers, SECRET), 'signature_mismatch');
});

test('bytes that are not UTF-8 are compared as bytes, not as what they would decode to', async () => {
  const bytes = Buffer.from(body.replace('CRM', '\ufffd'));
  const delivery = signedDelivery(bytes.toString());
  const broken = Buffer.from(bytes);
  broken.set([0xff, 0xfe, 0xfd], bytes.indexOf('\ufffd'));
  await verifyWebhook(bytes, delivery.headers, SECRET);
  await refuses(verifyWebhook(broken, delivery.headers, SECRET), 'signature_mismatch');
});

test('a parsed body cannot be verified, and the error says so', async () => {
  // @ts-expect-error: what a framework's JSON parser leaves in `req.body`
  await refuses(verifyWebhook(EVENT, headers, SECRET), 'invalid_body');
});

test('headers may be Headers, a Map, pairs, an object in any case, lists of values, or have get()', async () => {
  const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const values = new Headers(headers);
  const forms = [values, new Map(Object.entries(upper)), Object.entries(headers), headers, upper, lists];
  for (const form of [...forms, { get: (name: string) => values.get(name) }]) {
    expect(await verifyWebhook(body, form, SECRET)).toStrictEqual(EVENT);
  }
});

test('a header that is missing, empty or there twice is refused', async () => {
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    for (const value of [undefined, '', []]) {
      await refuses(verifyWebhook(body, { ...headers, [name]: value }, SECRET), 'missing_header');
    }
  }
  const twice = { ...headers, 'webhook-id': [headers['webhook-id'], 'other'] };
  await refuses(verifyWebhook(body, twice, SECRET), 'missing_header');
  await refuses(verifyWebhook(body, { get: () => null }, SECRET), 'missing_header');
});

test('id and timestamp are signed, too', async () => {
  await refuses(verifyWebhook(body, { ...headers, 'webhook-id': 'other' }, SECRET), 'signature_mismatch');
  const timestamp = `${Number(headers['webhook-timestamp']) - 1}`;
  await refuses(verifyWebhook(body, { ...headers, 'webhook-timestamp': timestamp }, SECRET), 'signature_mismatch');
});

test('a delivery may be five minutes old or early, and not a second more; the tolerance can be set', async () => {
  const sent = Number(headers['webhook-timestamp']) * 1000;
  const at = (seconds: number, tolerance?: number) =>
    verifyWebhook(body, headers, SECRET, {
      now: () => sent + seconds * 1000,
      ...(tolerance !== undefined && { tolerance }),
    });
  await Promise.all([at(300), at(-300), at(3600, 3600), at(0, 0)]);
  await refuses(at(301), 'timestamp_too_old');
  await refuses(at(-301), 'timestamp_too_new');
  await refuses(at(3601, 3600), 'timestamp_too_old');
  await refuses(at(1, 0), 'timestamp_too_old');
});

test('a tolerance that is no number of seconds is an error, and never lets a delivery pass', async () => {
  const wrong: unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, -1, '300', '', null, [], {}, true];
  for (const tolerance of wrong) {
    const options = { now: () => Number(headers['webhook-timestamp']) * 1000, tolerance } as VerifyOptions;
    await expect(verifyWebhook(body, headers, SECRET, options), String(tolerance)).rejects.toThrow(TypeError);
  }
});

test('a timestamp that is no number of seconds is refused', async () => {
  for (const timestamp of ['now', '1e9', '-5', '12.5', ' ', '9'.repeat(400)]) {
    await refuses(verifyWebhook(body, { ...headers, 'webhook-timestamp': timestamp }, SECRET), 'invalid_timestamp');
  }
});

test('one signature of several is enough, wherever it stands; other versions are passed over', async () => {
  const signature = headers['webhook-signature'];
  const other = signedDelivery(body, [OTHER_SECRET]).headers['webhook-signature'];
  for (const signatures of [`${other} ${signature}`, `${signature} ${other}`, `v1a,xyz v1,%%% v1, junk ${signature}`]) {
    await verifyWebhook(body, { ...headers, 'webhook-signature': signatures }, SECRET);
  }
  for (const signatures of [
    other,
    signature.replace('v1,', 'v2,'),
    signature.slice(3),
    'v1,',
    signature.slice(0, -5),
  ]) {
    const forged = { ...headers, 'webhook-signature': signatures };
    await refuses(verifyWebhook(body, forged, SECRET), 'signature_mismatch');
  }
});

test('a signature has one spelling: another Base64 of the same bytes is refused, as by other libraries', async () => {
  const signature = headers['webhook-signature'];
  const respelt = signature.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`);
  expect(Buffer.from(respelt.slice(3), 'base64')).toStrictEqual(Buffer.from(signature.slice(3), 'base64'));
  await refuses(verifyWebhook(body, { ...headers, 'webhook-signature': respelt }, SECRET), 'signature_mismatch');
});

test('one secret of several is enough, as while a rotation lasts', async () => {
  await verifyWebhook(body, headers, [OTHER_SECRET, SECRET]);
  const rotating = signedDelivery(body, [OTHER_SECRET, SECRET]);
  await verifyWebhook(body, rotating.headers, SECRET);
  await verifyWebhook(body, rotating.headers, OTHER_SECRET);
  await refuses(verifyWebhook(body, headers, OTHER_SECRET), 'signature_mismatch');
  await refuses(verifyWebhook(body, headers, [OTHER_SECRET, OTHER_SECRET]), 'signature_mismatch');
});

test('a secret that is empty, missing or not Base64 is the mistake of the receiver, and is not repeated in the error', async () => {
  for (const secret of ['', 'whsec_', 'whsec_not base64!', [], [SECRET, '']]) {
    await refuses(verifyWebhook(body, headers, secret), 'invalid_secret');
  }
  // @ts-expect-error: an environment variable that was not set
  await refuses(verifyWebhook(body, headers, process.env['NOT_SET']), 'invalid_secret');
  await expect(verifyWebhook(body, headers, 'whsec_s*e*c*r*e*t')).rejects.toSatisfy(
    (error: Error) => !`${error.stack}`.includes('s*e*c'),
  );
});

test('a body that is signed but is no event is refused', async () => {
  for (const odd of ['', 'null', '[]', '"text"', '{"half":', '{"data":{}}', '{"event":7}']) {
    await refuses(verifyWebhook(odd, signedDelivery(odd).headers, SECRET), 'invalid_body');
  }
});

test('an event that this version does not know is given as it is', async () => {
  const later = { ...EVENT, event: 'event_of_a_later_version' };
  const delivery = signedDelivery(JSON.stringify(later));
  expect(await verifyWebhook(delivery.body, delivery.headers, SECRET)).toStrictEqual(later);
});
