export function Overview() {
  return <p>TODO</p>;
}
