// Written by `contract generate` from the contract. Not to be edited.

export interface paths {
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Agents
         * @description Lists the agents of this environment, newest first.
         */
        get: operations["listAgents"];
        put?: never;
        /**
         * Create Agent
         * @description Creates an agent in this environment.
         */
        post: operations["createAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /**
         * Get Agent
         * @description Returns an agent of this environment.
         */
        get: operations["getAgent"];
        put?: never;
        post?: never;
        /**
         * Delete Agent
         * @description Deletes the agent and all its webhooks. Attempts that still wait to be sent are canceled.
         */
        delete: operations["deleteAgent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /**
         * Get Agent Statistics
         * @description Counts the attempts of all webhooks of the agent, by minute, hour or day, and of each of them in the whole period. Attempts are counted as they end, in UTC, and appear within 10 seconds. Percentiles come from a histogram and are within 5% or 1 ms. A crash of the service may lose the counts of its last 10 seconds.
         */
        get: operations["getAgentStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/portal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Portal Link
         * @description Creates a link to the console for this agent only. It opens one session, which has the given rights and ends with the link. Whoever has the link can open it, so pass it on to one person.
         */
        post: operations["createPortalLink"];
        /**
         * Revoke Portal Links
         * @description Ends all links and sessions of this agent at once, by rotating the key that they were made with. Links that are created later are valid.
         */
        delete: operations["revokePortalLinks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Portal Session
         * @description Exchanges the token of a portal link, sent as `Authorization: Bearer`, for the token of a session. It works once, so the link that stays in a browser's history opens nothing. The request has no body.
         */
        post: operations["createPortalSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Event
         * @description Publishes an event of the agent, which is sent to every enabled webhook subscribed to it. For a disabled one, it becomes a log `canceled` with `error_code` `webhook_disabled`, to be retried once the webhook is enabled. An event accepted with 202 is stored and will not be lost. `data` is forwarded as it is, without being checked against the payload schemas; the whole body has at most 256 KiB and 64 levels of nesting.
         */
        post: operations["publishEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /**
         * List Webhooks
         * @description Lists all webhooks of the agent (100 at most by default, so there are no pages) and the events they can subscribe to, described in the requested language.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create Webhook
         * @description Subscribes a URL to events of the agent. By default, an agent has at most 100 webhooks; creating another is refused with 409 `QUOTA_EXCEEDED`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Get Webhook
         * @description Returns a webhook of the agent.
         */
        get: operations["getWebhook"];
        /**
         * Update Webhook
         * @description Changes only the given fields. Attempts that still wait are sent with the new configuration. What `toggleWebhook` says of disabling and enabling holds for `enabled`, too.
         */
        put: operations["updateWebhook"];
        post?: never;
        /**
         * Delete Webhook
         * @description Deletes the webhook. Attempts that still wait to be sent are canceled.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/toggle": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Toggle Webhook
         * @description Disables the webhook if it is enabled, and enables it if it is disabled. The request has no body. While a webhook is disabled, nothing is sent to it, and nothing is lost: what waits, and every event published meanwhile, is a log `canceled` with `error_code` `webhook_disabled`. Enabling sends none of it by itself: `recoverable_count` says how many deliveries wait, to be retried with `retryLog`, or all at once with `retryLogs` and `status` `["canceled"]`.
         */
        patch: operations["toggleWebhook"];
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Webhook
         * @description Sends a `webhook.test` delivery at once and answers with what came of it, also when the webhook is disabled. It is never retried automatically. An answer of 200 means that the test was made: look at `status_code` and `error_code` for its outcome.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Webhook Secret
         * @description Creates a new secret and shows it once. For 24 hours, deliveries are signed with both the new and the previous secret, so that receivers can switch without losing a delivery. A webhook has at most 5 valid secrets: another rotation is refused with 409 `QUOTA_EXCEEDED` until one of them expires. To end all of them at once, update `webhook_secret`. The request has no body.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Get Webhook Statistics
         * @description Counts the attempts of the webhook, by minute, hour or day. Attempts are counted as they end, in UTC, and appear within 10 seconds. Percentiles come from a histogram and are within 5% or 1 ms. A crash of the service may lose the counts of its last 10 seconds.
         */
        get: operations["getWebhookStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * List Webhook Delivery Logs
         * @description Lists the delivery attempts of the webhook, newest first. Start with `page`; on long lists, continue with `cursor`. A page has at most about 4 MiB of logs, so it may have fewer than `per_page`: continue with `cursor` to get the rest, since the next `page` begins after `per_page` logs.
         */
        get: operations["listLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Webhook Deliveries
         * @description Retries, in the background, every retriable log that matches the filter, each by the same rules as a single retry. Of several logs of one event, one is retried. With `status`, it also recovers what was canceled while the webhook was disabled. The answer is a task to follow; logs that cannot be retried are counted in `skipped`. A webhook has one unfinished task at most: until it ends, another is refused with 409 `TASK_IN_PROGRESS`. How many logs match can be seen before: list them by the same filter, for each `status`; `total` counts them.
         */
        post: operations["retryLogs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Watch Webhook Delivery Logs
         * @description Sends the logs of the webhook as they change, as [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html).
         *
         *     - Each message has `event: log`, and a log as `getLog` gives it, as JSON in `data`. A log comes when it waits or is being sent, and again when it is final.
         *     - A message with the same log `id` replaces the one before. A log may come more than once in the same state.
         *     - Give the `id` of the last message as `Last-Event-ID` to go on after an interruption: every log that became final since then is sent. Of the logs that are not final, the 100 that are due last are sent.
         *     - Without `Last-Event-ID`, the stream begins with what changed in the last 10 seconds, so that nothing is lost between a list and its stream.
         *     - A line with a colon comes every 15 seconds while nothing changes. After 5 minutes at most the stream ends: connect again.
         *     - A client that does not read what it is sent is disconnected. An environment can have about 25 streams at a time in each process of the service; more are refused with 429.
         */
        get: operations["streamLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Log UUID. */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        /**
         * Get Webhook Delivery Log
         * @description Shows one delivery attempt: what was sent, what came back and what happens next.
         */
        get: operations["getLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Log UUID of the failed delivery to retry. */
                log_id: components["parameters"]["FailedLogId"];
            };
            cookie?: never;
        };
        /**
         * Check Whether a Log Can Be Retried
         * @description Tells whether [Retry Webhook Delivery](#tag/Logs/operation/retryLog) would retry the log now, and why not. It changes nothing.
         */
        get: operations["getRetriability"];
        put?: never;
        /**
         * Retry Webhook Delivery
         * @description Manually retry a failed webhook delivery. The retry creates a new log entry — the original log is preserved.
         *
         *     1. A log can be retried if its `status` is `failed`, or `canceled` with `error_code` `webhook_disabled` once the webhook is enabled. The new log has `trigger` `manual`, the retried log as its `original_log_id`, and the next `attempt`; the original is never written again.
         *     2. Any other log is refused with 422 `LOG_NOT_RETRIABLE`, and `reason` says why.
         *     3. Retries of one log that arrive at the same instant make exactly one new log; the others are refused with `retry_in_progress`.
         *     4. The attempt uses the configuration that the webhook has at the moment it is sent: URL, headers, method, timeout and secret.
         *     5. It takes the place of an automatic retry that still waits for the same event and webhook, which becomes `canceled`. If it fails, the automatic schedule goes on from there.
         *     6. There are up to `max_retries` automatic retries; one that was canceled because the webhook was disabled is not counted. By default they wait 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h and 24 h, in this order, give or take 20%. A receiver's `Retry-After` makes the wait longer, up to 24 h. Any 2xx is a success and all else a failure; redirects are not followed, and 410 disables the webhook.
         *     7. Every attempt is signed as Standard Webhooks 1.0 says, and carries the same `webhook-id`, so that receivers can drop duplicates.
         *
         *     **Notes**
         *
         *     * Retries respect the webhook's current configuration (URL, headers, timeout) — not the configuration at the time of the original attempt.
         *     * Use [List Webhook Delivery Logs](#tag/Logs/operation/listLogs) to track the new attempt.
         */
        post: operations["retryLog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Task UUID. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Get Retry Task
         * @description Shows the progress of a retry of many logs.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check Liveness
         * @description Tells whether the process is running, and checks nothing else.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check Readiness
         * @description Tells whether the service can do its work: the database takes writes and the process is not shutting down.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics
         * @description Returns the metrics of this process, in the Prometheus text format.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Contract
         * @description Returns this document, in the requested language.
         */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    event_phone_call_started: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call started
         * @description A phone call began, inbound or outbound. It has not been answered yet.
         */
        post: operations["receivePhoneCallStartedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_phone_call_ended: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call ended
         * @description A phone call is over, for whatever reason. This is the last event of a call, except for its recording.
         */
        post: operations["receivePhoneCallEndedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_phone_call_did_not_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call did not connect
         * @description A phone call ended without being answered.
         */
        post: operations["receivePhoneCallDidNotConnectEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_phone_call_connected: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call connected
         * @description A phone call was answered.
         */
        post: operations["receivePhoneCallConnectedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_phone_call_disconnected: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call disconnected
         * @description The line of a phone call that was answered went down.
         */
        post: operations["receivePhoneCallDisconnectedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_phone_call_error: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Phone call error
         * @description Something went wrong in a phone call.
         */
        post: operations["receivePhoneCallErrorEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_participant_joined: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Participant joined
         * @description Someone joined a phone call.
         */
        post: operations["receiveParticipantJoinedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_participant_left: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Participant left
         * @description Someone left a phone call.
         */
        post: operations["receiveParticipantLeftEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_voicemail_detected: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Voicemail detected
         * @description A voicemail box answered an outbound call.
         */
        post: operations["receiveVoicemailDetectedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_voicemail_message_left: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Voicemail message left
         * @description The agent left a message in a voicemail box.
         */
        post: operations["receiveVoicemailMessageLeftEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_conversation_started: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Conversation started
         * @description The agent began to talk with someone, by phone or on another channel.
         */
        post: operations["receiveConversationStartedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_conversation_ended: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Conversation ended
         * @description A conversation with the agent is over.
         */
        post: operations["receiveConversationEndedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_action: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Action carried out
         * @description The agent carried out an action, such as scheduling a visit.
         */
        post: operations["receiveActionEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_action_failed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Action failed
         * @description An action of the agent failed.
         */
        post: operations["receiveActionFailedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_recording: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recording available
         * @description The recording of a phone call can be downloaded.
         */
        post: operations["receiveRecordingEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_connection_established: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connection established
         * @description The media connection of the agent was established.
         */
        post: operations["receiveConnectionEstablishedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_connection_closed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connection closed
         * @description The media connection of the agent was closed.
         */
        post: operations["receiveConnectionClosedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_connection_error: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connection error
         * @description The media connection of the agent broke or could not be established.
         */
        post: operations["receiveConnectionErrorEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event_user_connected: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * User connected
         * @description A user connected to the agent on a channel other than the phone.
         */
        post: operations["receiveUserConnectedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test delivery
         * @description Someone asked for a test delivery to this webhook.
         */
        post: operations["receiveTestEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description The event that was accepted. */
        AcceptedEvent: {
            /**
             * Format: uuid
             * @description UUID of the event, sent to receivers as `webhook-id`.
             * @example 018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13
             */
            event_id: string;
            /**
             * @description How many webhooks the event will be sent to: the enabled ones that are subscribed to it. Disabled ones are not counted; each keeps the event as a log to be recovered.
             * @example 1
             */
            deliveries: number;
        };
        /** @description What the event `event_action` sends. */
        ActionEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_action";
            data: components["schemas"]["ActionFields"] & {
                /**
                 * @description What the action gave back.
                 * @example {
                 *       "visit_id": "visit_204"
                 *     }
                 */
                result?: Record<string, unknown>;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_action";
        };
        /** @description What the event `event_action_failed` sends. */
        ActionFailedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_action_failed";
            data: components["schemas"]["ActionFields"] & {
                error?: components["schemas"]["EventError"];
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_action_failed";
        };
        /** @description The action that an event is about. */
        ActionFields: {
            /**
             * @description Id of this run of the action.
             * @example act_9e30f7
             */
            action_id: string;
            /**
             * @description Name of the action.
             * @example schedule_visit
             */
            name?: string;
            /**
             * @description Id of the conversation that led to it.
             * @example conv_51ab7e
             */
            conversation_id?: string;
            /**
             * @description Id of the phone call, if any.
             * @example call_8f2c1d
             */
            call_id?: string;
            /**
             * @description What the action was given.
             * @example {
             *       "date": "2024-01-18"
             *     }
             */
            arguments?: Record<string, unknown>;
            /**
             * Format: date-time
             * @description When the action started.
             * @example 2024-01-15T11:02:10Z
             */
            started_at?: string;
            /**
             * @description How long the action took, in milliseconds.
             * @example 412
             */
            duration_ms?: number;
        };
        /** @description An agent belongs to one environment, has webhooks and publishes events. */
        Agent: {
            /**
             * Format: uuid
             * @description Agent UUID.
             * @example 018cf299-9280-7c3a-9f51-2b7d6e4a1c08
             */
            id: string;
            /**
             * @description Name of the agent.
             * @example Ana
             */
            name: string;
            /**
             * Format: date-time
             * @description When the agent was created.
             * @example 2024-01-10T09:00:00Z
             */
            created_at: string;
        };
        /** @description The agent that was created. */
        AgentCreatedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["Agent"];
        };
        /** @description A page of agents. */
        AgentListResponse: {
            success: components["schemas"]["Success"];
            /** @description The agents of this page, newest first. */
            data: components["schemas"]["Agent"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description An agent. */
        AgentResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Agent"];
        };
        /** @description The statistics of an agent. `totals` and `buckets` include webhooks that were deleted since. */
        AgentStats: {
            /**
             * Format: uuid
             * @description Agent UUID.
             * @example 018cf299-9280-7c3a-9f51-2b7d6e4a1c08
             */
            agent_id: string;
            bucket: components["schemas"]["StatsBucketSize"];
            /**
             * Format: date-time
             * @description When the first bucket begins.
             * @example 2024-01-14T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period.
             * @example 2024-01-15T11:45:00Z
             */
            to: string;
            totals: components["schemas"]["StatsCounts"];
            /** @description The buckets in which something was counted, oldest first. */
            buckets: components["schemas"]["StatsBucket"][];
            /** @description The webhooks that the agent has, each with what was counted in the whole period. */
            webhooks: components["schemas"]["WebhookTotals"][];
        };
        /** @description The statistics. */
        AgentStatsResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["AgentStats"];
        };
        /** @description Every event a webhook can subscribe to, by name, each with a short text that says what it means. */
        AvailableEvents: {
            event_phone_call_started: components["schemas"]["EventSummary"];
            event_phone_call_ended: components["schemas"]["EventSummary"];
            event_phone_call_did_not_connect: components["schemas"]["EventSummary"];
            event_phone_call_connected: components["schemas"]["EventSummary"];
            event_phone_call_disconnected: components["schemas"]["EventSummary"];
            event_phone_call_error: components["schemas"]["EventSummary"];
            event_participant_joined: components["schemas"]["EventSummary"];
            event_participant_left: components["schemas"]["EventSummary"];
            event_voicemail_detected: components["schemas"]["EventSummary"];
            event_voicemail_message_left: components["schemas"]["EventSummary"];
            event_conversation_started: components["schemas"]["EventSummary"];
            event_conversation_ended: components["schemas"]["EventSummary"];
            event_action: components["schemas"]["EventSummary"];
            event_action_failed: components["schemas"]["EventSummary"];
            event_recording: components["schemas"]["EventSummary"];
            event_connection_established: components["schemas"]["EventSummary"];
            event_connection_closed: components["schemas"]["EventSummary"];
            event_connection_error: components["schemas"]["EventSummary"];
            event_user_connected: components["schemas"]["EventSummary"];
        };
        /**
         * @description How many logs are due now and wait to be sent. Not counted beyond 1,000.
         * @example 0
         */
        Backlog: number;
        /** @description The phone call that an event is about. */
        CallFields: {
            /**
             * @description Id of the phone call.
             * @example call_8f2c1d
             */
            call_id: string;
            /**
             * @description Whether the agent received the call or made it.
             * @example inbound
             * @enum {string}
             */
            direction?: "inbound" | "outbound";
            /**
             * @description Number that called, in the E.164 format.
             * @example +5511912345678
             */
            from?: string;
            /**
             * @description Number that was called, in the E.164 format.
             * @example +551130405060
             */
            to?: string;
            /**
             * Format: date-time
             * @description When the call started.
             * @example 2024-01-15T11:00:00Z
             */
            started_at?: string;
        };
        /** @description What the event `event_connection_closed` sends. */
        ConnectionClosedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_connection_closed";
            data: components["schemas"]["ConnectionFields"] & {
                /**
                 * Format: date-time
                 * @description When the connection was closed.
                 * @example 2024-01-15T11:04:32Z
                 */
                closed_at?: string;
                /**
                 * @description How long the connection lasted, in seconds.
                 * @example 267
                 */
                duration_seconds?: number;
                /**
                 * @description Why, such as `call_ended`, `idle` or `network`.
                 * @example call_ended
                 */
                reason?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_connection_closed";
        };
        /** @description What the event `event_connection_error` sends. */
        ConnectionErrorEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_connection_error";
            data: components["schemas"]["ConnectionFields"] & {
                error?: components["schemas"]["EventError"];
                /**
                 * Format: date-time
                 * @description When the error occurred.
                 * @example 2024-01-15T11:03:20Z
                 */
                occurred_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_connection_error";
        };
        /** @description What the event `event_connection_established` sends. */
        ConnectionEstablishedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_connection_established";
            data: components["schemas"]["ConnectionFields"] & {
                /**
                 * Format: date-time
                 * @description When the connection was established.
                 * @example 2024-01-15T11:00:05Z
                 */
                established_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_connection_established";
        };
        /** @description The connection that an event is about. */
        ConnectionFields: {
            /**
             * @description Id of the connection.
             * @example conn_7a1e55
             */
            connection_id: string;
            /**
             * @description Id of the phone call, if any.
             * @example call_8f2c1d
             */
            call_id?: string;
            /**
             * @description How the media travels, such as `sip`, `webrtc` or `websocket`.
             * @example webrtc
             */
            protocol?: string;
        };
        /** @description What the event `event_conversation_ended` sends. */
        ConversationEndedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_conversation_ended";
            data: components["schemas"]["ConversationFields"] & {
                /**
                 * Format: date-time
                 * @description When the conversation started.
                 * @example 2024-01-15T11:00:06Z
                 */
                started_at?: string;
                /**
                 * Format: date-time
                 * @description When the conversation ended.
                 * @example 2024-01-15T11:04:31Z
                 */
                ended_at?: string;
                /**
                 * @description How long the conversation lasted, in seconds.
                 * @example 265
                 */
                duration_seconds?: number;
                /**
                 * @description What the conversation was about.
                 * @example Marina agendou uma visita para 18 de janeiro.
                 */
                summary?: string;
                /**
                 * Format: uri
                 * @description Where the transcript can be read.
                 * @example https://files.example.com/transcripts/conv_51ab7e.json
                 */
                transcript_url?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_conversation_ended";
        };
        /** @description The conversation that an event is about. */
        ConversationFields: {
            /**
             * @description Id of the conversation.
             * @example conv_51ab7e
             */
            conversation_id: string;
            /**
             * @description Id of the phone call it takes place in, if any.
             * @example call_8f2c1d
             */
            call_id?: string;
            /**
             * @description Where it takes place, such as `phone` or `web`.
             * @example phone
             */
            channel?: string;
            /**
             * @description Language of the conversation (BCP 47).
             * @example pt-BR
             */
            language?: string;
        };
        /** @description What the event `event_conversation_started` sends. */
        ConversationStartedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_conversation_started";
            data: components["schemas"]["ConversationFields"] & {
                /**
                 * Format: date-time
                 * @description When the conversation started.
                 * @example 2024-01-15T11:00:06Z
                 */
                started_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_conversation_started";
        };
        /** @description The agent to create. */
        CreateAgentRequest: {
            /**
             * @description Name of the agent, with at least one character that is not a space.
             * @example Ana
             */
            name: string;
        };
        /** @description The link to create. `{}` means a link for reading that is valid for an hour. */
        CreatePortalLinkRequest: {
            /**
             * @description Seconds until the link and its session end.
             * @default 3600
             * @example 3600
             */
            expires_in?: number;
            /** @default read */
            rights?: components["schemas"]["PortalRights"];
        };
        /** @description The webhook to create. Without `webhook_secret`, the service makes one and shows it once in the answer. */
        CreateWebhookRequest: {
            name?: components["schemas"]["WebhookName"];
            webhook_url: components["schemas"]["WebhookUrl"];
            events: components["schemas"]["SubscribedEvents"];
            /** @default POST */
            http_method?: components["schemas"]["HttpMethod"];
            /** @default [] */
            custom_headers?: components["schemas"]["CustomHeaders"];
            /** @default 30 */
            timeout?: components["schemas"]["WebhookTimeout"];
            /** @default 3 */
            max_retries?: components["schemas"]["MaxRetries"];
            /**
             * @description Whether events are sent to this webhook.
             * @default true
             */
            enabled?: boolean;
            webhook_secret?: components["schemas"]["WebhookSecret"];
        };
        /** @description The webhook as it was created. `webhook_secret` is there only when the service made it; it is never shown again. */
        CreatedWebhook: components["schemas"]["Webhook"] & {
            webhook_secret?: components["schemas"]["WebhookSecret"];
        };
        /** @description A header added to every delivery. */
        CustomHeader: {
            /**
             * @description Header name (an RFC 9110 token).
             * @example X-Tenant
             */
            name: string;
            /**
             * @description Header value: visible ASCII characters, spaces and tabs.
             * @example acme
             */
            value: string;
        };
        /**
         * @description Headers added to every delivery. The ones the service sets itself are refused (`Host`, `Connection`, `Content-Length`, `Content-Type`, `Transfer-Encoding`, `User-Agent` and `webhook-*`, for example). When a name repeats, in any letter case, the last value is sent.
         * @example [
         *       {
         *         "name": "X-Tenant",
         *         "value": "acme"
         *       }
         *     ]
         */
        CustomHeaders: components["schemas"]["CustomHeader"][];
        /** @description What every delivery has. */
        DeliveryEnvelope: {
            event: components["schemas"]["LogEventName"];
            /**
             * Format: uuid
             * @description UUID of the agent.
             * @example 018cf299-9280-7c3a-9f51-2b7d6e4a1c08
             */
            agent_id: string;
            /**
             * @description Name of the agent.
             * @example Ana
             */
            agent_name: string;
            /**
             * Format: uuid
             * @description UUID of the webhook.
             * @example 018cf29e-2660-7b12-8e44-51c0a9d3f7e6
             */
            webhook_id: string;
            /**
             * @description Name of the webhook.
             * @example CRM
             */
            webhook_name: string;
            /**
             * Format: date-time
             * @description When the event was published.
             * @example 2024-01-15T11:00:00Z
             */
            timestamp: string;
        };
        /**
         * @description Why the attempt failed or was canceled, for programs; never translated. `null` while there is nothing to explain.
         *
         *     - `timeout`: no connection within 10 s, or no complete response within the webhook's `timeout`.
         *     - `dns_failed`: the host name could not be resolved.
         *     - `dns_timeout`: the name server did not answer in time.
         *     - `connection_refused`: the host refused the connection.
         *     - `connection_failed`: the connection broke before a response arrived.
         *     - `tls_failed`: no secure connection, for example because of an expired certificate.
         *     - `address_forbidden`: the host resolves to an address that webhooks may not reach, or to the service itself.
         *     - `invalid_response`: the answer is not valid HTTP.
         *     - `http_status`: the receiver answered with a status other than 2xx.
         *     - `webhook_disabled`: the webhook was disabled when the event was published, or before the attempt was sent. The log can be retried once the webhook is enabled.
         *     - `webhook_deleted`: the webhook was deleted before the attempt was sent.
         *     - `superseded`: another attempt of the same delivery took its place.
         *     - `interrupted`: the attempt was interrupted before its outcome was known.
         *     - `internal_error`: the service itself could not make the attempt, for example because a stored secret cannot be read.
         * @example http_status
         * @enum {string|null}
         */
        DeliveryErrorCode: "timeout" | "dns_failed" | "dns_timeout" | "connection_refused" | "connection_failed" | "tls_failed" | "address_forbidden" | "invalid_response" | "http_status" | "webhook_disabled" | "webhook_deleted" | "superseded" | "interrupted" | "internal_error" | null;
        /** @description Every answer that is not a success. Branch on `code`; show `message` to people. */
        Error: {
            /**
             * @description `false`: the request was refused or failed.
             * @constant
             */
            success: false;
            /**
             * @description What went wrong, for people, in the requested language.
             * @example Webhook not found.
             */
            message: string;
            code: components["schemas"]["ErrorCode"];
            errors?: components["schemas"]["FieldErrors"];
            reason?: components["schemas"]["RetryRefusalReason"];
            task_id?: components["schemas"]["UnfinishedTaskId"];
            /**
             * @description Identifies this request in the logs of the service; also sent in the `X-Request-Id` header.
             * @example 018d0ce2-b2c0-7455-9d0e-3c8a1f6b7e92
             */
            request_id: string;
        };
        /**
         * @description What went wrong, for programs; never translated. The introduction of this document explains each code.
         * @example VALIDATION_FAILED
         * @enum {string}
         */
        ErrorCode: "UNAUTHENTICATED" | "FORBIDDEN" | "AGENT_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "LOG_NOT_FOUND" | "TASK_NOT_FOUND" | "LOG_NOT_RETRIABLE" | "TASK_IN_PROGRESS" | "QUOTA_EXCEEDED" | "VALIDATION_FAILED" | "WEBHOOK_URL_FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "MALFORMED_REQUEST" | "INVALID_JSON" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "SERVICE_UNAVAILABLE" | "INTERNAL_ERROR";
        /** @description The event was accepted. */
        EventAcceptedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["AcceptedEvent"];
        };
        /** @description What every delivery of an event has. */
        EventEnvelope: components["schemas"]["DeliveryEnvelope"] & {
            /**
             * Format: uuid
             * @description UUID of the event: the same on every attempt.
             * @example 018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13
             */
            event_id: string;
            /** @description What the event says, as it was published. */
            data: Record<string, unknown>;
        };
        /** @description An error that an event reports. */
        EventError: {
            /**
             * @description What went wrong, for programs.
             * @example carrier_error
             */
            code: string;
            /**
             * @description What went wrong, for people.
             * @example The carrier rejected the call.
             */
            message?: string;
        };
        /**
         * @description The name of an event that can be published and that webhooks subscribe to.
         * @example event_phone_call_started
         * @enum {string}
         */
        EventName: "event_phone_call_started" | "event_phone_call_ended" | "event_phone_call_did_not_connect" | "event_phone_call_connected" | "event_phone_call_disconnected" | "event_phone_call_error" | "event_participant_joined" | "event_participant_left" | "event_voicemail_detected" | "event_voicemail_message_left" | "event_conversation_started" | "event_conversation_ended" | "event_action" | "event_action_failed" | "event_recording" | "event_connection_established" | "event_connection_closed" | "event_connection_error" | "event_user_connected";
        /**
         * @description What the event means, in the requested language.
         * @example Phone call started
         */
        EventSummary: string;
        /**
         * @description What is wrong with each field, for people, in the requested language. A key is the name of a parameter or the path of a field of the body (`custom_headers.0.name`); `body` is the body as a whole.
         * @example {
         *       "events": [
         *         "This field is required."
         *       ]
         *     }
         */
        FieldErrors: {
            [key: string]: string[];
        };
        /** @description The state of the service. */
        Health: {
            /**
             * @description `ok`: everything needed is there.
             * @constant
             */
            status: "ok";
        };
        /** @description The service is up. */
        HealthResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Health"];
        };
        /**
         * @description The HTTP method of the request that carries the event.
         * @example POST
         * @enum {string}
         */
        HttpMethod: "POST" | "PUT" | "PATCH";
        /** @description The `Idempotency-Key` was already used for a different request. */
        IdempotencyKeyReusedError: components["schemas"]["Error"] & {
            /** @constant */
            code: "IDEMPOTENCY_KEY_REUSED";
        };
        /** @description One attempt to deliver an event to a webhook. */
        Log: {
            /**
             * Format: uuid
             * @description Log UUID.
             * @example 018d0cc7-3b80-7a65-b3d2-94e1f70c8b5a
             */
            id: string;
            /**
             * Format: uuid
             * @description UUID of the webhook that the attempt is for.
             * @example 018cf29e-2660-7b12-8e44-51c0a9d3f7e6
             */
            webhook_id: string;
            event: components["schemas"]["LogEventName"];
            /**
             * Format: uuid
             * @description UUID of the event: the same on every attempt, and sent as `webhook-id`.
             * @example 018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13
             */
            event_id: string;
            trigger: components["schemas"]["LogTrigger"];
            /**
             * Format: uuid
             * @description UUID of the log that this attempt retries; `null` on a first attempt.
             * @example 018d0cc7-3b80-7a65-b3d2-94e1f70c8b5a
             */
            original_log_id: string | null;
            /**
             * @description Number of the attempt, from 1, among those of this event to this webhook.
             * @example 1
             */
            attempt: number;
            status: components["schemas"]["LogStatus"];
            /**
             * @description HTTP status that the receiver answered with; `null` if no answer came.
             * @example 503
             */
            http_status: number | null;
            error_code: components["schemas"]["DeliveryErrorCode"];
            /**
             * @description Why the attempt failed or was canceled, for people, in the requested language.
             * @example The receiver answered with status 503.
             */
            error: string | null;
            /**
             * @description URL the attempt was sent to; `null` until it is sent.
             * @example https://crm.example.com/webhooks/reentrega
             */
            request_url: string | null;
            /**
             * @description Headers the attempt was sent with; `null` until it is sent. The values of custom headers are shown as `[redacted]`.
             * @example {
             *       "webhook-id": "018d0cc7-3b80-7f4e-a1b9-0c2d5e8f6a13",
             *       "x-tenant": "[redacted]"
             *     }
             */
            request_headers: {
                [key: string]: string;
            } | null;
            /**
             * @description JSON body of the attempt.
             * @example {
             *       "event": "webhook.test",
             *       "test": true
             *     }
             */
            request_payload: Record<string, unknown>;
            /**
             * @description Headers of the receiver's answer; `null` if no answer came.
             * @example {
             *       "content-type": "text/plain"
             *     }
             */
            response_headers: {
                [key: string]: string;
            } | null;
            /**
             * @description The first 16 KiB of the receiver's answer, as text; `null` if no answer came. It is inflated (gzip, deflate, br, zstd) and decoded by its charset; a note in square brackets says so where that is not possible. What arrived before a timeout is kept.
             * @example upstream unavailable
             */
            response_body: string | null;
            /**
             * @description How long the attempt took, in milliseconds; `null` until it ends.
             * @example 231
             */
            duration_ms: number | null;
            /**
             * Format: date-time
             * @description On a queued log, when it is due. On a failed one, when the next automatic attempt is due. `null` when nothing is due.
             * @example 2024-01-15T11:00:05Z
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the receiver accepted the delivery; `null` otherwise.
             * @example 2024-01-15T11:30:01Z
             */
            delivered_at: string | null;
            /**
             * Format: date-time
             * @description When the attempt ended or was canceled; `null` until then.
             * @example 2024-01-15T11:30:01Z
             */
            finished_at: string | null;
            /**
             * Format: date-time
             * @description When the log was created.
             * @example 2024-01-15T11:00:00Z
             */
            created_at: string;
        };
        /**
         * @description What a log delivers: an event, or `webhook.test` for a test delivery.
         * @example event_phone_call_started
         * @enum {string}
         */
        LogEventName: "event_phone_call_started" | "event_phone_call_ended" | "event_phone_call_did_not_connect" | "event_phone_call_connected" | "event_phone_call_disconnected" | "event_phone_call_error" | "event_participant_joined" | "event_participant_left" | "event_voicemail_detected" | "event_voicemail_message_left" | "event_conversation_started" | "event_conversation_ended" | "event_action" | "event_action_failed" | "event_recording" | "event_connection_established" | "event_connection_closed" | "event_connection_error" | "event_user_connected" | "webhook.test";
        /** @description A page of logs. */
        LogListResponse: {
            success: components["schemas"]["Success"];
            /** @description The logs of this page, newest first. */
            data: components["schemas"]["Log"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description Returned when the log is not in a retriable state (e.g., already succeeded, too old, or webhook is disabled). */
        LogNotRetriableError: components["schemas"]["Error"] & {
            /** @constant */
            code: "LOG_NOT_RETRIABLE";
            reason: components["schemas"]["RetryRefusalReason"];
        };
        /** @description A log. */
        LogResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Log"];
        };
        /**
         * @description Where the attempt stands. `success`, `failed` and `canceled` are final.
         *
         *     - `queued`: waits to be sent.
         *     - `delivering`: is being sent.
         *     - `success`: the receiver answered with a 2xx status.
         *     - `failed`: anything else happened.
         *     - `canceled`: was not sent, and will not be; `error_code` says why. If it is `webhook_disabled`, the log can be retried.
         * @example failed
         * @enum {string}
         */
        LogStatus: "queued" | "delivering" | "success" | "failed" | "canceled";
        /**
         * @description What caused the attempt.
         *
         *     - `event`: an event was published (the first attempt).
         *     - `automatic`: the retry schedule.
         *     - `manual`: someone asked for a retry.
         *     - `test`: someone asked for a test delivery.
         * @example event
         * @enum {string}
         */
        LogTrigger: "event" | "automatic" | "manual" | "test";
        /**
         * @description How many automatic retries follow a failed first attempt; 0 turns them off.
         * @example 3
         */
        MaxRetries: number;
        /**
         * @description What happened, for people, in the requested language.
         * @example Webhook updated successfully
         */
        Message: string;
        /** @description The request was carried out. */
        MessageResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
        };
        /** @description Where this page stands in the list. */
        Pagination: {
            /**
             * @description This page, from 1; `null` when a `cursor` was given.
             * @example 1
             */
            page: number | null;
            /**
             * @description Maximum number of items per page. A page of large items may have fewer.
             * @example 25
             */
            per_page: number;
            /**
             * @description How many items there are, up to 10,000; `null` if there are more, which are not counted, or when a `cursor` was given.
             * @example 2
             */
            total: number | null;
            /**
             * @description How many pages there are; `null` where `total` is.
             * @example 1
             */
            total_pages: number | null;
            /**
             * @description Give it as `cursor` to get the items that follow; `null` on the last page.
             * @example MDE4ZDBjYzctM2I4MC03YTY1
             */
            next_cursor: string | null;
        };
        /** @description The participant that an event is about. */
        ParticipantFields: {
            /**
             * @description Id of the participant.
             * @example part_c04d92
             */
            participant_id: string;
            /**
             * @description Id of the phone call.
             * @example call_8f2c1d
             */
            call_id?: string;
            /**
             * @description Part in the call, such as `agent`, `caller` or `human_operator`.
             * @example caller
             */
            role?: string;
            /**
             * @description Name of the participant.
             * @example Marina
             */
            name?: string;
            /**
             * @description Number of the participant, in the E.164 format.
             * @example +5511912345678
             */
            phone_number?: string;
        };
        /** @description What the event `event_participant_joined` sends. */
        ParticipantJoinedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_participant_joined";
            data: components["schemas"]["ParticipantFields"] & {
                /**
                 * Format: date-time
                 * @description When the participant joined.
                 * @example 2024-01-15T11:00:06Z
                 */
                joined_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_participant_joined";
        };
        /** @description What the event `event_participant_left` sends. */
        ParticipantLeftEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_participant_left";
            data: components["schemas"]["ParticipantFields"] & {
                /**
                 * Format: date-time
                 * @description When the participant left.
                 * @example 2024-01-15T11:04:31Z
                 */
                left_at?: string;
                /**
                 * @description Why, such as `hung_up`, `transferred` or `connection_lost`.
                 * @example hung_up
                 */
                reason?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_participant_left";
        };
        /**
         * Format: date-time
         * @description Only logs created before this moment; it must be later than `from`.
         * @example 2024-01-16T00:00:00Z
         */
        PeriodEnd: string;
        /**
         * Format: date-time
         * @description Only logs created at this moment or later.
         * @example 2024-01-15T00:00:00Z
         */
        PeriodStart: string;
        /** @description What the event `event_phone_call_connected` sends. */
        PhoneCallConnectedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_connected";
            data: components["schemas"]["CallFields"] & {
                /**
                 * Format: date-time
                 * @description When the call was answered.
                 * @example 2024-01-15T11:00:06Z
                 */
                connected_at?: string;
                /**
                 * @description How long it rang, in seconds.
                 * @example 6
                 */
                ring_seconds?: number;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_connected";
        };
        /** @description What the event `event_phone_call_did_not_connect` sends. */
        PhoneCallDidNotConnectEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_did_not_connect";
            data: components["schemas"]["CallFields"] & {
                /**
                 * @description Why, such as `busy`, `no_answer`, `rejected` or `invalid_number`.
                 * @example no_answer
                 */
                reason?: string;
                /**
                 * Format: date-time
                 * @description When the call was given up.
                 * @example 2024-01-15T11:00:30Z
                 */
                ended_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_did_not_connect";
        };
        /** @description What the event `event_phone_call_disconnected` sends. */
        PhoneCallDisconnectedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_disconnected";
            data: components["schemas"]["CallFields"] & {
                /**
                 * Format: date-time
                 * @description When the line went down.
                 * @example 2024-01-15T11:04:31Z
                 */
                disconnected_at?: string;
                /**
                 * @description Who hung up, such as `caller`, `agent` or `network`.
                 * @example caller
                 */
                disconnected_by?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_disconnected";
        };
        /** @description What the event `event_phone_call_ended` sends. */
        PhoneCallEndedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_ended";
            data: components["schemas"]["CallFields"] & {
                /**
                 * Format: date-time
                 * @description When the call ended.
                 * @example 2024-01-15T11:04:32Z
                 */
                ended_at?: string;
                /**
                 * @description How long the call lasted, in seconds.
                 * @example 272
                 */
                duration_seconds?: number;
                /**
                 * @description Why it ended, such as `completed`, `voicemail` or `transferred`.
                 * @example completed
                 */
                end_reason?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_ended";
        };
        /** @description What the event `event_phone_call_error` sends. */
        PhoneCallErrorEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_error";
            data: components["schemas"]["CallFields"] & {
                error?: components["schemas"]["EventError"];
                /**
                 * Format: date-time
                 * @description When the error occurred.
                 * @example 2024-01-15T11:01:12Z
                 */
                occurred_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_error";
        };
        /** @description What the event `event_phone_call_started` sends. */
        PhoneCallStartedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_phone_call_started";
            data: components["schemas"]["CallFields"];
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_phone_call_started";
        };
        /** @description A link to the console for one agent. It opens one session. */
        PortalLink: {
            /**
             * Format: uri
             * @description Opens the console for this agent. The token is in the fragment, which browsers send to no server. `?lang=` and `?theme=` may be added before it.
             * @example https://webhooks.example.com/console/portal#token=portal_link_not-a-real-token
             */
            url: string;
            /**
             * @description The token in `url`, for pages of your own. It is accepted once, by `createPortalSession`.
             * @example portal_link_not-a-real-token
             */
            token: string;
            rights: components["schemas"]["PortalRights"];
            /**
             * Format: date-time
             * @description When the link and its session end.
             * @example 2024-01-15T12:00:00Z
             */
            expires_at: string;
        };
        /** @description The link was created. */
        PortalLinkCreatedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["PortalLink"];
        };
        /**
         * @description What the portal lets people do with the agent. Each right includes those before it.
         *
         *     - `read`: see webhooks, logs, tasks and statistics.
         *     - `retry`: retry deliveries, singly and in bulk.
         *     - `manage`: create, change, test and delete webhooks, and rotate their secrets.
         * @example retry
         * @enum {string}
         */
        PortalRights: "read" | "retry" | "manage";
        /** @description A session of the portal. */
        PortalSession: {
            /**
             * @description Sent as `Authorization: Bearer` to the operations that accept the portal. It is never shown again.
             * @example portal_session_not-a-real-token
             */
            token: string;
            /**
             * Format: uuid
             * @description UUID of the agent that the session is for.
             * @example 018cf299-9280-7c3a-9f51-2b7d6e4a1c08
             */
            agent_id: string;
            rights: components["schemas"]["PortalRights"];
            /**
             * Format: date-time
             * @description When the session ends.
             * @example 2024-01-15T12:00:00Z
             */
            expires_at: string;
        };
        /** @description The session has begun. */
        PortalSessionResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["PortalSession"];
        };
        /** @description The event to publish, in at most 256 KiB. */
        PublishEventRequest: {
            event: components["schemas"]["EventName"];
            /**
             * @description What the event says. It is forwarded as it is: the payload schemas under `webhooks` tell receivers what to expect but are not enforced here. At most 64 levels of nesting, and numbers of at most 1,000 digits.
             * @example {
             *       "call_id": "call_8f2c1d",
             *       "direction": "inbound"
             *     }
             */
            data: Record<string, unknown>;
        };
        /** @description The new attempt. */
        QueuedRetry: {
            /**
             * Format: uuid
             * @description UUID of the new log.
             * @example 018d0ce2-b2c0-7d90-8c17-6f3a2b5e9d41
             */
            log_id: string;
            /**
             * Format: uuid
             * @description UUID of the retried log, which stays as it is.
             * @example 018d0cc7-3b80-7a65-b3d2-94e1f70c8b5a
             */
            original_log_id: string;
            /**
             * Format: date-time
             * @description When the new attempt was queued.
             * @example 2024-01-15T11:30:00Z
             */
            queued_at: string;
        };
        /** @description There are as many as there may be; `message` says of what, and how many. Waiting does not help; making room does. */
        QuotaExceededError: components["schemas"]["Error"] & {
            /** @constant */
            code: "QUOTA_EXCEEDED";
        };
        /** @description What the event `event_recording` sends. */
        RecordingEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_recording";
            data: {
                /**
                 * @description Id of the recording.
                 * @example rec_3d77b0
                 */
                recording_id: string;
                /**
                 * @description Id of the phone call.
                 * @example call_8f2c1d
                 */
                call_id?: string;
                /**
                 * Format: uri
                 * @description Where the recording can be downloaded.
                 * @example https://files.example.com/recordings/rec_3d77b0.mp3
                 */
                url?: string;
                /**
                 * Format: date-time
                 * @description Until when the `url` works.
                 * @example 2024-01-22T11:05:00Z
                 */
                expires_at?: string;
                /**
                 * @description Audio format, such as `mp3` or `wav`.
                 * @example mp3
                 */
                format?: string;
                /**
                 * @description How long the recording is, in seconds.
                 * @example 266
                 */
                duration_seconds?: number;
                /**
                 * @description Size of the file, in bytes.
                 * @example 1064960
                 */
                size_bytes?: number;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_recording";
        };
        /** @description Whether a log can be retried. */
        Retriability: {
            /** @description Whether the log can be retried now. */
            retriable: boolean;
            /** @description Why it cannot; `null` if it can. */
            reason: components["schemas"]["RetryRefusalReason"] | null;
        };
        /** @description Whether the log can be retried. */
        RetriabilityResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Retriability"];
        };
        /** @description Which logs to retry: those that match every given filter. `{}` means all failed logs. */
        RetryLogsRequest: {
            /**
             * @description Only logs in one of these statuses. `canceled` recovers what was canceled because the webhook was disabled; what was canceled for another reason is skipped.
             * @default [
             *       "failed"
             *     ]
             * @example [
             *       "failed",
             *       "canceled"
             *     ]
             */
            status?: ("failed" | "canceled")[];
            event?: components["schemas"]["LogEventName"];
            from?: components["schemas"]["PeriodStart"];
            to?: components["schemas"]["PeriodEnd"];
        };
        /** @description A new attempt was queued. */
        RetryQueuedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["QueuedRetry"];
        };
        /**
         * @description Why a log cannot be retried, for programs; never translated.
         *
         *     - `already_succeeded`: this log was delivered.
         *     - `already_delivered`: a later attempt of the same event to the same webhook was delivered.
         *     - `in_progress`: this log is still queued or being delivered.
         *     - `retry_in_progress`: a retry of this log is under way.
         *     - `too_old`: the log is older than the retry window (30 days by default).
         *     - `webhook_disabled`: the webhook is disabled. Enable it first.
         *     - `canceled`: this log was canceled for good: another attempt took its place, or the webhook was deleted.
         * @example already_succeeded
         * @enum {string}
         */
        RetryRefusalReason: "already_succeeded" | "already_delivered" | "in_progress" | "retry_in_progress" | "too_old" | "webhook_disabled" | "canceled";
        /** @description The task was queued. */
        RetryTaskQueuedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["Task"];
        };
        /** @description The new secret. It is never shown again. */
        RotatedSecret: {
            webhook_secret: components["schemas"]["WebhookSecret"];
            /**
             * Format: date-time
             * @description Until when deliveries are also signed with the previous secret.
             * @example 2024-01-16T11:30:00Z
             */
            previous_secret_expires_at: string;
        };
        /** @description The secret was replaced. */
        SecretRotatedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["RotatedSecret"];
        };
        /** @description What was counted in a minute, an hour or a day. */
        StatsBucket: {
            /**
             * Format: date-time
             * @description When the bucket begins, in UTC.
             * @example 2024-01-15T11:00:00Z
             */
            start: string;
        } & components["schemas"]["StatsCounts"];
        /**
         * @description How long a bucket is: a minute, an hour or a day, in UTC.
         * @example 1h
         * @enum {string}
         */
        StatsBucketSize: "1m" | "1h" | "1d";
        /** @description What was counted in a period. */
        StatsCounts: {
            /**
             * @description Attempts that ended, without test deliveries and without what was canceled.
             * @example 120
             */
            attempts: number;
            /**
             * @description Those that the receiver accepted.
             * @example 117
             */
            successes: number;
            /**
             * @description Those that failed.
             * @example 3
             */
            failures: number;
            /**
             * @description Those that failed, by their `error_code`.
             * @example {
             *       "http_status": 2,
             *       "timeout": 1
             *     }
             */
            failures_by_error_code: {
                [key: string]: number;
            };
            duration_ms: components["schemas"]["StatsDurations"];
        };
        /** @description How long attempts took, in milliseconds, within 5% or 1 ms; `null` if nothing was sent. */
        StatsDurations: {
            /**
             * @description Half of the attempts took this long at most.
             * @example 85
             */
            p50: number;
            /**
             * @description 95% of the attempts took this long at most.
             * @example 240
             */
            p95: number;
            /**
             * @description 99% of the attempts took this long at most.
             * @example 610
             */
            p99: number;
        } | null;
        /**
         * Format: date-time
         * @description The end of the period, which is not part of it.
         * @example 2024-01-16T00:00:00Z
         */
        StatsPeriodEnd: string;
        /**
         * Format: date-time
         * @description The start of the period.
         * @example 2024-01-15T00:00:00Z
         */
        StatsPeriodStart: string;
        /**
         * @description The events that the webhook is subscribed to.
         * @example [
         *       "event_phone_call_started",
         *       "event_phone_call_ended"
         *     ]
         */
        SubscribedEvents: components["schemas"]["EventName"][];
        /**
         * @description `true`: the request was carried out.
         * @constant
         */
        Success: true;
        /** @description A retry of many logs, carried out in the background. */
        Task: {
            /**
             * Format: uuid
             * @description Task UUID.
             * @example 018d0cf0-6e60-7e21-9a38-d4c7b1f0562e
             */
            id: string;
            /**
             * @description Where the task stands. `completed` and `failed` are final.
             * @example running
             * @enum {string}
             */
            state: "queued" | "running" | "completed" | "failed";
            /**
             * @description How many logs the filter has found so far.
             * @example 48
             */
            matched: number;
            /**
             * @description How many of them have been queued for a new attempt.
             * @example 45
             */
            queued: number;
            /**
             * @description How many of them could not be retried, because they were delivered since then, for example.
             * @example 3
             */
            skipped: number;
            /**
             * @description Why the task failed, for programs; never translated. `null` unless `state` is `failed`.
             *
             *     - `webhook_deleted`: the webhook was deleted before the task ended.
             *     - `internal_error`: an error on our side stopped the task each time it was tried. Create a new task to retry the rest.
             * @example null
             * @enum {string|null}
             */
            error_code: "webhook_deleted" | "internal_error" | null;
            /**
             * @description Why the task failed, for people, in the requested language.
             * @example null
             */
            error: string | null;
            /**
             * Format: date-time
             * @description When the task was created.
             * @example 2024-01-15T11:45:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the task ended; `null` until then.
             * @example 2024-01-15T11:45:02Z
             */
            finished_at: string | null;
        };
        /** @description The webhook has a bulk retry that is not finished; `task_id` says which. */
        TaskInProgressError: components["schemas"]["Error"] & {
            /** @constant */
            code: "TASK_IN_PROGRESS";
            task_id: components["schemas"]["UnfinishedTaskId"];
        };
        /** @description A task. */
        TaskResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Task"];
        };
        /** @description What a test delivery sends. */
        TestEvent: components["schemas"]["DeliveryEnvelope"] & {
            /** @constant */
            event: "webhook.test";
            /**
             * @description Always `true`: nothing happened, it is a test.
             * @constant
             */
            test: true;
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "webhook.test";
        };
        /** @description What came of a test delivery. */
        TestResult: {
            /**
             * Format: uuid
             * @description UUID of the log of the test delivery.
             * @example 018d0cf0-6e60-7b4c-85f2-1e9d3a7c0b68
             */
            log_id: string;
            /**
             * @description HTTP status that the receiver answered with; `null` if no answer came.
             * @example 204
             */
            status_code: number | null;
            /**
             * @description How long the delivery took, in milliseconds.
             * @example 182
             */
            response_time: number;
            error_code: components["schemas"]["DeliveryErrorCode"];
            /**
             * @description Why the test delivery failed, for people, in the requested language.
             * @example The receiver answered with status 503.
             */
            error: string | null;
        };
        /**
         * Format: uuid
         * @description The task that is not finished, with `TASK_IN_PROGRESS`.
         * @example 018d0cf0-6e60-7e21-9a38-d4c7b1f0562e
         */
        UnfinishedTaskId: string;
        /** @description The fields to change; those left out stay as they are. A new `webhook_secret` replaces the old one at once: to change it without losing signatures, rotate it. */
        UpdateWebhookRequest: {
            name?: components["schemas"]["WebhookName"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            events?: components["schemas"]["SubscribedEvents"];
            http_method?: components["schemas"]["HttpMethod"];
            custom_headers?: components["schemas"]["CustomHeaders"];
            timeout?: components["schemas"]["WebhookTimeout"];
            max_retries?: components["schemas"]["MaxRetries"];
            /**
             * @description Whether events are sent to this webhook.
             * @example true
             */
            enabled?: boolean;
            webhook_secret?: components["schemas"]["WebhookSecret"];
        };
        /** @description What the event `event_user_connected` sends. */
        UserConnectedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_user_connected";
            data: {
                /**
                 * @description Id of the user.
                 * @example user_62bd4f
                 */
                user_id: string;
                /**
                 * @description Id of the conversation.
                 * @example conv_51ab7e
                 */
                conversation_id?: string;
                /**
                 * @description Name of the user.
                 * @example Marina
                 */
                name?: string;
                /**
                 * @description Where the user connected, such as `web` or `app`.
                 * @example web
                 */
                channel?: string;
                /**
                 * Format: date-time
                 * @description When the user connected.
                 * @example 2024-01-15T11:00:04Z
                 */
                connected_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_user_connected";
        };
        /** @description A parameter or a field of the body breaks a rule; `errors` says which and why. */
        ValidationError: components["schemas"]["Error"] & {
            /** @constant */
            code: "VALIDATION_FAILED";
            errors: components["schemas"]["FieldErrors"];
        };
        /** @description What the event `event_voicemail_detected` sends. */
        VoicemailDetectedEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_voicemail_detected";
            data: components["schemas"]["CallFields"] & {
                /**
                 * Format: date-time
                 * @description When it was detected.
                 * @example 2024-01-15T11:00:22Z
                 */
                detected_at?: string;
                /**
                 * @description How sure the detection is, from 0 to 1.
                 * @example 0.97
                 */
                confidence?: number;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_voicemail_detected";
        };
        /** @description What the event `event_voicemail_message_left` sends. */
        VoicemailMessageLeftEvent: components["schemas"]["EventEnvelope"] & {
            /** @constant */
            event: "event_voicemail_message_left";
            data: components["schemas"]["CallFields"] & {
                /**
                 * @description What the agent said.
                 * @example Oi, Marina! É a Ana, da Acme.
                 */
                message?: string;
                /**
                 * @description How long the message is, in seconds.
                 * @example 14
                 */
                duration_seconds?: number;
                /**
                 * Format: date-time
                 * @description When the message was left.
                 * @example 2024-01-15T11:00:40Z
                 */
                left_at?: string;
            };
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event: "event_voicemail_message_left";
        };
        /** @description Where and how the events of an agent are sent. Its secret is never read back. */
        Webhook: {
            /**
             * Format: uuid
             * @description Webhook UUID.
             * @example 018cf29e-2660-7b12-8e44-51c0a9d3f7e6
             */
            id: string;
            /**
             * Format: uuid
             * @description UUID of the agent that the webhook belongs to.
             * @example 018cf299-9280-7c3a-9f51-2b7d6e4a1c08
             */
            agent_id: string;
            /**
             * @description Name of the webhook.
             * @example CRM
             */
            name: string;
            webhook_url: components["schemas"]["WebhookUrl"];
            events: components["schemas"]["SubscribedEvents"];
            /**
             * @description How many events the webhook is subscribed to.
             * @example 2
             */
            events_count: number;
            http_method: components["schemas"]["HttpMethod"];
            custom_headers: components["schemas"]["CustomHeaders"];
            timeout: components["schemas"]["WebhookTimeout"];
            max_retries: components["schemas"]["MaxRetries"];
            /**
             * @description Whether events are sent to this webhook.
             * @example true
             */
            enabled: boolean;
            /**
             * @description `active` while the webhook is enabled, `disabled` otherwise.
             * @example active
             * @enum {string}
             */
            status: "active" | "disabled";
            /**
             * @description Why the webhook is disabled: `manual` (someone disabled it) or `gone` (the receiver answered with status 410). `null` while it is enabled.
             * @example gone
             * @enum {string|null}
             */
            disabled_reason: "manual" | "gone" | null;
            /**
             * @description How many deliveries wait to be recovered: each was canceled because the webhook was disabled (`error_code` `webhook_disabled`), has not been retried since, and is not too old to be. They can be retried once the webhook is enabled. Counted up to 10000, which means that many or more.
             * @example 0
             */
            recoverable_count: number;
            /**
             * Format: date-time
             * @description When the webhook was created.
             * @example 2024-01-10T09:05:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the webhook was last changed.
             * @example 2024-01-10T09:05:00Z
             */
            updated_at: string;
        };
        /** @description The webhook after the change. */
        WebhookChangedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["Webhook"];
        };
        /** @description The webhook that was created. */
        WebhookCreatedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["CreatedWebhook"];
        };
        /** @description Any delivery that a receiver can get; `event` tells which one it is. */
        WebhookEvent: components["schemas"]["PhoneCallStartedEvent"] | components["schemas"]["PhoneCallEndedEvent"] | components["schemas"]["PhoneCallDidNotConnectEvent"] | components["schemas"]["PhoneCallConnectedEvent"] | components["schemas"]["PhoneCallDisconnectedEvent"] | components["schemas"]["PhoneCallErrorEvent"] | components["schemas"]["ParticipantJoinedEvent"] | components["schemas"]["ParticipantLeftEvent"] | components["schemas"]["VoicemailDetectedEvent"] | components["schemas"]["VoicemailMessageLeftEvent"] | components["schemas"]["ConversationStartedEvent"] | components["schemas"]["ConversationEndedEvent"] | components["schemas"]["ActionEvent"] | components["schemas"]["ActionFailedEvent"] | components["schemas"]["RecordingEvent"] | components["schemas"]["ConnectionEstablishedEvent"] | components["schemas"]["ConnectionClosedEvent"] | components["schemas"]["ConnectionErrorEvent"] | components["schemas"]["UserConnectedEvent"] | components["schemas"]["TestEvent"];
        /** @description The webhooks of an agent, and the events that exist. */
        WebhookList: {
            /** @description All webhooks of the agent, newest first. */
            webhooks: components["schemas"]["Webhook"][];
            available_events: components["schemas"]["AvailableEvents"];
        };
        /** @description The webhooks of an agent. */
        WebhookListResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["WebhookList"];
        };
        /**
         * @description Name of the webhook, to tell it apart. Defaults to the host of the URL on creation.
         * @example CRM
         */
        WebhookName: string;
        /** @description A webhook. */
        WebhookResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Webhook"];
        };
        /**
         * @description The secret that signs deliveries: `whsec_` and 24 to 64 bytes in Base64, as Standard Webhooks says.
         * @example whsec_bm90IGEgcmVhbCBzZWNyZXQsIGp1c3QgYW4=
         */
        WebhookSecret: string;
        /** @description The statistics of a webhook. */
        WebhookStats: {
            /**
             * Format: uuid
             * @description Webhook UUID.
             * @example 018cf29e-2660-7b12-8e44-51c0a9d3f7e6
             */
            webhook_id: string;
            bucket: components["schemas"]["StatsBucketSize"];
            /**
             * Format: date-time
             * @description When the first bucket begins.
             * @example 2024-01-14T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period.
             * @example 2024-01-15T11:45:00Z
             */
            to: string;
            totals: components["schemas"]["StatsCounts"];
            /** @description The buckets in which something was counted, oldest first. */
            buckets: components["schemas"]["StatsBucket"][];
            backlog: components["schemas"]["Backlog"];
        };
        /** @description The statistics. */
        WebhookStatsResponse: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["WebhookStats"];
        };
        /** @description The test delivery was made; `data` says what came of it. */
        WebhookTestedResponse: {
            success: components["schemas"]["Success"];
            message: components["schemas"]["Message"];
            data: components["schemas"]["TestResult"];
        };
        /**
         * @description How long to wait for the receiver to answer, in seconds.
         * @example 30
         */
        WebhookTimeout: number;
        /** @description What was counted for one webhook. */
        WebhookTotals: {
            /**
             * Format: uuid
             * @description Webhook UUID.
             * @example 018cf29e-2660-7b12-8e44-51c0a9d3f7e6
             */
            webhook_id: string;
            totals: components["schemas"]["StatsCounts"];
            backlog: components["schemas"]["Backlog"];
        };
        /**
         * Format: uri
         * @description Where events are sent: an absolute `http` or `https` URL, without username or password, its host in ASCII (Punycode for other letters). The scheme is kept in lower case. It may not point to a private network or to the service itself.
         * @example https://crm.example.com/webhooks/reentrega
         */
        WebhookUrl: string;
        /** @description The URL points to an address that webhooks may not reach, such as one of a private network or of the service itself. */
        WebhookUrlForbiddenError: components["schemas"]["Error"] & {
            /** @constant */
            code: "WEBHOOK_URL_FORBIDDEN";
        };
    };
    responses: {
        /** @description Invalid agent */
        AgentInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Agent not found */
        AgentNotFound: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "AGENT_NOT_FOUND";
                };
            };
        };
        /** @description Too many agents */
        AgentQuotaExceeded: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuotaExceededError"];
            };
        };
        /** @description Cannot Retry */
        CannotRetry: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LogNotRetriableError"] | components["schemas"]["ValidationError"];
            };
        };
        /** @description Any 2xx: the delivery was accepted. Answer quickly and do the work afterwards. */
        DeliveryAccepted: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Anything else, redirects and no answer included: the delivery failed and is retried on schedule. A `Retry-After` header makes the wait longer, up to 24 hours. */
        DeliveryFailed: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Invalid event or reused key */
        EventInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"] | components["schemas"]["IdempotencyKeyReusedError"];
            };
        };
        /** @description Invalid filter or disabled webhook */
        FilterInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"] | components["schemas"]["LogNotRetriableError"];
            };
        };
        /** @description The token lacks the right */
        Forbidden: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "FORBIDDEN";
                };
            };
        };
        /** @description Unexpected error */
        InternalError: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "INTERNAL_ERROR";
                };
            };
        };
        /** @description The body is not JSON */
        InvalidJson: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "INVALID_JSON";
                };
            };
        };
        /** @description Agent, webhook or log not found */
        LogNotFound: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "AGENT_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "LOG_NOT_FOUND";
                };
            };
        };
        /** @description Invalid id, page or filter */
        LogQueryInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Invalid id or position */
        LogStreamInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Invalid page */
        PageInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description The body is too large */
        PayloadTooLarge: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "PAYLOAD_TOO_LARGE";
                };
            };
        };
        /** @description The link is not valid */
        PortalLinkInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "UNAUTHENTICATED";
                };
            };
        };
        /** @description Invalid id or field */
        PortalLinkRefused: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Too many requests */
        RateLimited: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "RATE_LIMITED";
                };
            };
        };
        /** @description The receiver wants no more deliveries: the webhook is disabled (`disabled_reason`: `gone`). */
        ReceiverGone: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Too many secrets */
        SecretQuotaExceeded: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuotaExceededError"];
            };
        };
        /** @description Temporarily unavailable */
        ServiceUnavailable: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "SERVICE_UNAVAILABLE";
                };
            };
        };
        /** @description Invalid id or period */
        StatsQueryInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Too much is stored */
        StorageQuotaExceeded: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuotaExceededError"];
            };
        };
        /** @description Agent, webhook or task not found */
        TaskNotFound: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "AGENT_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "TASK_NOT_FOUND";
                };
            };
        };
        /** @description Tasks are not finished */
        TaskRefused: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TaskInProgressError"] | components["schemas"]["QuotaExceededError"];
            };
        };
        /** @description No valid token */
        Unauthenticated: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "UNAUTHENTICATED";
                };
            };
        };
        /** @description Unknown parameter */
        UnknownParameter: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description The body has another type */
        UnsupportedMediaType: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @constant */
                    code: "UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        /** @description Invalid parameters */
        ValidationFailed: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Invalid webhook */
        WebhookInvalid: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"] | components["schemas"]["WebhookUrlForbiddenError"];
            };
        };
        /** @description Agent or webhook not found */
        WebhookNotFound: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "AGENT_NOT_FOUND" | "WEBHOOK_NOT_FOUND";
                };
            };
        };
        /** @description Too many webhooks */
        WebhookQuotaExceeded: {
            headers: {
                "Content-Language": components["headers"]["ContentLanguage"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuotaExceededError"];
            };
        };
    };
    parameters: {
        /** @description Agent UUID. */
        AgentId: string;
        /** @description The `next_cursor` of a previous answer to the same query. Takes the place of `page`, costs the same at any depth, and neither repeats nor skips items while others come and go. */
        Cursor: string;
        /** @description Only logs of this event. */
        EventFilter: components["schemas"]["LogEventName"];
        /** @description Only logs of the event with this id, which are all attempts of one delivery. */
        EventIdFilter: string;
        /** @description Log UUID of the failed delivery to retry. */
        FailedLogId: string;
        /** @description Only logs created at this moment or later. */
        FromFilter: components["schemas"]["PeriodStart"];
        /** @description A key of your own that makes the request safe to repeat: for 24 hours, the same key with the same request publishes nothing twice and gets the same answer; with a different request it is refused. */
        IdempotencyKey: string;
        /** @description The `id` of the last message that was received. The stream goes on from there. */
        LastEventId: string;
        /** @description Log UUID. */
        LogId: string;
        /** @description Which page, from 1. */
        Page: number;
        /** @description Maximum number of items per page. A page of large items may have fewer. */
        PerPage: number;
        /** @description How long each bucket is. Minutes are kept for 7 days, hours and days for 90. */
        StatsBucket: components["schemas"]["StatsBucketSize"];
        /** @description Start of the period, rounded down to a bucket. By default an hour before its end with `1m`, a day with `1h` and 30 days with `1d`. */
        StatsFrom: components["schemas"]["StatsPeriodStart"];
        /** @description End of the period; now, unless it is given. A period can have at most 1,500 buckets. */
        StatsTo: components["schemas"]["StatsPeriodEnd"];
        /** @description Only logs in this status. */
        StatusFilter: components["schemas"]["LogStatus"];
        /** @description Task UUID. */
        TaskId: string;
        /** @description Only logs created before this moment; it must be later than `from`. */
        ToFilter: components["schemas"]["PeriodEnd"];
        /** @description The name of this service and its version. */
        UserAgentHeader: string;
        /** @description Webhook UUID. */
        WebhookId: string;
        /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
        WebhookIdHeader: string;
        /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
        WebhookSignatureHeader: string;
        /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
        WebhookTimestampHeader: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The language of the sentences in the answer (BCP 47). A second one is named where the translation to the first has gaps: `es, en` is Spanish with sentences in English.
         * @example en
         */
        ContentLanguage: string;
        /** @description Identifies this request in the logs of the service. */
        RequestId: string;
        /** @description How long to wait before trying again, in seconds. */
        RetryAfter: number;
        /** @description The way to authenticate: always `Bearer`. */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAgents: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description Maximum number of items per page. A page of large items may have fewer. */
                per_page?: components["parameters"]["PerPage"];
                /** @description The `next_cursor` of a previous answer to the same query. Takes the place of `page`, costs the same at any depth, and neither repeats nor skips items while others come and go. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of agents */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentListResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["PageInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The agent to create. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAgentRequest"];
            };
        };
        responses: {
            /** @description Agent created */
            201: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentCreatedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["AgentQuotaExceeded"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AgentInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AgentNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Agent deleted */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AgentNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAgentStats: {
        parameters: {
            query?: {
                /** @description How long each bucket is. Minutes are kept for 7 days, hours and days for 90. */
                bucket?: components["parameters"]["StatsBucket"];
                /** @description Start of the period, rounded down to a bucket. By default an hour before its end with `1m`, a day with `1h` and 30 days with `1d`. */
                from?: components["parameters"]["StatsFrom"];
                /** @description End of the period; now, unless it is given. A period can have at most 1,500 buckets. */
                to?: components["parameters"]["StatsTo"];
            };
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStatsResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AgentNotFound"];
            422: components["responses"]["StatsQueryInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPortalLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /** @description The link to create. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePortalLinkRequest"];
            };
        };
        responses: {
            /** @description Link created */
            201: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalLinkCreatedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AgentNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["PortalLinkRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokePortalLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Links revoked */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AgentNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPortalSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Session opened */
            201: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSessionResponse"];
                };
            };
            401: components["responses"]["PortalLinkInvalid"];
            422: components["responses"]["UnknownParameter"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    publishEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your own that makes the request safe to repeat: for 24 hours, the same key with the same request publishes nothing twice and gets the same answer; with a different request it is refused. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /** @description The event to publish. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishEventRequest"];
            };
        };
        responses: {
            /** @description Event accepted */
            202: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAcceptedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["StorageQuotaExceeded"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["EventInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks and the events */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookListResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["AgentNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
            };
            cookie?: never;
        };
        /** @description The webhook to create. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookRequest"];
            };
        };
        responses: {
            /** @description Webhook created */
            201: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookCreatedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AgentNotFound"];
            409: components["responses"]["WebhookQuotaExceeded"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["WebhookInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description The fields to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookRequest"];
            };
        };
        responses: {
            /** @description Webhook updated */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookChangedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["WebhookInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Webhook deleted */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    toggleWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Webhook enabled or disabled */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookChangedResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The test was made */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTestedResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            409: components["responses"]["StorageQuotaExceeded"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Secret rotated */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretRotatedResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            409: components["responses"]["SecretQuotaExceeded"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getWebhookStats: {
        parameters: {
            query?: {
                /** @description How long each bucket is. Minutes are kept for 7 days, hours and days for 90. */
                bucket?: components["parameters"]["StatsBucket"];
                /** @description Start of the period, rounded down to a bucket. By default an hour before its end with `1m`, a day with `1h` and 30 days with `1d`. */
                from?: components["parameters"]["StatsFrom"];
                /** @description End of the period; now, unless it is given. A period can have at most 1,500 buckets. */
                to?: components["parameters"]["StatsTo"];
            };
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookStatsResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["StatsQueryInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLogs: {
        parameters: {
            query?: {
                /** @description Which page, from 1. */
                page?: components["parameters"]["Page"];
                /** @description Maximum number of items per page. A page of large items may have fewer. */
                per_page?: components["parameters"]["PerPage"];
                /** @description The `next_cursor` of a previous answer to the same query. Takes the place of `page`, costs the same at any depth, and neither repeats nor skips items while others come and go. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only logs in this status. */
                status?: components["parameters"]["StatusFilter"];
                /** @description Only logs of this event. */
                event?: components["parameters"]["EventFilter"];
                /** @description Only logs of the event with this id, which are all attempts of one delivery. */
                event_id?: components["parameters"]["EventIdFilter"];
                /** @description Only logs created at this moment or later. */
                from?: components["parameters"]["FromFilter"];
                /** @description Only logs created before this moment; it must be later than `from`. */
                to?: components["parameters"]["ToFilter"];
            };
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of logs */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogListResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["LogQueryInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retryLogs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description Which logs to retry. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryLogsRequest"];
            };
        };
        responses: {
            /** @description Task queued */
            202: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryTaskQueuedResponse"];
                };
            };
            400: components["responses"]["InvalidJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhookNotFound"];
            409: components["responses"]["TaskRefused"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["FilterInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    streamLogs: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last message that was received. The stream goes on from there. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["WebhookNotFound"];
            422: components["responses"]["LogStreamInvalid"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Log UUID. */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["LogNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRetriability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Log UUID of the failed delivery to retry. */
                log_id: components["parameters"]["FailedLogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the log can be retried */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriabilityResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["LogNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retryLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Log UUID of the failed delivery to retry. */
                log_id: components["parameters"]["FailedLogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Retry queued */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryQueuedResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["LogNotFound"];
            422: components["responses"]["CannotRetry"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Agent UUID. */
                agent_id: components["parameters"]["AgentId"];
                /** @description Webhook UUID. */
                webhook_id: components["parameters"]["WebhookId"];
                /** @description Task UUID. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["TaskNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process is running */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            422: components["responses"]["UnknownParameter"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service is ready */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            422: components["responses"]["UnknownParameter"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            422: components["responses"]["UnknownParameter"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document */
            200: {
                headers: {
                    "Content-Language": components["headers"]["ContentLanguage"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            422: components["responses"]["UnknownParameter"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    receivePhoneCallStartedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallStartedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receivePhoneCallEndedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallEndedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receivePhoneCallDidNotConnectEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallDidNotConnectEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receivePhoneCallConnectedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallConnectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receivePhoneCallDisconnectedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallDisconnectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receivePhoneCallErrorEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCallErrorEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveParticipantJoinedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantJoinedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveParticipantLeftEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantLeftEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveVoicemailDetectedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoicemailDetectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveVoicemailMessageLeftEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoicemailMessageLeftEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveConversationStartedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationStartedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveConversationEndedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationEndedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveActionEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveActionFailedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionFailedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveRecordingEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordingEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveConnectionEstablishedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionEstablishedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveConnectionClosedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionClosedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveConnectionErrorEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionErrorEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveUserConnectedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserConnectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
    receiveTestEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event: the same on every attempt, so that receivers can drop duplicates. */
                "webhook-id": components["parameters"]["WebhookIdHeader"];
                /** @description When this attempt was sent, in seconds since 1970-01-01 UTC. Refuse old ones to prevent replay attacks. */
                "webhook-timestamp": components["parameters"]["WebhookTimestampHeader"];
                /** @description Signatures separated by spaces, each `v1,` and the Base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. There are several while a rotation lasts: accept the delivery if one matches. */
                "webhook-signature": components["parameters"]["WebhookSignatureHeader"];
                /** @description The name of this service and its version. */
                "User-Agent"?: components["parameters"]["UserAgentHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEvent"];
            };
        };
        responses: {
            410: components["responses"]["ReceiverGone"];
            "2XX": components["responses"]["DeliveryAccepted"];
            default: components["responses"]["DeliveryFailed"];
        };
    };
}
/** The languages of the contract. */
export type Language = "en" | "es" | "pt-BR";
