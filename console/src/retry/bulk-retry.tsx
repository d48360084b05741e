export function BulkRetry() {
  return <p>TODO</p>;
}
