// Written by `contract generate` from the contract. Not to be edited.

/** Every sentence that is said to people, in ICU MessageFormat, by language: the first has all of them, and what a draft lacks. */
export const messages = {
  en: {
    agent_created: "Agent created successfully",
    agent_deleted: "Agent deleted successfully",
    agent_not_found: "Agent not found in this environment.",
    delivery_address_forbidden: "The host {host} {reason, select, own {is this service itself} other {resolves to an address that webhooks may not reach}}.",
    delivery_connection_failed: "The connection to {host} failed before a response arrived.",
    delivery_connection_refused: "The host {host} refused the connection.",
    delivery_dns_failed: "The host {host} could not be resolved.",
    delivery_dns_timeout: "The name server did not resolve the host {host} within {seconds, plural, one {# second} other {# seconds}}.",
    delivery_http_status: "The receiver answered with status {status, number}.",
    delivery_internal_error: "An error on our side kept this attempt from being made or completed.",
    delivery_interrupted: "This attempt was interrupted before its outcome was known.",
    delivery_invalid_response: "The receiver answered with something that is not valid HTTP.",
    delivery_superseded: "Another attempt of the same delivery took the place of this one.",
    delivery_timeout: "{phase, select, connect {The connection to {host} was not established} handshake {The TLS handshake with {host} did not finish} other {The receiver did not answer}} within {seconds, plural, one {# second} other {# seconds}}.",
    delivery_tls_failed: "A secure connection to {host} could not be established{reason, select, expired {: its certificate has expired} not_yet_valid {: its certificate is not valid yet} wrong_name {: its certificate is for another name} self_signed {: its certificate is self-signed} unknown_ca {: its certificate was issued by an unknown authority, or an intermediate certificate is missing} revoked {: its certificate was revoked} client_certificate {: it demands a client certificate} not_tls {: it does not speak TLS on this port} protocol {: there is no TLS version and cipher that both sides support} refused {: it refused the TLS handshake; there is no cipher in common, or it demands a client certificate} closed {: it closed the connection during the TLS handshake} other {}}.",
    delivery_webhook_deleted: "The webhook was deleted before this attempt was sent.",
    delivery_webhook_disabled: "The webhook was disabled, so this attempt was not sent.",
    event_accepted: "Event accepted for delivery",
    forbidden: "This token does not have the right to do this.",
    idempotency_key_reused: "This Idempotency-Key was already used for a different request.",
    internal_error: "An unexpected error occurred. If it persists, report the request_id.",
    invalid_additional_property: "This field is not accepted here.",
    invalid_cursor: "This cursor is not valid. Use the next_cursor of a previous answer.",
    invalid_enum: "Must be one of: {allowed}.",
    invalid_forbidden_header: "The header {name} is set by the service and cannot be customized.",
    invalid_format: "{format, select, uuid {Must be a UUID.} uri {Must be an absolute URL.} other {Must be a valid {format}.}}",
    invalid_json: "The request body is not valid JSON.",
    invalid_long_number: "Must not have a number of more than {limit, plural, one {# digit} other {# digits}}.",
    invalid_max_items: "Must have at most {limit, plural, one {# item} other {# items}}.",
    invalid_max_length: "Must have at most {limit, plural, one {# character} other {# characters}}.",
    invalid_maximum: "Must be {limit, number} or less.",
    invalid_min_items: "Must have at least {limit, plural, one {# item} other {# items}}.",
    invalid_min_length: "Must have at least {limit, plural, one {# character} other {# characters}}.",
    invalid_min_properties: "Must have at least {limit, plural, one {# field} other {# fields}}.",
    invalid_minimum: "Must be {limit, number} or more.",
    invalid_nesting: "Must not be nested deeper than {limit, plural, one {# level} other {# levels}}.",
    invalid_pattern: "Does not have the expected format.",
    invalid_range: "Must be earlier than the end of the period.",
    invalid_required: "This field is required.",
    invalid_too_many_buckets: "The period can have at most {limit, number} buckets.",
    invalid_type: "Must be {expected, select, string {text} integer {a whole number} number {a number} boolean {true or false} array {a list} object {an object} null {null} other {of type {expected}}}.",
    invalid_unique_items: "Must not contain the same item twice.",
    invalid_unknown_parameter: "This parameter does not exist.",
    invalid_url_character: "The URL must not contain {character} as it is. Write it as {encoded}.",
    invalid_url_credentials: "The URL must not contain a username or password.",
    invalid_url_host: "The host of the URL is neither a valid name nor an IP address.",
    invalid_url_host_missing: "The URL has no host.",
    invalid_url_host_not_ascii: "The host of the URL must be in ASCII: {host}.",
    invalid_url_port: "The port of the URL must be a number from 1 to 65535.",
    invalid_url_scheme: "{schemes, select, https {Must be an https URL} other {Must be an http or https URL}}, such as https://example.com/webhooks.",
    invalid_url_space: "The URL must not contain spaces or control characters. Write a space as %20.",
    invalid_value: "This value is not valid.",
    log_not_found: "Log not found.",
    log_not_retriable: "Log cannot be retried",
    malformed_request: "The request is not valid HTTP.",
    method_not_allowed: "The method {method} is not allowed on this route.",
    payload_too_large: "The request body is larger than {limit, number} bytes.",
    portal_link_created: "Portal link created successfully",
    portal_links_revoked: "Portal links revoked successfully",
    quota_exceeded_agents: "An environment can have at most {limit, plural, one {# agent} other {# agents}}.",
    quota_exceeded_bytes: "The events and logs of an environment can take at most {limit, number} bytes. Old ones expire and make room.",
    quota_exceeded_secrets: "A webhook can have at most {limit, plural, one {# valid secret} other {# valid secrets}}. A previous one is valid for 24 hours.",
    quota_exceeded_tasks: "An environment can have at most {limit, plural, one {# unfinished task} other {# unfinished tasks}}.",
    quota_exceeded_webhooks: "An agent can have at most {limit, plural, one {# webhook} other {# webhooks}}.",
    rate_limited: "Too many requests. Try again in {seconds, plural, one {# second} other {# seconds}}.",
    retry_queued: "Webhook retry queued successfully",
    retry_task_queued: "Retry task queued successfully",
    route_not_found: "Route not found.",
    service_unavailable: "The service is temporarily unavailable. Try again shortly.",
    task_in_progress: "A retry task of this webhook is already in progress.",
    task_internal_error: "An error on our side stopped this task each time it was tried. Create a new task to retry the rest.",
    task_not_found: "Task not found.",
    task_webhook_deleted: "The webhook was deleted before this task ended.",
    unauthenticated_invalid: "Invalid Bearer Token",
    unauthenticated_link: "This link is not valid. It was used already, has expired or was revoked. Ask for a new one.",
    unauthenticated_missing: "Missing Bearer Token",
    unsupported_media_type: "The request body must be sent as {types}.",
    validation_failed: "The given data was invalid.",
    webhook_created: "Webhook created successfully",
    webhook_deleted: "Webhook deleted successfully",
    webhook_disabled: "Webhook disabled",
    webhook_enabled: "Webhook enabled",
    webhook_not_found: "Webhook not found.",
    webhook_secret_rotated: "Webhook secret rotated successfully",
    webhook_test_accepted: "The receiver accepted the test delivery",
    webhook_test_not_accepted: "The receiver did not accept the test delivery",
    webhook_updated: "Webhook updated successfully",
    webhook_url_forbidden: "The URL points to an address that webhooks may not reach.",
    webhook_url_own: "The URL points to this service itself.",
  },
  es: {
    agent_created: "Agente creado correctamente",
    agent_deleted: "Agente eliminado correctamente",
    agent_not_found: "No se encontró el agente en este entorno.",
    delivery_address_forbidden: "El host {host} {reason, select, own {es este mismo servicio} other {se resuelve en una dirección a la que los webhooks no pueden acceder}}.",
    delivery_connection_failed: "La conexión con {host} falló antes de que llegara una respuesta.",
    delivery_connection_refused: "El host {host} rechazó la conexión.",
    delivery_dns_failed: "No se pudo resolver el host {host}.",
    delivery_dns_timeout: "El servidor de nombres no resolvió el host {host} en {seconds, plural, one {# segundo} other {# segundos}}.",
    delivery_http_status: "El receptor respondió con el estado {status, number}.",
    delivery_internal_error: "Un error de nuestra parte impidió hacer o completar este intento.",
    delivery_interrupted: "Este intento se interrumpió antes de que se conociera su resultado.",
    delivery_invalid_response: "El receptor respondió con algo que no es HTTP válido.",
    delivery_superseded: "Otro intento de la misma entrega ocupó el lugar de este.",
    delivery_timeout: "{phase, select, connect {No se estableció la conexión con {host}} handshake {No terminó la negociación TLS con {host}} other {El receptor no respondió}} en {seconds, plural, one {# segundo} other {# segundos}}.",
    delivery_tls_failed: "No se pudo establecer una conexión segura con {host}{reason, select, expired {: su certificado ha caducado} not_yet_valid {: su certificado aún no es válido} wrong_name {: su certificado es de otro nombre} self_signed {: su certificado es autofirmado} unknown_ca {: su certificado fue emitido por una autoridad desconocida, o falta un certificado intermedio} revoked {: su certificado fue revocado} client_certificate {: exige un certificado de cliente} not_tls {: no habla TLS en este puerto} protocol {: no hay una versión de TLS y un cifrado que ambas partes admitan} refused {: rechazó la negociación TLS; no hay un cifrado común, o exige un certificado de cliente} closed {: cerró la conexión durante la negociación TLS} other {}}.",
    delivery_webhook_deleted: "El webhook se eliminó antes de que se enviara este intento.",
    delivery_webhook_disabled: "El webhook se deshabilitó, así que este intento no se envió.",
    event_accepted: "Evento aceptado para su entrega",
    forbidden: "Este token no tiene permiso para hacer esto.",
    idempotency_key_reused: "Esta Idempotency-Key ya se usó en una solicitud distinta.",
    internal_error: "Se produjo un error inesperado. Si persiste, comunique el request_id.",
    invalid_additional_property: "Este campo no se acepta aquí.",
    invalid_cursor: "Este cursor no es válido. Use el next_cursor de una respuesta anterior.",
    invalid_enum: "Debe ser uno de estos valores: {allowed}.",
    invalid_forbidden_header: "El servicio define el encabezado {name}, que no se puede personalizar.",
    invalid_format: "{format, select, uuid {Debe ser un UUID.} uri {Debe ser una URL absoluta.} other {Debe ser un {format} válido.}}",
    invalid_json: "El cuerpo de la solicitud no es JSON válido.",
    invalid_long_number: "No debe tener un número de más de {limit, plural, one {# dígito} other {# dígitos}}.",
    invalid_max_items: "Debe tener como máximo {limit, plural, one {# elemento} other {# elementos}}.",
    invalid_max_length: "Debe tener como máximo {limit, plural, one {# carácter} other {# caracteres}}.",
    invalid_maximum: "Debe ser {limit, number} o menos.",
    invalid_min_items: "Debe tener al menos {limit, plural, one {# elemento} other {# elementos}}.",
    invalid_min_length: "Debe tener al menos {limit, plural, one {# carácter} other {# caracteres}}.",
    invalid_min_properties: "Debe tener al menos {limit, plural, one {# campo} other {# campos}}.",
    invalid_minimum: "Debe ser {limit, number} o más.",
    invalid_nesting: "No debe tener más de {limit, plural, one {# nivel} other {# niveles}} de anidamiento.",
    invalid_pattern: "No tiene el formato esperado.",
    invalid_range: "Debe ser anterior al final del período.",
    invalid_required: "Este campo es obligatorio.",
    invalid_too_many_buckets: "El período puede tener como máximo {limit, number} intervalos.",
    invalid_type: "Debe ser {expected, select, string {un texto} integer {un número entero} number {un número} boolean {true o false} array {una lista} object {un objeto} null {null} other {del tipo {expected}}}.",
    invalid_unique_items: "No debe contener el mismo elemento dos veces.",
    invalid_unknown_parameter: "Este parámetro no existe.",
    invalid_url_character: "La URL no debe contener {character} tal cual. Escríbalo como {encoded}.",
    invalid_url_credentials: "La URL no debe contener nombre de usuario ni contraseña.",
    invalid_url_host: "El host de la URL no es un nombre válido ni una dirección IP.",
    invalid_url_host_missing: "La URL no tiene host.",
    invalid_url_host_not_ascii: "El host de la URL debe estar en ASCII: {host}.",
    invalid_url_port: "El puerto de la URL debe ser un número del 1 al 65535.",
    invalid_url_scheme: "{schemes, select, https {Debe ser una URL https} other {Debe ser una URL http o https}}, como https://example.com/webhooks.",
    invalid_url_space: "La URL no debe contener espacios ni caracteres de control. Escriba un espacio como %20.",
    invalid_value: "Este valor no es válido.",
    log_not_found: "No se encontró el registro.",
    log_not_retriable: "El registro no se puede reintentar",
    malformed_request: "La solicitud no es HTTP válido.",
    method_not_allowed: "El método {method} no está permitido en esta ruta.",
    payload_too_large: "El cuerpo de la solicitud supera los {limit, number} bytes.",
    portal_link_created: "Enlace del portal creado correctamente",
    portal_links_revoked: "Enlaces del portal revocados correctamente",
    quota_exceeded_agents: "Un entorno puede tener como máximo {limit, plural, one {# agente} other {# agentes}}.",
    quota_exceeded_bytes: "Los eventos y registros de un entorno pueden ocupar como máximo {limit, number} bytes. Los antiguos caducan y liberan espacio.",
    quota_exceeded_secrets: "Un webhook puede tener como máximo {limit, plural, one {# secreto válido} other {# secretos válidos}}. Un secreto anterior es válido durante 24 horas.",
    quota_exceeded_tasks: "Un entorno puede tener como máximo {limit, plural, one {# tarea sin terminar} other {# tareas sin terminar}}.",
    quota_exceeded_webhooks: "Un agente puede tener como máximo {limit, plural, one {# webhook} other {# webhooks}}.",
    rate_limited: "Demasiadas solicitudes. Vuelva a intentarlo en {seconds, plural, one {# segundo} other {# segundos}}.",
    retry_queued: "Reintento del webhook puesto en cola correctamente",
    retry_task_queued: "Tarea de reintento puesta en cola correctamente",
    route_not_found: "No se encontró la ruta.",
    service_unavailable: "El servicio no está disponible en este momento. Vuelva a intentarlo en unos instantes.",
    task_in_progress: "Ya hay una tarea de reintento de este webhook en curso.",
    task_internal_error: "Un error de nuestra parte detuvo esta tarea cada vez que se ejecutó. Cree una tarea nueva para reintentar el resto.",
    task_not_found: "No se encontró la tarea.",
    task_webhook_deleted: "El webhook se eliminó antes de que terminara esta tarea.",
    unauthenticated_invalid: "El token Bearer no es válido",
    unauthenticated_link: "Este enlace no es válido. Ya se usó, caducó o fue revocado. Pida uno nuevo.",
    unauthenticated_missing: "Falta el token Bearer",
    unsupported_media_type: "El cuerpo de la solicitud debe enviarse como {types}.",
    validation_failed: "Los datos enviados no son válidos.",
    webhook_created: "Webhook creado correctamente",
    webhook_deleted: "Webhook eliminado correctamente",
    webhook_disabled: "Webhook deshabilitado",
    webhook_enabled: "Webhook habilitado",
    webhook_not_found: "No se encontró el webhook.",
    webhook_secret_rotated: "Secreto del webhook rotado correctamente",
    webhook_test_accepted: "El receptor aceptó la entrega de prueba",
    webhook_test_not_accepted: "El receptor no aceptó la entrega de prueba",
    webhook_updated: "Webhook actualizado correctamente",
    webhook_url_forbidden: "La URL apunta a una dirección a la que los webhooks no pueden acceder.",
    webhook_url_own: "La URL apunta a este mismo servicio.",
  },
  "pt-BR": {
    agent_created: "Agente criado com sucesso",
    agent_deleted: "Agente excluído com sucesso",
    agent_not_found: "Agente não encontrado neste ambiente.",
    delivery_address_forbidden: "O host {host} {reason, select, own {é este próprio serviço} other {resolve para um endereço que os webhooks não podem acessar}}.",
    delivery_connection_failed: "A conexão com {host} falhou antes de chegar uma resposta.",
    delivery_connection_refused: "O host {host} recusou a conexão.",
    delivery_dns_failed: "Não foi possível resolver o host {host}.",
    delivery_dns_timeout: "O servidor de nomes não resolveu o host {host} em {seconds, plural, one {# segundo} other {# segundos}}.",
    delivery_http_status: "O receptor respondeu com o status {status, number}.",
    delivery_internal_error: "Um erro do nosso lado impediu que esta tentativa fosse feita ou concluída.",
    delivery_interrupted: "Esta tentativa foi interrompida antes de se conhecer o resultado.",
    delivery_invalid_response: "O receptor respondeu com algo que não é HTTP válido.",
    delivery_superseded: "Outra tentativa da mesma entrega tomou o lugar desta.",
    delivery_timeout: "{phase, select, connect {A conexão com {host} não foi estabelecida} handshake {O handshake TLS com {host} não terminou} other {O receptor não respondeu}} em {seconds, plural, one {# segundo} other {# segundos}}.",
    delivery_tls_failed: "Não foi possível estabelecer uma conexão segura com {host}{reason, select, expired {: o certificado está vencido} not_yet_valid {: o certificado ainda não é válido} wrong_name {: o certificado é de outro nome} self_signed {: o certificado é autoassinado} unknown_ca {: o certificado foi emitido por uma autoridade desconhecida, ou falta um certificado intermediário} revoked {: o certificado foi revogado} client_certificate {: o host exige um certificado de cliente} not_tls {: o host não fala TLS nesta porta} protocol {: não há versão de TLS e cifra que os dois lados suportem} refused {: o host recusou o handshake TLS; não há cifra em comum, ou ele exige um certificado de cliente} closed {: o host encerrou a conexão durante o handshake TLS} other {}}.",
    delivery_webhook_deleted: "O webhook foi excluído antes do envio desta tentativa.",
    delivery_webhook_disabled: "O webhook estava desativado, por isso esta tentativa não foi enviada.",
    event_accepted: "Evento aceito para entrega",
    forbidden: "Este token não tem permissão para isso.",
    idempotency_key_reused: "Esta Idempotency-Key já foi usada em uma requisição diferente.",
    internal_error: "Ocorreu um erro inesperado. Se ele persistir, informe o request_id.",
    invalid_additional_property: "Este campo não é aceito aqui.",
    invalid_cursor: "Este cursor não é válido. Use o next_cursor de uma resposta anterior.",
    invalid_enum: "Deve ser um destes valores: {allowed}.",
    invalid_forbidden_header: "O cabeçalho {name} é definido pelo serviço e não pode ser personalizado.",
    invalid_format: "{format, select, uuid {Deve ser um UUID.} uri {Deve ser uma URL absoluta.} other {Deve ser um {format} válido.}}",
    invalid_json: "O corpo da requisição não é um JSON válido.",
    invalid_long_number: "Não deve ter um número com mais de {limit, plural, one {# dígito} other {# dígitos}}.",
    invalid_max_items: "Deve ter no máximo {limit, plural, one {# item} other {# itens}}.",
    invalid_max_length: "Deve ter no máximo {limit, plural, one {# caractere} other {# caracteres}}.",
    invalid_maximum: "Deve ser {limit, number} ou menos.",
    invalid_min_items: "Deve ter pelo menos {limit, plural, one {# item} other {# itens}}.",
    invalid_min_length: "Deve ter pelo menos {limit, plural, one {# caractere} other {# caracteres}}.",
    invalid_min_properties: "Deve ter pelo menos {limit, plural, one {# campo} other {# campos}}.",
    invalid_minimum: "Deve ser {limit, number} ou mais.",
    invalid_nesting: "Não deve ter mais de {limit, plural, one {# nível} other {# níveis}} de aninhamento.",
    invalid_pattern: "Não está no formato esperado.",
    invalid_range: "Deve ser anterior ao fim do período.",
    invalid_required: "Este campo é obrigatório.",
    invalid_too_many_buckets: "O período pode ter no máximo {limit, number} intervalos.",
    invalid_type: "Deve ser {expected, select, string {um texto} integer {um número inteiro} number {um número} boolean {true ou false} array {uma lista} object {um objeto} null {null} other {do tipo {expected}}}.",
    invalid_unique_items: "Não deve conter itens repetidos.",
    invalid_unknown_parameter: "Este parâmetro não existe.",
    invalid_url_character: "A URL não deve conter {character} diretamente. Escreva como {encoded}.",
    invalid_url_credentials: "A URL não deve conter usuário nem senha.",
    invalid_url_host: "O host da URL não é um nome válido nem um endereço IP.",
    invalid_url_host_missing: "Falta o host na URL.",
    invalid_url_host_not_ascii: "O host da URL deve estar em ASCII: {host}.",
    invalid_url_port: "A porta da URL deve ser um número de 1 a 65535.",
    invalid_url_scheme: "{schemes, select, https {Deve ser uma URL https} other {Deve ser uma URL http ou https}}, como https://example.com/webhooks.",
    invalid_url_space: "A URL não deve conter espaços nem caracteres de controle. Escreva um espaço como %20.",
    invalid_value: "Este valor não é válido.",
    log_not_found: "Log não encontrado.",
    log_not_retriable: "Não é possível retentar o log",
    malformed_request: "A requisição não é HTTP válido.",
    method_not_allowed: "O método {method} não é permitido nesta rota.",
    payload_too_large: "O corpo da requisição excede {limit, number} bytes.",
    portal_link_created: "Link do portal criado com sucesso",
    portal_links_revoked: "Links do portal revogados com sucesso",
    quota_exceeded_agents: "Um ambiente pode ter no máximo {limit, plural, one {# agente} other {# agentes}}.",
    quota_exceeded_bytes: "Os eventos e logs de um ambiente podem ocupar no máximo {limit, number} bytes. Os antigos expiram e liberam espaço.",
    quota_exceeded_secrets: "Um webhook pode ter no máximo {limit, plural, one {# segredo válido} other {# segredos válidos}}. Um segredo anterior vale por 24 horas.",
    quota_exceeded_tasks: "Um ambiente pode ter no máximo {limit, plural, one {# tarefa não terminada} other {# tarefas não terminadas}}.",
    quota_exceeded_webhooks: "Um agente pode ter no máximo {limit, plural, one {# webhook} other {# webhooks}}.",
    rate_limited: "Muitas requisições. Tente novamente em {seconds, plural, one {# segundo} other {# segundos}}.",
    retry_queued: "Nova tentativa de entrega enfileirada com sucesso",
    retry_task_queued: "Tarefa de retentativa enfileirada com sucesso",
    route_not_found: "Rota não encontrada.",
    service_unavailable: "O serviço está temporariamente indisponível. Tente novamente em instantes.",
    task_in_progress: "Já há uma tarefa de retentativa deste webhook em andamento.",
    task_internal_error: "Um erro do nosso lado interrompeu esta tarefa todas as vezes em que ela foi executada. Crie uma nova tarefa para retentar o restante.",
    task_not_found: "Tarefa não encontrada.",
    task_webhook_deleted: "O webhook foi excluído antes do fim desta tarefa.",
    unauthenticated_invalid: "Token Bearer inválido",
    unauthenticated_link: "Este link não é válido. Ele já foi usado, expirou ou foi revogado. Peça um novo.",
    unauthenticated_missing: "Token Bearer ausente",
    unsupported_media_type: "O corpo da requisição deve ser enviado como {types}.",
    validation_failed: "Os dados informados são inválidos.",
    webhook_created: "Webhook criado com sucesso",
    webhook_deleted: "Webhook excluído com sucesso",
    webhook_disabled: "Webhook desativado",
    webhook_enabled: "Webhook ativado",
    webhook_not_found: "Webhook não encontrado.",
    webhook_secret_rotated: "Segredo do webhook rotacionado com sucesso",
    webhook_test_accepted: "O receptor aceitou a entrega de teste",
    webhook_test_not_accepted: "O receptor não aceitou a entrega de teste",
    webhook_updated: "Webhook atualizado com sucesso",
    webhook_url_forbidden: "A URL aponta para um endereço que os webhooks não podem acessar.",
    webhook_url_own: "A URL aponta para este próprio serviço.",
  },
} as const;

export type MessageKey = keyof (typeof messages)["en"];

/** The values that a sentence's placeholders have to be given. */
export interface MessageParameters {
  agent_created: Record<string, never>;
  agent_deleted: Record<string, never>;
  agent_not_found: Record<string, never>;
  delivery_address_forbidden: { host: string; reason: string };
  delivery_connection_failed: { host: string };
  delivery_connection_refused: { host: string };
  delivery_dns_failed: { host: string };
  delivery_dns_timeout: { host: string; seconds: number };
  delivery_http_status: { status: number };
  delivery_internal_error: Record<string, never>;
  delivery_interrupted: Record<string, never>;
  delivery_invalid_response: Record<string, never>;
  delivery_superseded: Record<string, never>;
  delivery_timeout: { host: string; phase: string; seconds: number };
  delivery_tls_failed: { host: string; reason: string };
  delivery_webhook_deleted: Record<string, never>;
  delivery_webhook_disabled: Record<string, never>;
  event_accepted: Record<string, never>;
  forbidden: Record<string, never>;
  idempotency_key_reused: Record<string, never>;
  internal_error: Record<string, never>;
  invalid_additional_property: Record<string, never>;
  invalid_cursor: Record<string, never>;
  invalid_enum: { allowed: string };
  invalid_forbidden_header: { name: string };
  invalid_format: { format: string };
  invalid_json: Record<string, never>;
  invalid_long_number: { limit: number };
  invalid_max_items: { limit: number };
  invalid_max_length: { limit: number };
  invalid_maximum: { limit: number };
  invalid_min_items: { limit: number };
  invalid_min_length: { limit: number };
  invalid_min_properties: { limit: number };
  invalid_minimum: { limit: number };
  invalid_nesting: { limit: number };
  invalid_pattern: Record<string, never>;
  invalid_range: Record<string, never>;
  invalid_required: Record<string, never>;
  invalid_too_many_buckets: { limit: number };
  invalid_type: { expected: string };
  invalid_unique_items: Record<string, never>;
  invalid_unknown_parameter: Record<string, never>;
  invalid_url_character: { character: string; encoded: string };
  invalid_url_credentials: Record<string, never>;
  invalid_url_host: Record<string, never>;
  invalid_url_host_missing: Record<string, never>;
  invalid_url_host_not_ascii: { host: string };
  invalid_url_port: Record<string, never>;
  invalid_url_scheme: { schemes: string };
  invalid_url_space: Record<string, never>;
  invalid_value: Record<string, never>;
  log_not_found: Record<string, never>;
  log_not_retriable: Record<string, never>;
  malformed_request: Record<string, never>;
  method_not_allowed: { method: string };
  payload_too_large: { limit: number };
  portal_link_created: Record<string, never>;
  portal_links_revoked: Record<string, never>;
  quota_exceeded_agents: { limit: number };
  quota_exceeded_bytes: { limit: number };
  quota_exceeded_secrets: { limit: number };
  quota_exceeded_tasks: { limit: number };
  quota_exceeded_webhooks: { limit: number };
  rate_limited: { seconds: number };
  retry_queued: Record<string, never>;
  retry_task_queued: Record<string, never>;
  route_not_found: Record<string, never>;
  service_unavailable: Record<string, never>;
  task_in_progress: Record<string, never>;
  task_internal_error: Record<string, never>;
  task_not_found: Record<string, never>;
  task_webhook_deleted: Record<string, never>;
  unauthenticated_invalid: Record<string, never>;
  unauthenticated_link: Record<string, never>;
  unauthenticated_missing: Record<string, never>;
  unsupported_media_type: { types: string };
  validation_failed: Record<string, never>;
  webhook_created: Record<string, never>;
  webhook_deleted: Record<string, never>;
  webhook_disabled: Record<string, never>;
  webhook_enabled: Record<string, never>;
  webhook_not_found: Record<string, never>;
  webhook_secret_rotated: Record<string, never>;
  webhook_test_accepted: Record<string, never>;
  webhook_test_not_accepted: Record<string, never>;
  webhook_updated: Record<string, never>;
  webhook_url_forbidden: Record<string, never>;
  webhook_url_own: Record<string, never>;
}
