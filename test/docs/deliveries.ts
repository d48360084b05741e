import { Webhook } from 'standardwebhooks';

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

const ID = '018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13';
const BODY = JSON.stringify({ event: 'event_recording', agent_name: 'Conceição', data: { recording_id: 'rec_1' } });

/** Requests that a receiver gets, and the statuses that it should answer with. */
export function deliveryCases(): [what: string, request: RequestInit, status: number][] {
  const now = Date.now();
  const unsigned = { method: 'POST', body: BODY, headers: { 'Content-Type': 'application/json' } };
  return [
    ['signed', signed([SECRET], now), 204],
    ['signed while secrets rotate', signed([OTHER_SECRET, SECRET], now), 204],
    ['signed with another secret', signed([OTHER_SECRET], now), 400],
    ['changed on the way', { ...signed([SECRET], now), body: BODY.replace('rec_1', 'rec_2') }, 400],
    ['sent again an hour later', signed([SECRET], now - 3_600_000), 400],
    ['without a signature', unsigned, 400],
  ];
}

/** What a receiver answers with. */
export async function statusOf(url: string, request: RequestInit): Promise<number> {
  const answer = await fetch(url, request);
  await answer.arrayBuffer();
  return answer.status;
}

function signed(secrets: string[], at: number): RequestInit {
  const seconds = Math.floor(at / 1000);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(ID, new Date(seconds * 1000), BODY));
  return {
    method: 'POST',
    body: BODY,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': ID,
      'webhook-timestamp': `${seconds}`,
      'webhook-signature': signatures.join(' '),
    },
  };
}
