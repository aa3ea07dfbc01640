/** "81%", with one more digit below ten per cent of either end, where it tells something. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  if (share > 0.999 && share < 1) return '>99.9%';
  const digits = share > 0 && share < 0.0995 ? 1 : share > 0.9905 && share < 1 ? 1 : 0;
  return `${(share * 100).toFixed(digits)}%`;
}

/** A score between 0 and 1 as ".84"; a negative one as "−.03". */
export function score(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits).replace(/^0\./, '.');
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

const grouped = new Intl.NumberFormat('en-GB');

/** 12,345 */
export function count(value: number): string {
  return grouped.format(value);
}

/** "1 study", "12 studies" */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A day without a time zone ("2026-11-23") as "23 Nov 2026"; days never shift with the clock's zone. */
export function day(isoDay: string): string {
  return dayFormat.format(new Date(`${isoDay}T12:00:00`));
}

/** A point in time in local terms: the time of today, the day otherwise with the time. */
export function instant(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = timeFormat.format(at);
  return at.toDateString() === now.toDateString() ? `today ${time}` : `${dayFormat.format(at)} ${time}`;
}

/** "8 s", "3 min 20 s", "1 h 5 min" */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** The end of a long identifier, enough to tell two apart on screen. */
export function shortId(id: string): string {
  return id.slice(-6);
}
