import type { ErrorPreset } from './errors.ts';

/** `{ success: false, message, code, errors?, reason?, request_id }`, with a code for each problem. */
export const standardErrors: ErrorPreset = {
  problems: {
    unauthenticated: { status: 401, code: 'UNAUTHENTICATED' },
    malformed_request: { status: 400, code: 'MALFORMED_REQUEST' },
    invalid_json: { status: 400, code: 'INVALID_JSON' },
    route_not_found: { status: 404, code: 'ROUTE_NOT_FOUND' },
    method_not_allowed: { status: 405, code: 'METHOD_NOT_ALLOWED' },
    payload_too_large: { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    unsupported_media_type: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    validation_failed: { status: 422, code: 'VALIDATION_FAILED' },
    internal_error: { status: 500, code: 'INTERNAL_ERROR' },
    service_unavailable: { status: 503, code: 'SERVICE_UNAVAILABLE' },
  },
  body: ({ message, code, errors, reason, fields, requestId }) => ({
    success: false,
    message,
    code,
    ...(errors && { errors }),
    ...(reason !== undefined && { reason }),
    ...fields,
    request_id: requestId,
  }),
};
