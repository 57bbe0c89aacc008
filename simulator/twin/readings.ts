import type { Random } from "../random";
import { heightAt } from "../roads/height";
import { type Place, placeAt } from "../roads/route";
import type { SentReading } from "../sent-packet";
import type { LocalTime } from "../weather/local-time";
import { airTemperatureC } from "../weather/weather";
import { chargeShare } from "./battery";
import { numbersOf } from "./numbers";
import type { Twin, World } from "./twin";

type Spot = Pick<Place, "lat" | "lon" | "heightM" | "headingDeg">;

/** About a metre and a half. */
const FIX_DEG = 0.000014;
const METRES_PER_S_IN_KMH = 3.6;

const rounded = (value: number, factor: number): number => Math.round(value * factor) / factor;
const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
/** Sum of two uniform numbers: small errors are more frequent than great ones. */
const error = (random: Random, size: number): number => (random.next() + random.next() - 1) * size;

/** Where the bike truly is. */
export function spotOf({ activity }: Twin, { town }: World): Spot {
  if (activity.kind === "riding") return placeAt(activity.route, activity.doneM);
  const [lat, lon] = [town.graph.lats[activity.node] ?? 0, town.graph.lons[activity.node] ?? 0];
  return { lat, lon, heightM: heightAt(lat, lon), headingDeg: activity.headingDeg };
}

/** What a receiver makes of a place; a bike that stands keeps its last fix. */
export function movementOf(twin: Twin, spot: Spot, random: Random) {
  const isMoving = twin.activity.kind === "riding" && twin.activity.speedMs > 0;
  const fix = isMoving ? FIX_DEG : 0;
  const speedKmh = twin.activity.kind === "riding" ? twin.activity.speedMs * METRES_PER_S_IN_KMH : 0;
  return {
    lat: rounded(spot.lat + error(random, fix), 1e6),
    lon: rounded(spot.lon + error(random, fix * 1.4), 1e6),
    altitude_m: rounded(spot.heightM + error(random, fix === 0 ? 0 : 1.5), 10),
    heading_deg: Math.round(spot.headingDeg) % 360,
    speed_kmh: isMoving ? rounded(within(speedKmh + error(random, 0.25), 0, 120), 100) : 0,
  };
}

/** What the module measures: all that flows and moves. */
export function moduleReading(twin: Twin, local: LocalTime, spot: Spot, random: Random): SentReading {
  const { battery, power, activity } = twin;
  const isRiding = activity.kind === "riding";
  return {
    t: twin.atMs,
    ...movementOf(twin, spot, random),
    soc_pct: rounded(chargeShare(battery) * 100, 10),
    battery_current_a: rounded(within(power.currentA, -60, 60), 100) + 0,
    battery_voltage_v: rounded(within(power.voltageV, 0, 100), 1_000),
    battery_temp_c: rounded(within(battery.temperatureC, -40, 120), 10) + 0,
    ambient_temp_c: rounded(airTemperatureC(twin.atMs, local, spot.heightM), 10) + 0,
    motor_power_w: Math.round(within(power.motorW, 0, 2_000)),
    rider_power_w: Math.round(within(power.riderW, 0, 2_500)),
    cadence_rpm: isRiding && power.riderW > 5 ? cadence(activity.speedMs, random) : 0,
    assist_level: isRiding ? activity.assist : 0,
    odometer_m: Math.round(twin.odometerM),
    seq: twin.sequence,
  };
}

/** Riders change gears so that their legs turn neither slowly nor fast. */
const cadence = (speedMs: number, random: Random): number =>
  Math.round(within(52 + speedMs * 3.2 + error(random, 5), 0, 120));

/** What changes seldom: with each heartbeat and at each start. */
export const conditionOf = ({ battery, activity, atMs, fault }: Twin) => ({
  locked: activity.kind === "standing" && atMs >= activity.locksMs,
  error_codes: fault ? [fault.code] : [],
  battery_cycles: Math.floor(battery.cycles),
  state_of_health_pct: rounded(within(battery.healthPct, 0, 100), 10),
});

/** Serials and firmware: at start, on change, and daily. */
export const identityOf = ({ plan, battery, firmware }: Twin) => {
  const { motor, display, module } = numbersOf(plan);
  return {
    firmware,
    motor_serial: motor,
    battery_serial: battery.serial,
    display_serial: display,
    module_serial: module,
  };
};
