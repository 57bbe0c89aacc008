import type { ComponentSlot } from "@/lib/domain/master-data";

type BikeColumn =
  | "bike_id"
  | "frame_number"
  | "model"
  | "produced_on"
  | "fnuci"
  | "battery_passport"
  | "imei"
  | "iccid"
  | "battery_wh"
  | "firmware";
export type SerialColumn = `${ComponentSlot}_serial`;
export type PartColumn = `${ComponentSlot}_part`;
export type ColumnKey = BikeColumn | SerialColumn | PartColumn;

/** One thing that a file may tell of a bike. */
export interface Column {
  readonly key: ColumnKey;
  readonly label: string;
  /** What people in English, German, French and Italian call it; writing and accents do not matter. */
  readonly aliases: readonly string[];
  /** An identifier is kept as it is written and is no number, even if it looks like one. */
  readonly kind: "identifier" | "text" | "date" | "number";
  readonly required: boolean;
  /** Empty where a row usually has none. */
  readonly example: string;
  readonly about: string;
}
