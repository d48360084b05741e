import type { Language } from '../../generated/operations.ts';
import type { ApiHandlers } from '../api/api.ts';
import { unavailable } from '../api/api-error.ts';
import { languagesIn } from '../api/document.ts';

interface Dependencies {
  /** Rejects when the service cannot do its work at the moment. */
  assertReady(): Promise<void>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  /** The bundled contract, by language. */
  documents: Record<Language, Record<string, unknown>>;
}

/** What operators and programs ask of the service itself. */
export function serviceHandlers({
  assertReady,
  metrics,
  documents,
}: Dependencies): Pick<ApiHandlers, 'getLiveness' | 'getReadiness' | 'getMetrics' | 'getContract'> {
  return {
    getLiveness: () => ({ status: 200, body: { success: true, data: { status: 'ok' } } }),

    async getReadiness() {
      await assertReady().catch(() => {
        throw unavailable();
      });
      return { status: 200, body: { success: true, data: { status: 'ok' } } };
    },

    async getMetrics() {
      return { status: 200, type: 'text/plain', body: await metrics() };
    },

    getContract(_input, { language, spoken }) {
      languagesIn(language).forEach(spoken);
      return { status: 200, body: documents[language] };
    },
  };
}
