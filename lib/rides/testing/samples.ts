import type { Sample } from "../sample";

/** Degrees of latitude per metre, near enough for tests. */
const DEGREES_PER_M = 1 / 111_195.08;

const NOTHING: Omit<Sample, "timeMs" | "source"> = {
  reportedAs: "",
  place: null,
  latenessS: 0,
  client: null,
  altitudeM: null,
  speedKmh: null,
  socPct: null,
  currentA: null,
  voltageV: null,
  batteryTempC: null,
  ambientTempC: null,
  motorPowerW: null,
  riderPowerW: null,
  assistLevel: null,
  odometerM: null,
  cycles: null,
  healthPct: null,
};

/** A sample that tells nothing but this. */
export const sample = (
  timeMs: number,
  source: Sample["source"],
  told: Partial<Omit<Sample, "timeMs" | "source">> = {},
): Sample => ({ ...NOTHING, timeMs, source, ...told });

/** A place so many metres north of another that all tests share. */
export const north = (metres: number): { lat: number; lon: number } => ({
  lat: 47 + metres * DEGREES_PER_M,
  lon: 9.5,
});

/** Samples of a bike that rides north at an even speed, every so many seconds, both ends included. */
export function riding(
  source: Sample["source"],
  { fromS, toS, everyS = 5, kmh = 18 }: { fromS: number; toS: number; everyS?: number; kmh?: number },
  told: (atS: number) => Partial<Omit<Sample, "timeMs" | "source">> = () => ({}),
): Sample[] {
  const count = Math.floor((toS - fromS) / everyS) + 1;
  return Array.from({ length: count }, (_, at) => {
    const atS = fromS + at * everyS;
    return sample(atS * 1_000, source, { speedKmh: kmh, place: north((atS * kmh) / 3.6), ...told(atS) });
  });
}

/** Samples of a bike that stands. */
export const standing = (
  source: Sample["source"],
  { fromS, toS, everyS = 60 }: { fromS: number; toS: number; everyS?: number },
): Sample[] => riding(source, { fromS, toS, everyS, kmh: 0 }, () => ({ speedKmh: 0, place: null }));
