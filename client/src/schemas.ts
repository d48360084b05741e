import type { components } from './contract.ts';

type Schemas = components['schemas'];

export type Agent = Schemas['Agent'];
/** Has its secret, which is shown once. */
export type CreatedWebhook = Schemas['CreatedWebhook'];
export type CustomHeader = Schemas['CustomHeader'];
/** Why an attempt was not a success. */
export type DeliveryErrorCode = Schemas['DeliveryErrorCode'];
/** What webhooks subscribe to. */
export type EventName = Schemas['EventName'];
/** One attempt to deliver an event to a webhook. */
export type Log = Schemas['Log'];
export type LogStatus = Schemas['LogStatus'];
export type LogTrigger = Schemas['LogTrigger'];
/** A bulk retry. */
export type Task = Schemas['Task'];
export type Webhook = Schemas['Webhook'];
