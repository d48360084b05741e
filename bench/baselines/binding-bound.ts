/** `publishEvent` bound to the contract by toolkit/express, with a handler that does nothing. */
import express from 'express';
import type { MessageParameters } from '../../generated/messages.ts';
import { type Language, languages, operations } from '../../generated/operations.ts';
import type { ApiOperations } from '../../server/api/api.ts';
import { atRoot, readContracts } from '../../server/api/document.ts';
import { translator } from '../../server/api/messages.ts';
import { newId } from '../../server/database/ids.ts';
import { createFront, listen, preparedApp, standardErrors } from '../../toolkit/express/index.ts';
import { ANSWER } from './binding-answer.ts';

const { publishEvent } = operations;
const served = { publishEvent };
const front = createFront<
  Pick<ApiOperations, 'publishEvent'>,
  typeof served,
  Language,
  MessageParameters,
  { environmentId: string }
>(
  { document: atRoot((await readContracts()).en), operations: served },
  {
    languages,
    translator,
    errors: standardErrors,
    authenticate: () => ({ environmentId: 'bench' }),
    newRequestId: () => newId(new Date()),
    validateResponses: false,
    isUnavailable: () => false,
    onError: () => {},
  },
);
const app = preparedApp(express());
app.use(front.context, front.demandHost, front.route, ...front.check);
app.use(front.answer({ publishEvent: () => ({ status: 202, body: ANSWER }) }), front.error);
const { url } = await listen(app, { port: 0, host: '127.0.0.1', malformed: front.malformed });
process.stdout.write(`${JSON.stringify({ msg: 'baseline is running', url })}\n`);
