/** What a receiver does to be sure of a delivery. The secret is in none of our answers, so it is for the reader to fill in. */
export const snippet = `import { verifyWebhook } from '@reentrega/client';

// body: the request's body as it came, as text
const event = await verifyWebhook(body, request.headers, process.env.WEBHOOK_SECRET);`;
