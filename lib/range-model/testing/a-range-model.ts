import { RangeModelDocument } from "@/lib/domain/range-model";

const NOTHING = { spread: 0.01, spread_km: 0.02, between: 0.01, reach: 1, mean_cold: 0.8 };

/** A published model that knows energy alone: of all bikes, with an offset for those of model M1. */
export const aRangeModel = (
  over: Partial<Pick<RangeModelDocument, "revision" | "published_at" | "position">>,
  { level, cold }: { readonly level: number; readonly cold: number },
): RangeModelDocument => {
  const models = { M1: { offset: 0.25, between: 0.01 } };
  const energy = { ...NOTHING, level, cold, flat_per_climb: 55, models };
  return RangeModelDocument.parse({
    ...{ kind: "model", definition: "range-model", purpose: "range-model" },
    ...{ revision: 1, published_at: 0, position: 1, formula: 1, ...over },
    model: {
      ...{ riders: 12, rides: 300, climb_per_km: 8 },
      terms: {
        energy,
        energy_unknown_climb: { ...energy, level: level + 0.3, flat_per_climb: 0 },
        time: null,
        time_unknown_climb: null,
      },
    },
  });
};
