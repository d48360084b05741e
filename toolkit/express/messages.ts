import { messageMaker } from './language/translate.ts';

type None = Record<string, never>;

/** The messages that the front itself needs, with their parameters. Every API brings a text for each. */
export interface FrontMessages {
  malformed_request: None;
  invalid_json: None;
  route_not_found: None;
  method_not_allowed: { method: string };
  payload_too_large: { limit: number };
  unsupported_media_type: { types: string };
  unauthenticated_missing: None;
  unauthenticated_invalid: None;
  validation_failed: None;
  internal_error: None;
  service_unavailable: None;
  invalid_required: None;
  invalid_type: { expected: string };
  invalid_enum: { allowed: string };
  invalid_min_length: { limit: number };
  invalid_max_length: { limit: number };
  invalid_minimum: { limit: number };
  invalid_maximum: { limit: number };
  invalid_min_items: { limit: number };
  invalid_max_items: { limit: number };
  invalid_min_properties: { limit: number };
  invalid_unique_items: None;
  invalid_pattern: None;
  invalid_format: { format: string };
  invalid_additional_property: None;
  invalid_unknown_parameter: None;
  invalid_nesting: { limit: number };
  invalid_long_number: { limit: number };
  invalid_range: None;
  invalid_url_scheme: { schemes: string };
  invalid_url_credentials: None;
  invalid_url_space: None;
  invalid_url_character: { character: string; encoded: string };
  invalid_url_host_missing: None;
  invalid_url_host: None;
  invalid_url_host_not_ascii: { host: string };
  invalid_url_port: None;
  invalid_value: None;
}

/** A message of the front's own. */
export const message = messageMaker<FrontMessages>();
