import type { Status } from "@/lib/domain/bike-status";

export type StatusColours = Readonly<Record<Status, string>>;

/** The status tokens of app/globals.css as values, since a canvas cannot read variables. */
export const STATUS_COLOURS: Readonly<Record<"light" | "dark", StatusColours>> = {
  light: {
    moving: "#0b7f5c",
    parked: "#66727e",
    charging: "#2a6fb8",
    low: "#8f5b00",
    fault: "#b5361f",
    silent: "#7c5aa6",
    missing: "#7c5aa6",
  },
  dark: {
    moving: "#35c796",
    parked: "#8b97a3",
    charging: "#6ab0f3",
    low: "#e6a93c",
    fault: "#f2765c",
    silent: "#b696e0",
    missing: "#b696e0",
  },
};
