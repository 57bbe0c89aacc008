import { z } from "zod";

/** An option's text as what it means; where it means nothing, the fault says what was expected and what came. */
export const meaning = <T>(expected: string, read: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `expected ${expected}, got ${text || "nothing"}` });
    return z.NEVER;
  });

const numberIn = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const isUnit = (letter: string | undefined): letter is keyof typeof UNITS =>
  letter !== undefined && letter in UNITS;

export const whole = (min: number, max: number) =>
  meaning(`a whole number from ${min} to ${max}`, (text) => {
    const number = numberIn(text);
    return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
  });

export const share = meaning("a share from 0 to 1", (text) => {
  const number = numberIn(text);
  return number >= 0 && number <= 1 ? number : undefined;
});

export const factor = meaning("a number above 0", (text) => {
  const number = numberIn(text);
  return number > 0 ? number : undefined;
});

/** In milliseconds. */
export const duration = meaning("a duration like 90s, 30m, 4h or 7d", (text) => {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return isUnit(unit) ? Number(amount) * UNITS[unit] : undefined;
});

export const given = meaning("a value", (text) => text || undefined);

export const address = meaning("an address like http://127.0.0.1:3000", (text) =>
  URL.canParse(text) && /^https?:/i.test(text) ? text : undefined,
);

export const oneOf = <const T extends string>(...choices: readonly T[]) =>
  meaning(choices.join(" or "), (text) => choices.find((choice) => choice === text));
