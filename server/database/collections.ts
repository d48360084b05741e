import type { Collection, Db, Double } from 'mongodb';
import type { components } from '../../generated/types.ts';

type Schemas = components['schemas'];

/** Tokens belong to an environment; an environment owns its agents and sees nothing else. */
export interface EnvironmentDocument {
  _id: string;
  name: string;
  created_at: Date;
}

/** A bearer token, by the SHA-256 of its text: the text itself is never stored. */
export interface TokenDocument {
  _id: string;
  environment_id: string;
  /** The first characters, so that a person can tell tokens apart. */
  hint: string;
  /** Made from BOOTSTRAP_TOKEN: another value of that takes its place. */
  bootstrap?: true;
  created_at: Date;
}

/** A token that was revoked, by the SHA-256 of its text: it does not come back, whoever still has it as BOOTSTRAP_TOKEN. */
export interface RevokedTokenDocument {
  _id: string;
  revoked_at: Date;
}

export interface AgentDocument {
  _id: string;
  environment_id: string;
  name: string;
  created_at: Date;
  /** Which links of the portal are valid: those of this key. None until some were revoked. */
  portal_key?: string;
}

/** A link of the portal that was used, by its id, until it would have expired. */
export interface UsedPortalLinkDocument {
  _id: string;
  expires_at: Date;
}

/** A webhook secret, sealed with the ENCRYPTION_KEY; an old one signs along until it expires. */
export interface StoredSecret {
  sealed: string;
  expires_at: Date | null;
}

export interface WebhookDocument {
  _id: string;
  agent_id: string;
  name: string;
  webhook_url: string;
  http_method: Schemas['Webhook']['http_method'];
  events: Schemas['EventName'][];
  /** Seconds, for the whole exchange. */
  timeout: number;
  max_retries: number;
  /** JSON of `{ name, value }[]`, sealed: header values are often credentials. */
  sealed_headers: string;
  /** The newest first. */
  secrets: StoredSecret[];
  enabled: boolean;
  disabled_reason: Schemas['Webhook']['disabled_reason'];
  created_at: Date;
  updated_at: Date;
}

/** A published event: what was decided when it was accepted, so that a repeat of the request completes just that. */
export interface EventDocument {
  _id: string;
  agent_id: string;
  event: Schemas['EventName'];
  /** The webhooks that it is for. */
  webhook_ids: string[];
  /** Those of them that were disabled: their logs are canceled from the start. None in events of version 1. */
  disabled_webhook_ids?: string[];
  idempotency_key?: string;
  /** SHA-256 of event and data: the same key with another request is refused. */
  fingerprint?: string;
  created_at: Date;
  expires_at: Date;
}

export interface Header {
  name: string;
  value: string;
}

/** Who works on a `delivering` log, and until when nobody else may. Every later write of the attempt matches the token. */
export interface Lease {
  token: string;
  until: Date;
}

/** What an attempt came to. Written once, with the final status. */
export interface AttemptResult {
  status: 'success' | 'failed' | 'canceled';
  request_url: string | null;
  request_headers: Header[];
  http_status: number | null;
  response_headers: Header[] | null;
  response_body: string | null;
  duration_ms: number | null;
  error_code: Schemas['DeliveryErrorCode'] | null;
  /** For the sentence that explains `error_code`. */
  error_parameters: Record<string, string | number>;
  delivered_at: Date | null;
  finished_at: Date;
  next_attempt_at: Date | null;
  /** Of a log that was canceled because its webhook was disabled: its delivery has not gone on since. Indexed, to be counted. */
  recoverable?: true;
}

/** One delivery attempt. A delivery is all the attempts of one event (`event_id`) for one webhook (`webhook_id`). */
export interface LogDocument extends Partial<Omit<AttemptResult, 'status'>> {
  _id: string;
  /** Whose it is: turns to be sent go by environment. Logs of version 0.1 have none; their agent stands for it. */
  environment_id?: string;
  agent_id: string;
  webhook_id: string;
  event_id: string;
  event: Schemas['LogEventName'];
  trigger: Schemas['LogTrigger'];
  status: Schemas['LogStatus'];
  /** 1, 2, …: counts the sends of the delivery. */
  attempt: number;
  /** 1, 2, …: the log's place among all logs of its delivery, canceled ones included. Unique, so appends to a delivery are serial. */
  sequence: number;
  /** How many automatic retries the delivery has used up, this log included. */
  automatic_retries: number;
  original_log_id: string | null;
  /** The body as it is sent, to the byte. */
  payload: string;
  /** Of the payload, in UTF-8: what it costs to read the log. Logs of version 0.1 have none. */
  payload_bytes?: number;
  created_at: Date;
  /** Present while the log is `queued` or `delivering`. */
  open?: true;
  /** When a `queued` log may be sent. */
  due_at: Date;
  lease?: Lease;
  /** Present while an attempt after the first is `delivering`: at most one of a delivery, by a unique index. */
  exclusive?: true;
  /** How often the lease ran out and somebody else took the log over. */
  takeovers?: number;
  /** Of a final log: when that was written. `finished_at` may be earlier, while the database is unavailable. */
  recorded_at?: Date;
  /** Only final logs expire. UNSETTLED while what follows from one (the next attempt, say) may not have been done. */
  expires_at?: Date;
}

/** The expiry of a final log that has not been settled: never. So that its expiry is all that changes in it from then on, `recoverable` aside. */
export const UNSETTLED = new Date('9999-12-31T23:59:59Z');

/** A bulk retry: walks the logs from the newest to the oldest, and remembers how far it came. */
export interface TaskDocument {
  _id: string;
  /** Whose it is: turns go by environment. */
  environment_id?: string;
  agent_id: string;
  webhook_id: string;
  state: Schemas['Task']['state'];
  /** Without a status (tasks of version 1): the failed logs. */
  filter: { status?: ('failed' | 'canceled')[]; event?: string; from?: Date; to?: Date };
  /**
   * Present until the task ends: one of a webhook, by a unique index. Tasks of version 1 have neither this, an environment nor a turn,
   * until a worker finds them (`adopt`); their agent stands for the environment then.
   */
  unfinished?: true;
  /** When its next step is due. Of an environment's tasks, the one that waited longest is next. */
  turn_at?: Date;
  /** The last log looked at; logs from here down are still to do. */
  cursor: string | null;
  matched: number;
  queued: number;
  skipped: number;
  /** How often it was tried in vain since its last progress. */
  failures?: number;
  error_code?: Schemas['Task']['error_code'];
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
  expires_at: Date;
}

/** What an environment stores, of one stretch of time: it expires with what it counts. */
export interface UsageDocument {
  _id: string;
  environment_id: string;
  bytes: Double;
  expires_at: Date;
}

/** What was counted of a webhook's attempts in a minute, an hour or a day. The key has webhook, unit and start, in this order. */
export interface StatisticsDocument {
  _id: string;
  agent_id: string;
  webhook_id: string;
  unit: 'minute' | 'hour' | 'day';
  start: Date;
  successes?: number;
  /** By error code. */
  failures?: Record<string, number>;
  /** How many durations there are in each bin of the histogram. */
  durations?: Record<string, number>;
  expires_at: Date;
}

/** Facts about the installation, such as the fingerprint of the encryption key. */
export interface SettingDocument {
  _id: string;
  value: string;
  /** Of the write probe. */
  padding?: string;
}

export interface Collections {
  environments: Collection<EnvironmentDocument>;
  tokens: Collection<TokenDocument>;
  revokedTokens: Collection<RevokedTokenDocument>;
  agents: Collection<AgentDocument>;
  webhooks: Collection<WebhookDocument>;
  events: Collection<EventDocument>;
  logs: Collection<LogDocument>;
  tasks: Collection<TaskDocument>;
  usage: Collection<UsageDocument>;
  statistics: Collection<StatisticsDocument>;
  usedPortalLinks: Collection<UsedPortalLinkDocument>;
  settings: Collection<SettingDocument>;
}

export function collections(db: Db): Collections {
  return {
    environments: db.collection('environments'),
    tokens: db.collection('tokens'),
    revokedTokens: db.collection('revokedTokens'),
    agents: db.collection('agents'),
    webhooks: db.collection('webhooks'),
    events: db.collection('events'),
    logs: db.collection('logs'),
    tasks: db.collection('tasks'),
    usage: db.collection('usage'),
    statistics: db.collection('statistics'),
    usedPortalLinks: db.collection('usedPortalLinks'),
    settings: db.collection('settings'),
  };
}
