/** When the key that a new one replaces ends, seconds from now. */
export const OLD_KEY_SECONDS = {
  "at-once": 0,
  "in-an-hour": 3_600,
  "in-a-day": 86_400,
  "in-a-week": 604_800,
} as const;
export type OldKeyEnds = keyof typeof OLD_KEY_SECONDS;
export const OLD_KEY_ENDS = [
  "at-once",
  "in-an-hour",
  "in-a-day",
  "in-a-week",
] as const satisfies OldKeyEnds[];
