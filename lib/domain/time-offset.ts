const PART = /^\s*(\d{1,9})\s*(ms|s|min|m|h|d)/;
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds forward or back of "+3600s", "-1 h 30 min" or "+2d"; null for any other text. */
export function parseOffset(text: string): number | null {
  const [, sign, parts = ""] = /^\s*([+-]|\u2212)(.*)$/s.exec(text) ?? [];
  if (sign === undefined) return null;
  let lengthMs = 0;
  let rest = parts;
  do {
    const part = PART.exec(rest);
    if (!part) return null;
    lengthMs += Number(part[1]) * (UNITS[part[2] ?? ""] ?? 0);
    rest = rest.slice(part[0].length);
  } while (rest.trim() !== "");
  return sign === "+" ? lengthMs : -lengthMs;
}

const SHOWN = ["d", "h", "min", "s", "ms"] as const;

/** "+1 h 30 min", exactly. */
export function formatOffset(offsetMs: number): string {
  let left = Math.abs(offsetMs);
  const parts = SHOWN.flatMap((unit) => {
    const unitMs = UNITS[unit] ?? 1;
    const count = Math.floor(left / unitMs);
    left -= count * unitMs;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return `${offsetMs < 0 ? "\u2212" : "+"}${parts.join(" ") || "0 s"}`;
}
