import { type Hole, quoted } from './holes.ts';
import { addressOf, bodyText, headersOf, type SampleRequest } from './request.ts';

/** The request in PHP 8, by its curl extension. */
export function phpSample(request: SampleRequest, holes: Hole[]): string {
  const text = request.body && (bodyText(request.body) ?? '');
  const address = quoted(addressOf(request), 'single', holes);
  const headers = headersOf(request).map(
    ([name, value]) => `        ${quoted([`${name}: `, ...value], 'single', holes)},\n`,
  );
  const body =
    text === undefined
      ? ''
      : `\n    CURLOPT_POSTFIELDS => <<<'BODY'\n${text.replaceAll(/^/gm, '        ')}\n        BODY,`;
  return `<?php

$request = curl_init(${address});
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => '${request.method.toUpperCase()}',
    CURLOPT_HTTPHEADER => [\n${headers.join('')}    ],${body}
]);
$answer = curl_exec($request);
echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $answer;`;
}
