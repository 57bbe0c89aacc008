import type { Actor } from "@/lib/domain/actor";
import { TEMPERATURE_HOLDS_HOURS } from "@/lib/domain/estimate-operation";
import type { BikeBasis } from "@/lib/estimates/bike-basis";
import { factsOf } from "@/lib/estimates/ride-facts";
import { getBattery } from "@/lib/fleet/get-battery";
import { ridesOfOwner } from "@/lib/fleet/rides-of-owner";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { listRideFigures } from "@/lib/telemetry/list-ride-figures";
import type { BikeState } from "@/lib/telemetry/models";
import { askRegistration } from "./ask-registration";
import { inTurn } from "./questions";
import { rangeModel } from "./range-model";
import { telemetryReader } from "./telemetry-reader";

const TEMPERATURE_HOLDS_MS = TEMPERATURE_HOLDS_HOURS * 3_600_000;

/**
 * What estimates of a bike are made of, as far as the asker may see it: rides that its owner of now rode, and its newest values.
 * @throws AppError `unavailable`.
 */
export async function askBikeBasis(
  actor: Actor,
  state: BikeState,
  ranges: readonly VisibleRange[],
  signal?: AbortSignal,
): Promise<BikeBasis> {
  const [published, registration, battery, rides] = await Promise.all([
    rangeModel(),
    askRegistration(state.bikeId),
    getBattery(ranges),
    inTurn(actor, () => listRideFigures(telemetryReader(), ranges, signal)),
  ]);
  const own = await ridesOfOwner(ranges, rides);
  const charge = newest(state, "soc_pct");
  const ambient = newest(state, "ambient_temp_c");
  return {
    model: published && { learned: published.model, publishedAtMs: published.published_at },
    modelId: registration?.model_id ?? null,
    rides: own.flatMap((ride) => factsOf(ride) ?? []),
    charge: charge && { pct: charge.value, atMs: charge.atMs },
    capacityWh: battery?.capacityWh ?? null,
    healthPct: newest(state, "state_of_health_pct")?.value ?? null,
    ambientC: ambient && Date.now() - ambient.atMs < TEMPERATURE_HOLDS_MS ? ambient.value : null,
  };
}

function newest({ values }: BikeState, field: string): { value: number; atMs: number } | null {
  const found = values.find((one) => one.field === field);
  return typeof found?.value === "number" ? { value: found.value, atMs: found.measuredAtMs } : null;
}
