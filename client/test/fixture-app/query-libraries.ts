import { createClient } from '@reentrega/client';
import createQueryClient from 'openapi-react-query';
import { createMutateHook, createQueryHook } from 'swr-openapi';

/** The client, taken as it is by the libraries that ask openapi-fetch for data in React. Nothing here is run. */
const client = createClient({ baseUrl: '' });
const AGENT = '/api/v1/agents/{agent_id}';

const query = createQueryClient(client);

export function AgentNameByTanStack(agent_id: string): string {
  const { data, error } = query.useQuery('get', AGENT, { params: { path: { agent_id } } });
  const renamed = query.useMutation('post', '/api/v1/agents');
  renamed.mutate({ body: { name: 'Ana' } });
  // @ts-expect-error: a path that the contract does not have
  query.useQuery('get', '/api/v1/agent');
  if (error) return error.code === 'VALIDATION_FAILED' ? Object.keys(error.errors).join() : error.message;
  return data?.data.name ?? '';
}

const useApi = createQueryHook(client, 'reentrega');

export function AgentNameBySwr(agent_id: string): string {
  const { data, error } = useApi(AGENT, { params: { path: { agent_id } } });
  // @ts-expect-error: its path parameters are missing
  useApi(AGENT);
  if (error) return error.code === 'LOG_NOT_RETRIABLE' ? error.reason : error.message;
  return data?.data.name ?? '';
}

const useMutate = createMutateHook(client, 'reentrega', Object.is);

export function useRefresh(agent_id: string): () => Promise<unknown> {
  const mutate = useMutate();
  return () => mutate([AGENT, { params: { path: { agent_id } } }]);
}
