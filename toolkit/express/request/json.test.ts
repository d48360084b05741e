import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldWithLongNumber, jsonText, memberText, stringify } from './json.ts';

describe('memberText gives a value as it is written', () => {
  test.each([
    ['{"a":1,"data":{"x":12345678901234567890}}', '{"x":12345678901234567890}'],
    ['{ "data" : [ 1e400 , -0 ] , "b" : {"data":2} }', '[ 1e400 , -0 ]'],
    ['{"data":"a \\" } , \\\\","b":1}', '"a \\" } , \\\\"'],
    ['\n{"data"\t:\r-1.50e+3}', '-1.50e+3'],
    ['{"d\\u0061ta":null}', 'null'],
    ['{"data":1,"data":2}', '2'],
    ['{"data":{}}', '{}'],
    ['{"other":"data"}', undefined],
    ['["data",1]', undefined],
    ['{}', undefined],
  ])('%s', (text, value) => expect(memberText(text, 'data')).toBe(value));

  test('of any object, however it is written', () => {
    const spaces = fc.constantFrom('', ' ', '\n\t');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), spaces, (others, value, space) => {
        const text = JSON.stringify({ ...others, data: value }, null, space);
        expect(JSON.parse(memberText(text, 'data') ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('fieldWithLongNumber', () => {
  const long = '1'.repeat(11);
  test.each([
    [`{"a":1,"b":{"c":[${long}]}}`, 'b'],
    [`{"a":-1.${'0'.repeat(10)}}`, 'a'],
    [`{"a":1e${long}}`, 'a'],
    [`[${long}]`, 'body'],
    [`{"a":"${long}","b":"${long}\\"${long}"}`, undefined],
    [`{"a":[1234567890,1234567890]}`, undefined],
  ])('%s', (text, field) => expect(fieldWithLongNumber(text, 10)).toBe(field));
});

test('stringify puts texts where they belong', () => {
  const body = { a: jsonText('{"n":12345678901234567890}'), list: [jsonText('[1e400]'), 'x'], b: null };
  expect(stringify(body)).toBe('{"a":{"n":12345678901234567890},"list":[[1e400],"x"],"b":null}');
});
