import type { Source } from "@/lib/domain/packet";
import { type Random, randomOf } from "./random";
import type { SentReading } from "./sent-packet";

const METRES_PER_DEGREE = 111_320;
const CELLS_IN_SERIES = 10;

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
const clamped = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/**
 * One bike on the road: speed wanders around what rider and motor manage, charge falls with motor power, position
 * follows the heading. Sixteen values that hang together, so that they compress like real ones.
 */
export class RideModel {
  readonly #random: Random;
  #speedKmh: number;
  #heading: number;
  #lat: number;
  #lon: number;
  #altitudeM: number;
  #chargePct: number;
  #odometerM: number;
  #batteryTempC: number;
  readonly #ambientC: number;
  #assist: number;
  #sequence = 0;

  /** @param seed same seed, same ride. @param centre degrees around which rides begin. */
  constructor(seed: number, centre: { lat: number; lon: number } = { lat: 47.1415, lon: 9.5215 }) {
    const random = randomOf(seed);
    this.#random = random;
    this.#speedKmh = random.between(12, 24);
    this.#heading = random.between(0, 360);
    this.#lat = centre.lat + random.between(-0.03, 0.03);
    this.#lon = centre.lon + random.between(-0.02, 0.02);
    this.#altitudeM = random.between(440, 560);
    this.#chargePct = random.between(40, 100);
    this.#odometerM = random.whole(10_000, 9_000_000);
    this.#ambientC = random.between(2, 28);
    this.#batteryTempC = this.#ambientC + random.between(2, 8);
    this.#assist = random.whole(1, 5);
  }

  /** The reading at `tMs`, `elapsedMs` after the one before. The phone knows movement only. */
  reading(tMs: number, elapsedMs: number, source: Source): SentReading {
    const seconds = clamped(elapsedMs / 1_000, 0, 60);
    this.#move(seconds);
    const movement = {
      lat: rounded(this.#lat, 6),
      lon: rounded(this.#lon, 6),
      altitude_m: rounded(this.#altitudeM, 1),
      heading_deg: Math.round(this.#heading) % 360,
      speed_kmh: rounded(this.#speedKmh, 2),
    };
    if (source === "app") return { t: tMs, ...movement };
    const motorW = Math.round(
      clamped(this.#assist * 14 * (this.#speedKmh / 20) + this.#random.between(-9, 9), 0, 500),
    );
    const voltage = 30 + CELLS_IN_SERIES * (this.#chargePct / 100) * 1.1;
    this.#chargePct = Math.max(2, this.#chargePct - (motorW * seconds) / 3_600 / 6);
    this.#batteryTempC += (motorW / 250 - (this.#batteryTempC - this.#ambientC) / 30) * seconds * 0.002;
    return {
      t: tMs,
      ...movement,
      soc_pct: rounded(this.#chargePct, 1),
      battery_current_a: rounded(motorW / voltage, 2),
      battery_voltage_v: rounded(voltage - motorW * 0.0015, 3),
      battery_temp_c: rounded(this.#batteryTempC, 1),
      ambient_temp_c: rounded(this.#ambientC, 1),
      motor_power_w: motorW,
      rider_power_w: Math.round(this.#random.between(60, 160)),
      cadence_rpm: Math.round(clamped(this.#speedKmh * 3.4 + this.#random.between(-3, 3), 0, 120)),
      assist_level: this.#assist,
      odometer_m: Math.round(this.#odometerM),
      seq: ++this.#sequence,
    };
  }

  #move(seconds: number): void {
    const random = this.#random;
    this.#speedKmh = clamped(this.#speedKmh + random.between(-1, 1) * Math.sqrt(seconds), 0, 32);
    this.#heading = (this.#heading + random.between(-6, 6) * seconds + 360) % 360;
    if (random.chance(0.02)) this.#assist = random.whole(1, 5);
    const metres = (this.#speedKmh / 3.6) * seconds;
    const radians = (this.#heading * Math.PI) / 180;
    this.#lat = clamped(this.#lat + (metres * Math.cos(radians)) / METRES_PER_DEGREE, -89, 89);
    const width = METRES_PER_DEGREE * Math.cos((this.#lat * Math.PI) / 180);
    this.#lon = clamped(this.#lon + (metres * Math.sin(radians)) / width, -179, 179);
    this.#altitudeM = clamped(this.#altitudeM + random.between(-0.3, 0.3) * seconds, 0, 3_000);
    this.#odometerM += metres;
  }
}
