import { z } from "zod";

/** What an estimate is of, each with the climb of the way known and not. */
export const ESTIMATE_TERMS = ["energy", "energy_unknown_climb", "time", "time_unknown_climb"] as const;
export type EstimateTerm = (typeof ESTIMATE_TERMS)[number];

/**
 * One term: the natural logarithm of an amount per kilometre (Wh/km, s/km) of a way that is made flat. Numbers are made of
 * the rides of at least `LEAST_RIDERS` riders each.
 */
const Term = z.object({
  /** Of all bikes, at 20 °C or more. */
  level: z.number(),
  /** Metres of flat way that a metre of climb costs as much as; 0 where the climb is not known. */
  flat_per_climb: z.number(),
  /** Added for each 10 °C below 20 °C. */
  cold: z.number(),
  /** Mean of those tens of degrees over all rides, for a ride of which no temperature is known. */
  mean_cold: z.number(),
  /** Variance between bikes whatever their model. */
  between: z.number(),
  /** Variance between rides of one bike: the same for each, and what a kilometre's is divided by the kilometres. */
  spread: z.number(),
  spread_km: z.number(),
  /** By how much intervals have to be wider or narrower to hold in 80 of 100 rides that were learned from. */
  reach: z.number(),
  /** Added for bikes of a model, and the variance between them; none for one that too few riders ride. */
  models: z.record(z.string(), z.object({ offset: z.number(), between: z.number() })),
});
export type RangeTerm = z.infer<typeof Term>;

/** What was learned from rides consented for the range model; a term that too few riders tell of is null. */
export const RangeModel = z.object({
  riders: z.number().int(),
  rides: z.number().int(),
  terms: z.object({
    energy: Term.nullable(),
    energy_unknown_climb: Term.nullable(),
    time: Term.nullable(),
    time_unknown_climb: Term.nullable(),
  }),
  /** Metres climbed per kilometre, over all rides; null where too few riders tell. */
  climb_per_km: z.number().nullable(),
});
export type RangeModel = z.infer<typeof RangeModel>;

export const RANGE_MODEL = "range-model";

/**
 * The model as it is published; the id of the one that is so now is `model|range-model`, that of each that it took the place of
 * ends in its revision and is kept for good.
 */
export const RangeModelDocument = z.object({
  kind: z.literal("model"),
  definition: z.literal(RANGE_MODEL),
  purpose: z.literal(RANGE_MODEL),
  revision: z.number().int(),
  published_at: z.number(),
  /** Of the ledger when it was learned. */
  position: z.number(),
  /** Version of the way in which it is learned. */
  formula: z.number().int(),
  model: RangeModel,
});
export type RangeModelDocument = z.infer<typeof RangeModelDocument>;
export const RANGE_MODEL_ID = `model|${RANGE_MODEL}`;
/** Of a model that another took the place of. */
export const rangeModelIdOf = (revision: number): string => `${RANGE_MODEL_ID}|${revision}`;
