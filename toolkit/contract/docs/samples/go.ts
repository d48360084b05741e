import { type Hole, quoted } from './holes.ts';
import { addressOf, bodyText, headersOf, type SampleRequest } from './request.ts';

/** The request in Go, by its standard library. */
export function goSample(request: SampleRequest, holes: Hole[]): string {
  const text = request.body && (bodyText(request.body) ?? '');
  const address = quoted(addressOf(request), 'double', holes);
  const headers = headersOf(request).map(
    ([name, value]) => `\trequest.Header.Set(${quoted([name], 'double', holes)}, ${quoted(value, 'double', holes)})\n`,
  );
  const packages = ['fmt', 'io', 'log', 'net/http', ...(text === undefined ? [] : ['strings'])];
  const raw = text?.includes('`') ? quoted([text], 'double', holes) : `\`${text}\``;
  const body = text === undefined ? 'nil' : `strings.NewReader(${raw})`;
  return `package main

import (
${packages.map((name) => `\t"${name}"\n`).join('')})

func main() {
	request, err := http.NewRequest("${request.method.toUpperCase()}", ${address}, ${body})
	if err != nil {
		log.Fatal(err)
	}
${headers.join('')}	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.StatusCode, string(answer))
}`;
}
