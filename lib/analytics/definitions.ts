import type { Definition } from "./definition";
import { batteryHealth } from "./definitions/battery-health";
import { dataQuality } from "./definitions/data-quality";
import { energyAndRange } from "./definitions/energy-and-range";
import { speedAndAssist } from "./definitions/speed-and-assist";
import { tripLengths } from "./definitions/trip-lengths";
import { usage } from "./definitions/usage";
import { where } from "./definitions/where";

/** What reports there are. A report more is a file and an entry more. */
export const DEFINITIONS = [
  usage,
  tripLengths,
  speedAndAssist,
  dataQuality,
  energyAndRange,
  batteryHealth,
  where,
] as const satisfies readonly Definition[];

export type DefinitionId = (typeof DEFINITIONS)[number]["id"];

/** The definition of that id; null for none. */
export const definitionOf = (id: string): Definition | null =>
  DEFINITIONS.find((definition) => definition.id === id) ?? null;
