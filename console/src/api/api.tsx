import { type Client, createClient, type paths } from '@reentrega/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import createQueryClient from 'openapi-react-query';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { currentToken, signOut } from '../session/session.ts';
import { connectionIs } from './connection.ts';

/** Deliveries are asked for again this often, in ms, where nothing else says that something has changed. */
export const POLL_MS = 4000;

function createApi(language: string) {
  const client = createClient({
    baseUrl: location.origin,
    language,
    token(refused) {
      if (refused !== undefined && refused === currentToken()) signOut('refused');
      return currentToken();
    },
    async fetch(request, init) {
      const response = await fetch(request, init);
      connectionIs('there');
      return response;
    },
    onRetry({ response }) {
      if (response === undefined) connectionIs('lost');
    },
    onError({ error }) {
      if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
        connectionIs('lost');
      }
    },
  });
  return { client, query: createQueryClient(client) };
}

/** The client repeats what may be repeated, and what is shown stays while the network is away. */
function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 2000 },
      mutations: { networkMode: 'always' },
    },
  });
}

type Api = ReturnType<typeof createApi>;
const Context = createContext<Api | null>(null);

/** The client and its queries, in the reader's language: another language asks for everything anew. */
export function ApiScope({ language, children }: { language: string; children: ReactNode }) {
  const { api, queryClient } = useMemo(() => ({ api: createApi(language), queryClient: createCache() }), [language]);
  return (
    <QueryClientProvider client={queryClient}>
      <Context value={api}>{children}</Context>
    </QueryClientProvider>
  );
}

function useApi(): Api {
  const api = use(Context);
  if (api === null) throw new Error('useApi outside of ApiScope');
  return api;
}

export function useClient(): Client<paths> {
  return useApi().client;
}

/** The operations of the contract as queries and mutations. */
export function useQueries(): Api['query'] {
  return useApi().query;
}
