import { breaks } from "@/lib/db/faults";
import { SIGNED_LIMITS } from "@/lib/domain/signed-limits";
import { AppError } from "@/lib/errors";
import { formatNumber } from "@/lib/format/number";

/** Bounds that `join_attributions` holds a rider to, once what is told is joined with what was, each in words. */
const BOUNDS = {
  attribution_stretches_of_bike: `${formatNumber(SIGNED_LIMITS.stretchesOfBike)} stretches of readings of one rider and bike, each 5 min apart`,
  attribution_bikes_of_rider: `${formatNumber(SIGNED_LIMITS.bikes)} bikes of one rider`,
};

/** AppError `too-large` where a rider signed for more than may be kept; null for every other fault. */
export function tooManySigned(fault: unknown): AppError | null {
  const broken = Object.entries(BOUNDS).find(([rule]) => breaks(fault, rule));
  if (!broken) return null;
  return new AppError(
    "too-large",
    `body: expected at most ${broken[1]}, with what was signed before; got more`,
    {
      cause: fault,
    },
  );
}
