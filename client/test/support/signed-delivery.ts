import { Webhook } from 'standardwebhooks';

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const OTHER_SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

export const EVENT = {
  event: 'event_recording',
  agent_id: '018cf299-9280-7c3a-9f51-2b7d6e4a1c08',
  agent_name: 'Conceição',
  webhook_id: '018cf29e-2660-7b12-8e44-51c0a9d3f7e6',
  webhook_name: 'CRM',
  timestamp: '2024-01-15T11:05:00Z',
  event_id: '018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13',
  data: { recording_id: 'rec_3d77b0', url: 'https://files.example.com/rec.mp3' },
};

export interface Delivery {
  body: string;
  headers: { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string };
}

/** A delivery signed with the `standardwebhooks` library, not by us. @param at ms since the epoch */
export function signedDelivery(body = JSON.stringify(EVENT), secrets = [SECRET], at = Date.now()): Delivery {
  const id = EVENT.event_id;
  const seconds = Math.floor(at / 1000);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(seconds * 1000), body));
  return {
    body,
    headers: { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': signatures.join(' ') },
  };
}
