export function WebhookScreen() {
  return <p>TODO</p>;
}
