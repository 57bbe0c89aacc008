/** Lines that people look for keep one colour everywhere; others take the next of the rest. */
const FIXED: Readonly<Record<string, string>> = {
  speed_kmh: "var(--accent)",
  soc_pct: "var(--moving)",
  motor_power_w: "var(--low)",
  live_per_second: "var(--accent)",
  late_per_second: "var(--late)",
  seconds_behind: "var(--low)",
  records_waiting: "var(--charging)",
};
const OTHERS = ["var(--charging)", "var(--silent)", "var(--parked)"] as const;

/** Colour of a field's line at its place among those shown. */
export function colourOf(field: string, place: number): string {
  return FIXED[field] ?? OTHERS[place % OTHERS.length] ?? "var(--accent)";
}
