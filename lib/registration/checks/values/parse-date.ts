export type ParsedDate =
  | { readonly kind: "day"; readonly iso: string }
  | { readonly kind: "ambiguous"; readonly readings: readonly [string, string] }
  /** `guess` where a spreadsheet's number of a day was probably meant. */
  | { readonly kind: "none"; readonly guess: string | null };

const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/;
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const EITHER_FIRST = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/;
const SERIAL = /^\d{5}$/;
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);

/** The ISO day, or null where the calendar has none. */
export function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isSame =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame && year >= 1000 ? date.toISOString().slice(0, 10) : null;
}

/** A day as people and spreadsheets write it. Where day and month could be changed, it is not guessed which is which. */
export function parseDate(text: string): ParsedDate {
  const written = text.trim();
  const none = { kind: "none", guess: null } as const;
  const yearFirst = YEAR_FIRST.exec(written);
  if (yearFirst) return dayOf(isoDay(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4])));
  const dayFirst = DAY_FIRST.exec(written);
  if (dayFirst) return dayOf(isoDay(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1])));
  const either = EITHER_FIRST.exec(written);
  if (either) return eitherOf(Number(either[1]), Number(either[3]), Number(either[4]));
  if (!SERIAL.test(written)) return none;
  return {
    kind: "none",
    guess: new Date(SERIAL_EPOCH + Number(written) * 86_400_000).toISOString().slice(0, 10),
  };
}

const dayOf = (iso: string | null): ParsedDate =>
  iso === null ? { kind: "none", guess: null } : { kind: "day", iso };

function eitherOf(first: number, second: number, year: number): ParsedDate {
  const [dayFirst, monthFirst] = [isoDay(year, second, first), isoDay(year, first, second)];
  const isUnclear = dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst;
  return isUnclear ? { kind: "ambiguous", readings: [dayFirst, monthFirst] } : dayOf(dayFirst ?? monthFirst);
}
