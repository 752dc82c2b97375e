/** Numbers, dates and sizes as people read them. */
const locale = "en-GB";
const whole = new Intl.NumberFormat(locale);
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

export function count(number: number): string {
  return whole.format(number);
}
export function few(number: number): string {
  return number < 10 ? oneDigit.format(number) : whole.format(Math.round(number));
}
export function plural(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
export function dayOf(time: number): string {
  return day.format(time);
}
export function timeOf(time: number): string {
  return minute.format(time);
}

/** "about 20 min", "about 2 days" */
export function roughly(seconds: number): string {
  if (seconds < 60) return "less than a minute";
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `about ${Math.round(seconds / 3600)} hours`;
  return `about ${Math.round(seconds / 86400)} days`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1e6) return `${few(bytes / 1e3)} kB`;
  return `${few(bytes / 1e6)} MB`;
}

/** "1/250 s", "2.5 s" */
export function exposure(seconds: number): string {
  return seconds < 0.4 ? `1/${Math.round(1 / seconds)} s` : `${oneDigit.format(seconds)} s`;
}

/** "48.2082° N, 16.3738° E" */
export function place(latitude: number, longitude: number): string {
  const degrees = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
