import type { RequestHandler, Response } from 'express';
import { AjvOptions } from 'express-openapi-validator/dist/framework/ajv/options.js';
import { defaultSerDes } from 'express-openapi-validator/dist/framework/base.serdes.js';
import type { OpenAPIV3, OpenApiRequest } from 'express-openapi-validator/dist/framework/types.js';
import { RequestValidator } from 'express-openapi-validator/dist/middlewares/openapi.request.validator.js';
import { ResponseValidator } from 'express-openapi-validator/dist/middlewares/openapi.response.validator.js';
import { SchemaPreprocessor } from 'express-openapi-validator/dist/middlewares/parsers/schema.preprocessor.js';
import { targetOf } from './contract.ts';
import { uriFault } from './request/url.ts';

type Document = OpenAPIV3.DocumentV3_1;

/** A request as the validator sees it. The validator writes to it. */
export type View = OpenApiRequest;

/** Where an operation stands in the document. */
export interface OperationPlace {
  path: string;
  method: string;
}

export interface CheckOptions {
  /** Find everything that is wrong rather than the first thing. */
  allErrors: boolean;
  validateResponses: boolean;
}

/** Checks the requests of the operations of a document, and their answers. What is compiled for an operation is kept. */
export interface OperationChecks {
  /** Gives what is wrong with a request, as the validator throws it, or undefined. */
  request(place: OperationPlace, params: Record<string, string>, view: View, res: Response): unknown;
  /** Makes `res.json` check the answer, if answers are checked. @param next told of one that does not fit */
  answer(view: View, res: Response, next: (error: unknown) => void): void;
}

/** RFC 9562, 4. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ANSWERS = { removeAdditional: false, coerceTypes: false } as const;
/** The validator of answers ignores requests of another document. There is one. */
const SERIAL = 0;

/**
 * The parts of express-openapi-validator that check: of requests, of answers, and what prepares schemas for both. Its middleware
 * does more at each start: it compiles the schema of OpenAPI itself and every schema of the document, bundles what is one file
 * already, and loads what reads multipart bodies. Here, a schema is compiled when an operation that has it is first called
 * (0.36 s of CPU less to start our service).
 */
export function createOperationChecks(
  whole: Document,
  { allErrors, validateResponses }: CheckOptions,
): OperationChecks {
  const document = structuredClone(whole); // which is changed
  const ajv = new AjvOptions({
    apiSpec: document,
    validateApiSpec: false,
    validateRequests: { removeAdditional: false, allErrors, allowUnknownQueryParameters: true },
    validateResponses: validateResponses && ANSWERS,
    validateSecurity: false,
    validateFormats: true,
    fileUploader: false,
    operationHandlers: false,
    $refParser: { mode: 'bundle' },
    serDes: [...defaultSerDes],
    ajvFormats: { mode: 'full' }, // `fast` knows neither months nor their days
    formats: {
      uuid: { type: 'string', validate: (text: string) => UUID.test(text) }, // its own takes URNs as well
      uri: { type: 'string', validate: (text: string) => uriFault(text) === null }, // what is refused can be explained
    },
  });
  const preprocessor = new SchemaPreprocessor(document, ajv.preprocessor, ANSWERS);
  Object.assign(preprocessor, {
    // Its own finds a schema by compiling it.
    resolveSchema: (node: { $ref?: string } | null) => resolved(document, node),
    responseOpts: validateResponses && ANSWERS,
  });
  const prepared = preprocessor.preProcess();
  const requests = new RequestValidator(withoutPaths(prepared.apiDoc), ajv.request);
  let answers: RequestHandler | undefined;

  return {
    request({ path, method }, params, view, res) {
      view.openapi = {
        expressRoute: path,
        openApiRoute: path,
        pathParams: { ...params },
        schema: operationAt(prepared.apiDoc, path, method),
        serial: SERIAL,
        ...(validateResponses && { _responseSchema: operationAt(prepared.apiDocRes, path, method) }),
      };
      let failed: unknown;
      try {
        requests.validate(view, res, (error) => {
          failed = error;
        });
      } catch (error) {
        return error;
      }
      return failed;
    },
    answer(view, res, next) {
      if (!validateResponses) return;
      answers ??= new ResponseValidator(withoutPaths(prepared.apiDocRes), ajv.response, ANSWERS, SERIAL).validate();
      answers(view, res, (error) => {
        if (error !== undefined) next(error);
      });
    },
  };
}

function operationAt({ paths }: { paths?: object }, path: string, method: string): OpenAPIV3.OperationObject {
  return Reflect.get(Reflect.get(paths ?? {}, path), method);
}

function resolved(document: Document, node: { $ref?: string } | null): unknown {
  return node?.$ref === undefined ? (node ?? null) : targetOf(document, node.$ref);
}

/** Every schema that is compiled is searched for others, with all paths and components beside it: those that nothing refers to take time. */
function withoutPaths<Whole extends { paths?: object }>(document: Whole): Whole {
  return JSON.stringify(document).includes('"#/paths/') ? document : { ...document, paths: {} };
}
