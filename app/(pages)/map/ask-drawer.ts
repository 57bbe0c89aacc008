import { webSettings } from "@/lib/auth/settings";
import type { Actor } from "@/lib/domain/actor";
import { visibleRanges } from "@/lib/fleet/visible-ranges";
import { getBikeHistory } from "@/lib/telemetry/get-bike-history";
import { getBikeState } from "@/lib/telemetry/get-bike-state";
import { listRides } from "@/lib/telemetry/list-rides";
import type { BikeHistory, BikeRide, BikeState } from "@/lib/telemetry/models";
import { askRegistration } from "../../ask-registration";
import { liveHub } from "../../live-hub";
import { inTurn } from "../../questions";
import { telemetryReader } from "../../telemetry-reader";

const DAY_MS = 86_400_000;
const STRETCH_MS = 2 * 3_600_000;
/** As wide as the small charts are on the screen. */
const POINTS = 150;
const LAST_RIDES = 3;

export interface DrawerAnswer {
  readonly state: BikeState;
  /** How often the bike reports at least, ms. */
  readonly rhythmMs: number;
  /** Of the last two hours, or of the two before the newest reading where that is older. */
  readonly history: BikeHistory;
}

/** All that there can be of a bike. */
const lifetime = (nowMs: number) => ({
  fromMs: Date.parse(webSettings().SLIPSTREAM_SERVICE_EPOCH),
  toMs: nowMs + DAY_MS,
});

/** The bike's newest rides, as far as the actor may see it then. */
export async function askLastRides(
  actor: Actor,
  bikeId: string,
  nowMs: number,
): Promise<readonly BikeRide[]> {
  const life = await visibleRanges(actor, bikeId, lifetime(nowMs), askRegistration);
  const page = await inTurn(actor, () => listRides(telemetryReader(), life, { limit: LAST_RIDES }));
  return page.rides;
}

/** What the drawer shows of a bike; null where the actor sees no such bike. */
export async function askDrawer(actor: Actor, bikeId: string, nowMs: number): Promise<DrawerAnswer | null> {
  const reader = telemetryReader();
  const life = await visibleRanges(actor, bikeId, lifetime(nowMs), askRegistration);
  const state = await inTurn(actor, () => getBikeState(reader, life));
  if (!state) return null;
  const isRecent = state.newestAtMs > nowMs - STRETCH_MS;
  const toMs = isRecent ? Math.max(nowMs, state.newestAtMs) + 1 : state.newestAtMs + 1;
  const span = { fromMs: toMs - STRETCH_MS, toMs };
  const ranges = await visibleRanges(actor, bikeId, span, askRegistration);
  const fields = ["speed_kmh", "soc_pct", "motor_power_w"];
  const history = await inTurn(actor, () => getBikeHistory(reader, ranges, { fields, points: POINTS }));
  const nothing = { readings: 0, lateReadings: 0, series: [], late: [], gaps: [], track: [] };
  const rhythmMs = liveHub().grid.rhythmOf(bikeId);
  return { state, rhythmMs, history: { ...(history ?? nothing), ...span } };
}
