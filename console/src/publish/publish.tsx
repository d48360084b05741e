export function Publish() {
  return <p>TODO</p>;
}
