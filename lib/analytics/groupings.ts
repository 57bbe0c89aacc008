import { cellWords } from "@/lib/domain/cell-words";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { binOf, binsBetween } from "./bins";
import { type Grouping, UNKNOWN } from "./definition";

const NOT_KNOWN = { key: UNKNOWN, label: "not known" };
const twoDigits = (value: number) => String(value).padStart(2, "0");

/** A grouping by bands of a value that a ride may lack. */
function bands(
  name: string,
  label: string,
  unit: string,
  bounds: readonly number[],
  of: (ride: ConsentedRide) => number | null,
  ends: "open" | "from-first" = "from-first",
): Grouping {
  const bins = binsBetween(bounds, unit, ends);
  const keyAt = (at: number) => `${bins[at]?.from ?? ""}..${bins[at]?.to ?? ""}`;
  return {
    name,
    label,
    keys: [...bins.map((bin, at) => ({ key: keyAt(at), label: bin.label })), NOT_KNOWN],
    of: (ride) => {
      const value = of(ride);
      return [value === null ? UNKNOWN : keyAt(binOf(bins, value))];
    },
  };
}

/** Of the model as registered; its id, for which whoever shows it has the name. */
export const model: Grouping = {
  name: "model",
  label: "Model",
  keys: null,
  of: ({ model_id }) => [model_id ?? UNKNOWN],
};

/** Of the exact start, in the zone of the reports. */
export const hour: Grouping = {
  name: "hour",
  label: "Hour of day",
  keys: Array.from({ length: 24 }, (_, at) => ({
    key: twoDigits(at),
    label: `${twoDigits(at)}:00–${twoDigits((at + 1) % 24)}:00`,
  })),
  of: (ride) => [twoDigits(ride.hour)],
};

export const temperature = bands(
  "temperature",
  "Outside temperature",
  "°C",
  [-5, 0, 5, 10, 15, 20, 25, 30],
  ({ ambient_mean_c }) => ambient_mean_c,
  "open",
);

/** By charge cycles of the battery: months since production say less about it. */
export const age = bands(
  "age",
  "Battery's age",
  "cycles",
  [0, 50, 100, 200, 300, 500],
  (ride) => ride.cycles,
);

const ASSIST = [
  { key: "off", label: "off" },
  { key: "low", label: "levels 1–2" },
  { key: "high", label: "level 3 and more" },
];

/** That with which most metres were ridden. */
export const assist: Grouping = {
  name: "assist",
  label: "Main assist level",
  keys: [...ASSIST, NOT_KNOWN],
  of: ({ levels_m: levels }) => {
    const most = levels === null ? 0 : Math.max(0, ...levels);
    if (levels === null || most === 0) return [UNKNOWN];
    const level = levels.indexOf(most);
    return [level === 0 ? "off" : level < 3 ? "low" : "high"];
  },
};

export const source: Grouping = {
  name: "source",
  label: "Recorded by",
  keys: [
    { key: "iot", label: "module" },
    { key: "app", label: "phone" },
  ],
  of: (ride) => [ride.source],
};

/** Each cell of the grid, at least 1 km wide, in which a ride begins or through which its track goes. */
export const cell: Grouping = {
  name: "cell",
  label: "Place (cell of 1 km or more)",
  keys: null,
  words: cellWords,
  of: ({ start_cell, cells }) => [...new Set(start_cell === null ? cells : [start_cell, ...cells])],
};
