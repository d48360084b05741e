/** Times in answers and deliveries: ISO 8601, UTC, whole seconds, as in `2024-01-15T11:30:00Z`. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function timestampOrNull(date: Date | null | undefined): string | null {
  return date ? timestamp(date) : null;
}
