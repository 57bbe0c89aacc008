import type { ActivationReason } from "@/lib/domain/api-answers";
import type { FoundBike } from "./find-exact";

/** Everything that may be said of a bike that somebody wants to use, by its code; what blocks makes it unusable. */
const REASONS = {
  "not-registered": {
    blocks: true,
    title: "No such bike, or not one of yours",
    what_to_do: "Check the number on the bike. If it is right, its manufacturer has to register the bike.",
  },
  ambiguous: {
    blocks: true,
    title: "Several bikes have this number",
    what_to_do: "Use the telemetry id that is printed on the module.",
  },
  merged: {
    blocks: true,
    title: "Registered twice; this entry was merged into another",
    what_to_do: "Use the bike that it was merged into.",
  },
  withdrawn: {
    blocks: true,
    title: "Its registration was withdrawn",
    what_to_do: "Its manufacturer has to register it again.",
  },
  "model-retired": {
    blocks: false,
    title: "Its model is no longer built",
    what_to_do: "Nothing: bikes of this model work as before.",
  },
  "no-readings": {
    blocks: false,
    title: "Nothing was received from it yet",
    what_to_do: "Switch it on outdoors: the first reading usually comes within some minutes.",
  },
} as const;
type Code = keyof typeof REASONS;

export interface Activation {
  readonly usable: boolean;
  readonly bikeId: string | null;
  readonly reasons: readonly ActivationReason[];
}

const answer = (bikeId: string | null, codes: readonly Code[], into?: string): Activation => ({
  usable: codes.every((code) => !REASONS[code].blocks),
  bikeId,
  reasons: codes.map((code) => {
    const { title, what_to_do } = REASONS[code];
    return { code, title, what_to_do: code === "merged" && into ? `Use ${into}.` : what_to_do };
  }),
});

/** Whether a bike that was found can be used, and what is to be said of it. */
export function judge(bikes: readonly FoundBike[]): Activation {
  const [bike, another] = bikes;
  if (!bike) return answer(null, ["not-registered"]);
  if (another) return answer(null, ["ambiguous"]);
  if (bike.merged_into !== null) return answer(bike.bike_id, ["merged"], bike.merged_into);
  if (bike.withdrawn) return answer(bike.bike_id, ["withdrawn"]);
  return answer(bike.bike_id, bike.retired ? ["model-retired"] : []);
}

/** What it says beside that nothing was heard of a bike yet; that is no hindrance. */
export function neverHeardOf({ usable, bikeId, reasons }: Activation): Activation {
  return { usable, bikeId, reasons: [...reasons, ...answer(bikeId, ["no-readings"]).reasons] };
}
