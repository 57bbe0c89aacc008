import type { Status } from "@/lib/domain/bike-status";

/** Each status has a shape of its own in a square of 14, so that it can be told without colour. */
export const SHAPES: Readonly<Record<Status, { readonly path: string; readonly filled: boolean }>> = {
  moving: { path: "M13 7 2 12.5 5 7 2 1.5Z", filled: true },
  parked: { path: "M3 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0Z", filled: true },
  charging: { path: "M2 2h10v10H2ZM7.8 3.4 4.6 7.6h2L6.2 10.6 9.4 6.4h-2Z", filled: true },
  low: { path: "M7 1.5 13 12.5H1Z", filled: true },
  fault: { path: "M7 1 13 7 7 13 1 7Z", filled: true },
  silent: { path: "M3 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0Z", filled: false },
  missing: { path: "M3 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0ZM1.5 12.5 12.5 1.5", filled: false },
};

export function Glyph({ status, size = 14 }: { status: Status; size?: number }) {
  const { path, filled } = SHAPES[status];
  const colour = `var(--${status})`;
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" className="shrink-0">
      <path
        d={path}
        fill={filled ? colour : "none"}
        fillRule="evenodd"
        stroke={filled ? "none" : colour}
        strokeWidth={2}
      />
    </svg>
  );
}
