import type { JsonObject } from '../../document/json.ts';
import { operationsIn } from '../../document/operations.ts';
import { curlSample } from './curl.ts';
import { goSample } from './go.ts';
import { filled, type Hole, written } from './holes.ts';
import { javaSample } from './java.ts';
import { phpSample } from './php.ts';
import { pythonSample } from './python.ts';
import { bodyText, sampleRequest } from './request.ts';
import { typescriptSample } from './typescript.ts';

/**
 * What samples are made with.
 * `addressOf`: the whole address of a server, of which the contract may have a relative one. `isFixed`: pages do not change it.
 * `client`: the package of the client for this contract, if there is one.
 */
export type SampleOptions = {
  addressOf: (server: string) => string;
  isFixed: boolean;
  language: string;
  client: string | undefined;
};

/** A sample. `grammar`: the language as Markdown names it. In `source`, marks stand for `holes`. */
export type CodeSample = { label: string; grammar: string; source: string; holes: Hole[] };

/** The samples of every operation that the reader calls, by its id. */
export function codeSamples(
  document: JsonObject,
  { addressOf, isFixed, language, client }: SampleOptions,
): Map<string, CodeSample[]> {
  const called = operationsIn(document).filter(({ isWebhook }) => !isWebhook);
  return new Map(
    called.map((operation) => {
      const shown = addressOf(operation.server);
      const server = { url: isFixed ? shown : operation.server, shown };
      const request = sampleRequest(document, operation, { server, language });
      const sample = (label: string, grammar: string, write: (holes: Hole[]) => string): CodeSample => {
        const holes: Hole[] = [];
        return { label, grammar, source: write(holes), holes };
      };
      const curl = sample('curl', 'bash', (holes) => curlSample(request, holes));
      // Of a body that is more than a text, such as a file, curl alone has a form to write it in.
      if (request.body !== undefined && bodyText(request.body) === undefined) return [operation.id, [curl]];
      return [
        operation.id,
        [
          curl,
          sample('TypeScript', 'ts', (holes) => typescriptSample(request, holes, client)),
          sample('Python', 'python', (holes) => pythonSample(request, holes)),
          sample('Go', 'go', (holes) => goSample(request, holes)),
          sample('PHP', 'php', (holes) => phpSample(request, holes)),
          sample('Java', 'java', (holes) => javaSample(request, holes)),
        ],
      ];
    }),
  );
}

/** The sample with the values that the contract has. */
export function sampleText({ source, holes }: CodeSample): string {
  return filled(source, holes, (hole) => written(hole, hole.value));
}
