import fc from "fast-check";
import type { Source } from "@/lib/domain/packet";
import { north } from "./samples";

/** A reading as it is sent, of what one source reports over a while. */
interface RecordedReading {
  readonly t: number;
  readonly speed_kmh?: number;
  readonly lat?: number;
  readonly lon?: number;
  readonly soc_pct?: number;
  readonly state_of_health_pct?: number;
}
export interface RecordedPart {
  readonly source: Source;
  readonly readings: readonly RecordedReading[];
}

const HALF_MINUTE_MS = 30_000;

/**
 * What one source reports over a while, riding or standing, on the grid of half a minute from `fromMs` on: close enough
 * for parts to overlap, and now and then for more than a day.
 */
export const somePart = (fromMs: number): fc.Arbitrary<RecordedPart> =>
  fc
    .record({
      source: fc.constantFrom("iot" as const, "app" as const),
      startHalf: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 6 * 2_880 })),
      steps: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) },
        { weight: 1, arbitrary: fc.integer({ min: 300, max: 1_000 }) },
      ),
      stepHalves: fc.constantFrom(1, 3, 9, 10, 11),
      kmh: fc.constantFrom(0, 12),
      tells: fc.constantFrom("speed", "place", "both", "neither"),
      chargePct: fc.constantFrom(40, 42, 80),
    })
    .map(({ source, startHalf, steps, stepHalves, kmh, tells, chargePct }) => ({
      source,
      readings: Array.from({ length: steps }, (_, at) => {
        const isTold = (what: string) => tells === what || tells === "both";
        return {
          t: fromMs + (startHalf + at * stepHalves) * HALF_MINUTE_MS,
          ...(isTold("speed") ? { speed_kmh: kmh } : {}),
          ...(isTold("place") ? north(((at * stepHalves * kmh) / 120) * 1_000) : {}),
          ...(tells === "speed" ? {} : { soc_pct: chargePct - (at % 400) / 10 }),
          ...(tells === "both" || kmh === 0 ? { state_of_health_pct: 50 + chargePct / 2 } : {}),
        };
      }),
    }));
