import { parse } from "csv-parse/sync";
import type { SentReading } from "./sent-packet";

/** A recorded ride as readings, and the rows that are none. */
export interface Ride {
  readonly bikeId: string;
  readonly readings: readonly SentReading[];
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
}

/** What the index knows of a ride that its rows do not. */
export interface RideSummary {
  readonly startVoltageV: number | null;
  readonly endVoltageV: number | null;
  readonly assistLevel: number | null;
}

const CADENCE_MISSING = 255;
/** Columns of the recordings and the fields they become; other columns have no field in the contract. */
const COLUMNS = [
  ["position_lat", "lat"],
  ["position_long", "lon"],
  ["altitude", "altitude_m"],
  ["speed", "speed_kmh"],
  ["cadence", "cadence_rpm"],
  ["temperature", "ambient_temp_c"],
] as const;

/** Bike of a ride file: `ebike_trip_07.csv` is a ride of `DCU-000007`. @throws Error for another name. */
export function bikeOfFile(name: string): string {
  const number = /^ebike_trip_(\d{1,6})\.csv$/.exec(name)?.[1];
  if (number === undefined) throw new Error(`expected a file like ebike_trip_07.csv, got ${name}`);
  return `DCU-${number.padStart(6, "0")}`;
}

/**
 * Rows of a recording to readings, as a phone would send them. Columns are found by name, since recordings differ; an
 * empty cell is a missing value, a row without a time is refused. Voltage and assist level of the ride's start and end
 * go to its first and last reading.
 */
export function readRide(name: string, text: string, summary?: RideSummary): Ride {
  const readings: SentReading[] = [];
  const refused: { row: number; reason: string }[] = [];
  for (const [row, cells] of rowsOf(text).entries()) {
    const timeMs = Date.parse(`${cells.timestamp ?? ""}Z`);
    const values = COLUMNS.flatMap(([column, field]) => {
      const value = numberIn(cells[column]);
      return value === null || (field === "cadence_rpm" && value === CADENCE_MISSING)
        ? []
        : [[field, value] as const];
    });
    if (Number.isNaN(timeMs)) refused.push({ row, reason: `no time: "${cells.timestamp ?? ""}"` });
    else if (values.length === 0) refused.push({ row, reason: "no values" });
    else readings.push({ t: timeMs, ...Object.fromEntries(values) });
  }
  return { bikeId: bikeOfFile(name), readings: withSummary(readings, summary), refused };
}

/** The index of a folder of rides, by file name. */
export function readSummaries(text: string): Map<string, RideSummary> {
  return new Map(
    rowsOf(text).map((cells) => [
      cells.file ?? "",
      {
        startVoltageV: numberIn(cells["Start_Voltage(V)"]),
        endVoltageV: numberIn(cells["End_Voltage(V)"]),
        assistLevel: numberIn(cells["Power Assistance Level"]),
      },
    ]),
  );
}

function withSummary(readings: readonly SentReading[], summary: RideSummary | undefined): SentReading[] {
  return readings.map((reading, at) => ({
    ...reading,
    ...(at === 0
      ? present({ battery_voltage_v: summary?.startVoltageV, assist_level: summary?.assistLevel })
      : {}),
    ...(at > 0 && at === readings.length - 1 ? present({ battery_voltage_v: summary?.endVoltageV }) : {}),
  }));
}

const present = (values: Record<string, number | null | undefined>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "number"));

const rowsOf = (text: string): Record<string, string | undefined>[] =>
  parse<Record<string, string | undefined>>(text, {
    columns: true,
    skip_empty_lines: true,
    bom: true,
    trim: true,
    relax_column_count: true,
  });

function numberIn(cell: string | undefined): number | null {
  const value = cell === undefined || cell === "" ? Number.NaN : Number(cell);
  return Number.isFinite(value) ? value : null;
}
