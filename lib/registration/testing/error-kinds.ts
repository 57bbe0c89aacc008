import type { Reason } from "../checks/finding";
import type { ColumnKey } from "../columns/column";
import type { MadeRow } from "./right-row";

/** One way in which rows go wrong: how the row looks then, and what is to be found in which column. */
export interface ErrorKind {
  readonly reason: Reason;
  readonly columns: readonly ColumnKey[];
  /** @param earlier a right row further up. */
  spoil(row: MadeRow, earlier: MadeRow): Partial<MadeRow>;
  /** The row's values stand one column further to the right from this one on. */
  readonly shiftFrom?: keyof MadeRow;
  /** What the world knows of the row's motor or battery instead of the usual. */
  readonly world?: "motor-in-bike" | "battery-unknown" | "battery-of-other-model";
}

const changedDigit = (digits: string): string => digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10);

export const ERROR_KINDS: readonly ErrorKind[] = [
  {
    reason: "look-alike",
    columns: ["frame_number"],
    spoil: ({ frame_number }) => ({ frame_number: frame_number.replace("-1", "-I") }),
  },
  { reason: "safety-standard", columns: ["frame_number"], spoil: () => ({ frame_number: "EN 14764" }) },
  { reason: "placeholder", columns: ["display_serial"], spoil: () => ({ display_serial: "n/a" }) },
  { reason: "missing", columns: ["motor_serial"], spoil: () => ({ motor_serial: "" }) },
  { reason: "also-in-row", columns: ["frame_number"], spoil: (_, { frame_number }) => ({ frame_number }) },
  {
    reason: "future",
    columns: ["produced_on"],
    spoil: ({ produced_on }) => ({ produced_on: produced_on.replace("2026", "2062") }),
  },
  { reason: "other-capacity", columns: ["battery_wh"], spoil: () => ({ battery_wh: "400" }) },
  { reason: "check-digit", columns: ["imei"], spoil: ({ imei }) => ({ imei: changedDigit(imei) }) },
  { reason: "scientific", columns: ["iccid"], spoil: () => ({ iccid: "8,94231E+18" }) },
  { reason: "unknown-model", columns: ["model"], spoil: ({ model }) => ({ model: model.replace("R", "") }) },
  { reason: "in-another-bike", columns: ["motor_serial"], spoil: () => ({}), world: "motor-in-bike" },
  { reason: "never-produced", columns: ["battery_serial"], spoil: () => ({}), world: "battery-unknown" },
  { reason: "other-model", columns: ["battery_serial"], spoil: () => ({}), world: "battery-of-other-model" },
  { reason: "shifted", columns: ["produced_on", "imei", "iccid"], spoil: () => ({}), shiftFrom: "model" },
];
