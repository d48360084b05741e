import { isObject, type JsonObject, objectAt } from '../../document/json.ts';
import { operationsIn } from '../../document/operations.ts';
import { operationsOf } from '../../document/path-item.ts';
import { curlSample } from './curl.ts';
import { sampleRequest } from './request.ts';
import { typescriptSample } from './typescript.ts';

/**
 * What samples are made with.
 * `addressOf`: the address of a server, of which the contract may have a relative one.
 * `client`: the package of the client for this contract, if there is one.
 */
export type SampleOptions = { addressOf: (server: string) => string; language: string; client: string | undefined };

/** A sample, as Redoc reads it in `x-codeSamples`. */
export type CodeSample = { lang: string; label: string; source: string };

/** The samples of every operation that the reader calls, by its operationId. */
export function codeSamples(
  document: JsonObject,
  { addressOf, language, client }: SampleOptions,
): Map<string, CodeSample[]> {
  const called = operationsIn(document).filter(({ isWebhook }) => !isWebhook);
  return new Map(
    called.map((operation) => {
      const request = sampleRequest(document, operation);
      const server = addressOf(operation.server);
      const typescript = typescriptSample(request, server, language, client);
      const samples = [
        { lang: 'Shell', label: 'curl', source: curlSample(request, server, language) },
        { lang: 'TypeScript', label: 'TypeScript', source: typescript },
      ];
      return [operation.id, samples];
    }),
  );
}

/** The contract with its samples at its operations, for Redoc alone: the one that people download has none. */
export function withSamples(document: JsonObject, samples: Map<string, CodeSample[]>): JsonObject {
  const copy = structuredClone(document);
  for (const item of Object.values(objectAt(copy, 'paths'))) {
    for (const { operation } of operationsOf(item)) {
      const ofOperation = samples.get(String(operation['operationId']));
      if (ofOperation !== undefined && isObject(operation)) operation['x-codeSamples'] = ofOperation;
    }
  }
  return copy;
}
