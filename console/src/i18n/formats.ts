/** Numbers, times and lengths of time as a language writes them. */
export interface Formats {
  number(value: number): string;
  /** @param share from 0 to 1 */
  percent(share: number): string;
  /** A day and a time, to the second. */
  dateTime(iso: string): string;
  /** A time of today to the second, else with its day. @param now ms */
  shortTime(iso: string, now: number): string;
  /** How far a time is from now: "3 minutes ago", "in 2 hours". @param now ms */
  relative(iso: string, now: number): string;
  /** A length of time, in the unit that suits it. @param ms */
  duration(ms: number): string;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

export function formatsIn(language: string): Formats {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const dayAndTime = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const lengths = new Map<string, Intl.NumberFormat>();
  const length = (value: number, unit: string) => {
    const format =
      lengths.get(unit) ??
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
    lengths.set(unit, format);
    return format.format(value);
  };
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    shortTime(iso, now) {
      const date = new Date(iso);
      const isToday = date.toDateString() === new Date(now).toDateString();
      return (isToday ? time : dayAndTime).format(date);
    },
    relative(iso, now) {
      const difference = Date.parse(iso) - now;
      const [unit, size] = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? ['second', 1000];
      return relative.format(Math.round(difference / size), unit);
    },
    duration(ms) {
      if (ms < 1000) return length(ms, 'millisecond');
      const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? ['second', 1000];
      return length(ms / size, unit);
    },
  };
}
