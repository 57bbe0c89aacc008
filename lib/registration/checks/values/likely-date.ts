import { isoDay } from "./parse-date";

/** The day that was probably meant by one that cannot be: the first slip of a finger that gives a day in the range. */
export function likelyDate(
  iso: string,
  from: string,
  to: string,
): { readonly iso: string; readonly how: string } | null {
  const [year = "", month = "", day = ""] = iso.split("-");
  const attempts = [
    ...[2, 1, 0].map((at) => ({ how: "Digits of the year swapped", parts: [swapped(year, at), month, day] })),
    { how: "Day and month swapped", parts: [year, day, month] },
    { how: "The year mistyped", parts: [to.slice(0, 4), month, day] },
  ];
  for (const { how, parts } of attempts) {
    const [y, m, d] = parts.map(Number);
    const meant = isoDay(y ?? 0, m ?? 0, d ?? 0);
    if (meant !== null && meant !== iso && meant >= from && meant <= to) return { iso: meant, how };
  }
  return null;
}

const swapped = (digits: string, at: number): string =>
  digits.slice(0, at) +
  digits
    .slice(at, at + 2)
    .split("")
    .reverse()
    .join("") +
  digits.slice(at + 2);
