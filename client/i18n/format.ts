import type { Language } from "./languages.ts";

/** Numbers and times as the language writes them. Units that are symbols (ms, kbit/s) are the same in both. */

const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language, options);
  cache.set(key, format);
  return format;
}

export function formatCount(count: number, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 0 }).format(count);
}

/** As ping(8) writes a time, in milliseconds without the unit: `0.045`, `1.23`, `12.3`, `104`. */
export function formatRtt(ms: number, language: Language): string {
  const digits = rttDigits(ms);
  return numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(ms);
}

function rttDigits(ms: number): number {
  if (ms < 0.9995) return 3;
  if (ms < 9.995) return 2;
  return ms < 99.95 ? 1 : 0;
}

/** `500 ms`, `0.045 ms`: whole numbers as they are, else as ping(8) writes them. */
export function formatMilliseconds(ms: number, language: Language): string {
  return `${Number.isInteger(ms) ? formatCount(ms, language) : formatRtt(ms, language)} ms`;
}

export function formatPercent(percent: number, language: Language): string {
  const options = { style: "percent", maximumFractionDigits: percent > 0 && percent < 10 ? 1 : 0 } as const;
  return numberFormat(language, options).format(percent / 100);
}

const rateUnits = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;
const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** SI prefixes, as tc(8) and interface speeds have them. */
export function formatRate(bitsPerSecond: number, language: Language): string {
  return withUnit(bitsPerSecond, rateUnits, language);
}

export function formatBytes(bytes: number, language: Language): string {
  return withUnit(bytes, byteUnits, language);
}

function withUnit(value: number, units: readonly string[], language: Language): string {
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const options = power === 0 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return `${numberFormat(language, options).format(scaled)} ${units[power] ?? ""}`;
}

/** `14:03:27`: the command log's stamp. */
export function formatClock(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);
}

const spans: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** RelativeTimeFormat's own "now" reads oddly beside "changed", in Chinese most of all. */
const justNow: Readonly<Record<Language, string>> = { en: "just now", "zh-CN": "刚刚" };

/** `5 minutes ago`, `yesterday`; a date when it is longer than a month ago. */
export function formatAgo(at: number, now: number, language: Language): string {
  const elapsed = at - now;
  if (elapsed < -30 * 86_400_000)
    return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(at);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, span] of spans) {
    if (-elapsed >= span) return relative.format(Math.round(elapsed / span), unit);
  }
  return justNow[language];
}
