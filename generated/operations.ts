// Written by `contract generate` from the contract. Not to be edited.

/** The languages of the contract, the one it is written in first. */
export const languages = ["en", "es", "pt-BR"] as const;
export type Language = (typeof languages)[number];
/** Those whose documents have texts of the written language where they have gaps. */
export const drafts: readonly Language[] = ["es"];

/** An operation as the router needs it. `secured`: a request without credentials is refused. */
export interface Operation {
  readonly method: 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';
  readonly path: string;
  readonly secured: boolean;
  readonly requestBody: boolean;
}

/** Every operation of the contract, by its operationId. */
export const operations = {
  listAgents: { method: "get", path: "/api/v1/agents", secured: true, requestBody: false },
  createAgent: { method: "post", path: "/api/v1/agents", secured: true, requestBody: true },
  getAgent: { method: "get", path: "/api/v1/agents/{agent_id}", secured: true, requestBody: false },
  deleteAgent: { method: "delete", path: "/api/v1/agents/{agent_id}", secured: true, requestBody: false },
  getAgentStats: { method: "get", path: "/api/v1/agents/{agent_id}/stats", secured: true, requestBody: false },
  createPortalLink: { method: "post", path: "/api/v1/agents/{agent_id}/portal", secured: true, requestBody: true },
  revokePortalLinks: { method: "delete", path: "/api/v1/agents/{agent_id}/portal", secured: true, requestBody: false },
  createPortalSession: { method: "post", path: "/api/v1/portal/session", secured: true, requestBody: false },
  publishEvent: { method: "post", path: "/api/v1/agents/{agent_id}/events", secured: true, requestBody: true },
  listWebhooks: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks", secured: true, requestBody: false },
  createWebhook: { method: "post", path: "/api/v1/agents/{agent_id}/webhooks", secured: true, requestBody: true },
  getWebhook: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}", secured: true, requestBody: false },
  updateWebhook: { method: "put", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}", secured: true, requestBody: true },
  deleteWebhook: { method: "delete", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}", secured: true, requestBody: false },
  toggleWebhook: { method: "patch", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/toggle", secured: true, requestBody: false },
  testWebhook: { method: "post", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/test", secured: true, requestBody: false },
  rotateWebhookSecret: { method: "post", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/secret/rotate", secured: true, requestBody: false },
  getWebhookStats: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/stats", secured: true, requestBody: false },
  listLogs: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs", secured: true, requestBody: false },
  retryLogs: { method: "post", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/retry", secured: true, requestBody: true },
  streamLogs: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/stream", secured: true, requestBody: false },
  getLog: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}", secured: true, requestBody: false },
  getRetriability: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry", secured: true, requestBody: false },
  retryLog: { method: "post", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry", secured: true, requestBody: false },
  getTask: { method: "get", path: "/api/v1/agents/{agent_id}/webhooks/{webhook_id}/tasks/{task_id}", secured: true, requestBody: false },
  getLiveness: { method: "get", path: "/health/live", secured: false, requestBody: false },
  getReadiness: { method: "get", path: "/health/ready", secured: false, requestBody: false },
  getMetrics: { method: "get", path: "/metrics", secured: false, requestBody: false },
  getContract: { method: "get", path: "/openapi.json", secured: false, requestBody: false },
} as const satisfies Record<string, Operation>;
export type OperationId = keyof typeof operations;

/** Every request that is made to others, by its name, and what it is called in each language that has a word for it. */
export const webhooks = {
  event_phone_call_started: { summary: { en: "Phone call started", es: "Llamada telefónica iniciada", "pt-BR": "Chamada telefônica iniciada" } },
  event_phone_call_ended: { summary: { en: "Phone call ended", es: "Llamada telefónica terminada", "pt-BR": "Chamada telefônica encerrada" } },
  event_phone_call_did_not_connect: { summary: { en: "Phone call did not connect", es: "Llamada telefónica no conectada", "pt-BR": "Chamada telefônica não completada" } },
  event_phone_call_connected: { summary: { en: "Phone call connected", es: "Llamada telefónica conectada", "pt-BR": "Chamada telefônica conectada" } },
  event_phone_call_disconnected: { summary: { en: "Phone call disconnected", es: "Llamada telefónica desconectada", "pt-BR": "Chamada telefônica desconectada" } },
  event_phone_call_error: { summary: { en: "Phone call error", es: "Error en la llamada telefónica", "pt-BR": "Erro na chamada telefônica" } },
  event_participant_joined: { summary: { en: "Participant joined", es: "Un participante se unió", "pt-BR": "Participante entrou" } },
  event_participant_left: { summary: { en: "Participant left", es: "Un participante salió", "pt-BR": "Participante saiu" } },
  event_voicemail_detected: { summary: { en: "Voicemail detected", es: "Buzón de voz detectado", "pt-BR": "Caixa postal detectada" } },
  event_voicemail_message_left: { summary: { en: "Voicemail message left", es: "Mensaje dejado en el buzón de voz", "pt-BR": "Mensagem deixada na caixa postal" } },
  event_conversation_started: { summary: { en: "Conversation started", es: "Conversación iniciada", "pt-BR": "Conversa iniciada" } },
  event_conversation_ended: { summary: { en: "Conversation ended", es: "Conversación terminada", "pt-BR": "Conversa encerrada" } },
  event_action: { summary: { en: "Action carried out", es: "Acción realizada", "pt-BR": "Ação executada" } },
  event_action_failed: { summary: { en: "Action failed", es: "Acción fallida", "pt-BR": "Falha na ação" } },
  event_recording: { summary: { en: "Recording available", es: "Grabación disponible", "pt-BR": "Gravação disponível" } },
  event_connection_established: { summary: { en: "Connection established", es: "Conexión establecida", "pt-BR": "Conexão estabelecida" } },
  event_connection_closed: { summary: { en: "Connection closed", es: "Conexión cerrada", "pt-BR": "Conexão encerrada" } },
  event_connection_error: { summary: { en: "Connection error", es: "Error de conexión", "pt-BR": "Erro na conexão" } },
  event_user_connected: { summary: { en: "User connected", es: "Usuario conectado", "pt-BR": "Usuário conectado" } },
  "webhook.test": { summary: { en: "Test delivery", es: "Entrega de prueba", "pt-BR": "Entrega de teste" } },
} as const satisfies Record<string, { readonly summary: { readonly [Known in Language]?: string } }>;
export type WebhookName = keyof typeof webhooks;
