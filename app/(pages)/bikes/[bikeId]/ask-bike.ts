import type { BikeAddress } from "@/components/range/address";
import { rangeOf } from "@/components/range/range";
import { webSettings } from "@/lib/auth/settings";
import type { Actor } from "@/lib/domain/actor";
import type { BikeBasis } from "@/lib/estimates/bike-basis";
import { estimateRange, type RangeEstimate } from "@/lib/estimates/estimate-range";
import { visibleRanges } from "@/lib/fleet/visible-ranges";
import { getBikeHistory } from "@/lib/telemetry/get-bike-history";
import { getBikeState } from "@/lib/telemetry/get-bike-state";
import { getCoverage } from "@/lib/telemetry/get-coverage";
import { listRides, type RidePage } from "@/lib/telemetry/list-rides";
import type { BikeHistory, BikeState, CoverageDay, TimeSpan } from "@/lib/telemetry/models";
import { askBikeBasis } from "../../../ask-bike-basis";
import { askRegistration } from "../../../ask-registration";
import { liveHub } from "../../../live-hub";
import { inTurn } from "../../../questions";
import { telemetryReader } from "../../../telemetry-reader";

const DAY_MS = 86_400_000;

export interface BikeAnswer {
  readonly state: BikeState;
  /** How often the bike reports at least, ms. */
  readonly rhythmMs: number;
  readonly range: TimeSpan;
  readonly history: BikeHistory;
  /** False where positions are hidden until a reason is stated. */
  readonly located: boolean;
}

/** All that there can be of a bike: from the service's epoch to the end of tomorrow. */
const lifetime = (): TimeSpan => ({
  fromMs: Date.parse(webSettings().SLIPSTREAM_SERVICE_EPOCH),
  toMs: Date.now() + DAY_MS,
});

/** The newest values of a bike; null when the actor sees no such bike. */
export async function askState(actor: Actor, bikeId: string): Promise<BikeState | null> {
  const life = await visibleRanges(actor, bikeId, lifetime(), askRegistration);
  return inTurn(actor, () => getBikeState(telemetryReader(), life));
}

/** A bike's state with its history for the asked range, or for the day of the newest reading. */
export async function askBike(
  actor: Actor,
  state: BikeState,
  address: BikeAddress,
  zone: string,
): Promise<BikeAnswer> {
  const { fromMs, toMs } = address;
  const range =
    fromMs === undefined || toMs === undefined ? rangeOf("day", state.newestAtMs, zone) : { fromMs, toMs };
  const ranges = await visibleRanges(actor, address.bikeId, range, askRegistration);
  const history = await inTurn(actor, () => getBikeHistory(telemetryReader(), ranges));
  const nothing = { readings: 0, lateReadings: 0, series: [], late: [], gaps: [], track: [] };
  return {
    state,
    rhythmMs: liveHub().grid.rhythmOf(state.bikeId),
    range,
    history: { ...(history ?? nothing), ...range },
    located: ranges.some(({ positions }) => positions),
  };
}

/** The bike's rides of which something lies in a range; none is longer than a day. */
export async function askRides(actor: Actor, bikeId: string, range: TimeSpan): Promise<RidePage> {
  const around = { fromMs: range.fromMs - DAY_MS, toMs: range.toMs + DAY_MS };
  const ranges = await visibleRanges(actor, bikeId, around, askRegistration);
  return inTurn(actor, () => listRides(telemetryReader(), ranges, { touching: range }));
}

/** How far the bike goes on its charge, and what that is made of. */
export async function askRange(
  actor: Actor,
  state: BikeState,
): Promise<{ readonly basis: BikeBasis; readonly range: RangeEstimate }> {
  const life = await visibleRanges(actor, state.bikeId, lifetime(), askRegistration);
  const basis = await askBikeBasis(actor, state, life);
  return { basis, range: estimateRange(basis) };
}

/** Readings per day of the bike's whole life, in the viewer's zone. */
export async function askCoverage(actor: Actor, bikeId: string, zone: string): Promise<CoverageDay[]> {
  const life = await visibleRanges(actor, bikeId, lifetime(), askRegistration);
  return inTurn(actor, () => getCoverage(telemetryReader(), life, { timeZone: zone }));
}
