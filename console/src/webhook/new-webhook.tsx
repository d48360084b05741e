export function NewWebhook() {
  return <p>TODO</p>;
}
