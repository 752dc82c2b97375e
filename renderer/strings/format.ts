/** Numbers, dates and sizes as people read them, in the language of the page. */
let formats = formatsOf("en-GB");

function formatsOf(locale: string) {
  return {
    whole: new Intl.NumberFormat(locale),
    oneDigit: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    signed: new Intl.NumberFormat(locale, { signDisplay: "exceptZero", maximumFractionDigits: 0 }),
    degrees: new Intl.NumberFormat(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 }),
    day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
    month: new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }),
    minute: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
  };
}

export function setLocale(locale: string): void {
  formats = formatsOf(locale);
}

export function count(number: number): string {
  return formats.whole.format(number);
}
export function few(number: number): string {
  return number < 10 ? formats.oneDigit.format(number) : formats.whole.format(Math.round(number));
}
/** "+29", "−2", "0" */
export function signed(number: number): string {
  return formats.signed.format(number).replace("-", "−");
}
export function plural(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
export function dayOf(time: number): string {
  return formats.day.format(time);
}
/** Of a moment, on the calendar of this computer */
export function localDayOf(time: number): string {
  return dayOf(time - new Date(time).getTimezoneOffset() * 60_000);
}
export function monthOf(time: number): string {
  return formats.month.format(time);
}
export function timeOf(time: number): string {
  return formats.minute.format(time);
}
export function listOf(items: string[]): string {
  return formats.list.format(items);
}

export function fileSize(bytes: number): string {
  if (bytes < 1e6) return `${few(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${few(bytes / 1e6)} MB` : `${few(bytes / 1e9)} GB`;
}

/** "1/250 s", "2.5 s" */
export function exposure(seconds: number): string {
  return seconds < 0.4 ? `1/${Math.round(1 / seconds)} s` : `${formats.oneDigit.format(seconds)} s`;
}

/** "0.2 s", "12 ms" */
export function duration(milliseconds: number): string {
  return milliseconds < 100 ? `${Math.round(milliseconds)} ms` : `${formats.oneDigit.format(milliseconds / 1000)} s`;
}

/** "48.2082° N, 16.3738° E" */
export function place(latitude: number, longitude: number): string {
  const degrees = (value: number, positive: string, negative: string) =>
    `${formats.degrees.format(Math.abs(value))}° ${value < 0 ? negative : positive}`;
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
