import type { RangeModelDocument } from "@/lib/domain/range-model";
import { type EstimatedRide, estimateRide } from "@/lib/estimates/estimate-ride";
import { modelInForce } from "./model-in-force";

/** Energy of a ride, Wh, as the model estimates it that was the published one when it began; null where nothing does. */
export const estimateAsPublished =
  (published: readonly RangeModelDocument[]) =>
  (ride: EstimatedRide & { readonly start: number }): number | null => {
    const inForce = modelInForce(published, ride.start);
    return inForce && estimateRide(inForce.model, ride);
  };
