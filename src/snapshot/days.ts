const DAY_IN_MS = 86_400_000;

/** The day (YYYY-MM-DD, UTC) that lies this many days after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_IN_MS).toISOString().slice(0, 10);
}

/** The Sunday (UTC) that begins the week of this day or instant, the way GitHub counts weeks. */
export function sundayOf(instant: string): string {
  const day = instant.slice(0, 10);
  return addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
}
