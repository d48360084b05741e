import type { Language } from '../generated/operations.ts';

/** All that the demo says by itself. What the API says comes from the API. */
export interface Sentences {
  title: string;
  intro(serverUrl: string): string;
  ids: string;
  agentName: string;
  webhookName: string;
  /** What the receiver answers when it breaks down. */
  excuse: string;
  steps: {
    agent: string;
    webhook: string;
    events: string;
    receiver: string;
    failed: string;
    retry: string;
    compared: string;
    again: string;
  };
  shownOnce: string;
  genuine: string;
  forged: string;
  repeated: string;
  breakdown: string;
  waiting: string;
  sameId: string;
  field: string;
  original: string;
  newLog: string;
  untouched: string;
  changed: string;
  gaveWay: string;
  secondClick: string;
  end: string;
  /** With a link below it. */
  console: string;
  failures: {
    notDelivered: string;
    notRetried: string;
    unexpected(status: number): string;
  };
}

const en: Sentences = {
  title: 'a delivery fails, and is retried',
  intro: (serverUrl) =>
    `The real service runs at ${serverUrl}, on a database of its own. Beside it runs a receiver that breaks down when a recording first comes in.`,
  ids: 'Ids are shortened to their last six digits.',
  agentName: 'Front desk',
  webhookName: 'CRM',
  excuse: 'the disk is full',
  steps: {
    agent: 'Create an agent',
    webhook: 'Subscribe the receiver to its events',
    events: 'Publish two events',
    receiver: 'Look at what the receiver got',
    failed: 'Read the log of the failed delivery',
    retry: 'Retry it by hand',
    compared: 'Put the two logs side by side',
    again: 'Retry it once more',
  },
  shownOnce: 'shown this once',
  genuine: '✓ signature',
  forged: '✗ signature',
  repeated: 'seen before',
  breakdown: 'One was delivered. For the other, the receiver was not up to it.',
  waiting: 'The service would try again by itself, at next_attempt_at. We do not wait for that.',
  sameId: 'It got the same webhook-id as before, so it can tell that this is no new event.',
  field: 'FIELD',
  original: 'ORIGINAL',
  newLog: 'NEW LOG',
  untouched: '✓ The original is what it was before the retry, field by field.',
  changed: 'The original log changed, and it must not.',
  gaveWay: 'The automatic retry that waited gave way: it is canceled, and nothing is sent twice.',
  secondClick: 'What has been delivered is not sent again.',
  end: 'That was it. README.md says how to run the service for real. Now the same in Portuguese.',
  console: 'The console shows it all. This link opens it once; Ctrl+C ends the demo.',
  failures: {
    notDelivered: 'Waited in vain for the events to be sent.',
    notRetried: 'Waited in vain for the retry to be delivered.',
    unexpected: (status) => `The service answered ${status}, which the demo did not expect.`,
  },
};

const ptBR: Sentences = {
  title: 'uma entrega falha e é retentada',
  intro: (serverUrl) =>
    `O serviço de verdade está rodando em ${serverUrl}, com um banco de dados só dele. Ao lado dele roda um receptor que falha na primeira vez em que chega uma gravação.`,
  ids: 'Os ids aparecem abreviados: só os seis últimos dígitos.',
  agentName: 'Recepção',
  webhookName: 'CRM',
  excuse: 'o disco está cheio',
  steps: {
    agent: 'Criar um agente',
    webhook: 'Inscrever o receptor nos eventos dele',
    events: 'Publicar dois eventos',
    receiver: 'Ver o que chegou ao receptor',
    failed: 'Ler o log da entrega que falhou',
    retry: 'Retentar manualmente',
    compared: 'Comparar os dois logs, lado a lado',
    again: 'Retentar mais uma vez',
  },
  shownOnce: 'mostrado só desta vez',
  genuine: '✓ assinatura',
  forged: '✗ assinatura',
  repeated: 'já visto',
  breakdown: 'Um foi entregue. No outro, o receptor não deu conta.',
  waiting: 'O serviço tentaria de novo sozinho, em next_attempt_at. Não vamos esperar.',
  sameId: 'O webhook-id é o mesmo de antes: assim o receptor sabe que não é um evento novo.',
  field: 'CAMPO',
  original: 'ORIGINAL',
  newLog: 'NOVO LOG',
  untouched: '✓ O original continua igual ao que era antes da retentativa, campo por campo.',
  changed: 'O log original mudou, e isso não pode acontecer.',
  gaveWay: 'A retentativa automática que aguardava cedeu o lugar: foi cancelada, e nada é enviado duas vezes.',
  secondClick: 'O que já foi entregue não é enviado de novo.',
  end: 'É isso. O README.pt-BR.md explica como rodar o serviço em produção.',
  console: 'O console mostra tudo isso. Este link o abre uma única vez; Ctrl+C encerra a demo.',
  failures: {
    notDelivered: 'Os eventos não foram enviados no tempo esperado.',
    notRetried: 'A retentativa não foi entregue no tempo esperado.',
    unexpected: (status) => `O serviço respondeu ${status}, o que a demo não esperava.`,
  },
};

/** The languages that the demo is told in: the service may have more. */
export const sentences: { readonly [Told in Language]?: Sentences } = { en, 'pt-BR': ptBR };
