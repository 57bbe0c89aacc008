import type { Source } from "@/lib/domain/packet";
import type { Stretch } from "./find-stretches";
import { ALWAYS, byTurns } from "./in-gaps";
import type { Sample } from "./sample";

/**
 * The samples that tell a quantity, in order: those of one source, and of the other one what lies in gaps between these, before
 * the first and after the last one. What no position belongs to the module tells first, whoever tells the way.
 * @param all every sample of a ride, of both sources, in order.
 * @param within the ride, where it is asked how a quantity stood at its ends: less than a minute is no gap there, and no
 * reason to compare one's first word with the other's last.
 */
export function channel(
  all: readonly Sample[],
  measure: (sample: Sample) => number | null,
  { first = "iot", within = ALWAYS }: { readonly first?: Source; readonly within?: Stretch } = {},
): Sample[] {
  const told = all.filter((sample) => measure(sample) !== null);
  return byTurns(first, told, (sample) => sample, within);
}
