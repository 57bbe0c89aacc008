import type { Random } from "./random";
import type { SentPacket, SentReading } from "./sent-packet";

/** What goes wrong on the way from a bike, as shares from 0 to 1 of packets or readings. */
export interface Trouble {
  /** Of packets: sent twice. */
  readonly duplicateShare: number;
  /** Of packets: some readings sent again with other values at the same instants. */
  readonly collisionShare: number;
  /** Of packets: moved to another place in the sequence. */
  readonly reorderShare: number;
  /** Of packets: measured 16 min to 3 years earlier. */
  readonly lateShare: number;
  /** Of packets: clock 6 min to 2 days ahead. */
  readonly aheadShare: number;
  /** Of readings: only some of their values. */
  readonly partialShare: number;
  /** Of readings: one value that the contract does not allow. */
  readonly badFieldShare: number;
  /** Of readings: a time that is none, or long before any bike. */
  readonly badTimeShare: number;
  /** Of readings: fault codes, set or cleared, and what is sent at a start (firmware, serials, lock). */
  readonly announcementShare: number;
}

export const NO_TROUBLE: Trouble = {
  duplicateShare: 0,
  collisionShare: 0,
  reorderShare: 0,
  lateShare: 0,
  aheadShare: 0,
  partialShare: 0,
  badFieldShare: 0,
  badTimeShare: 0,
  announcementShare: 0,
};
/** Some of everything: more than any fleet sees, so that short runs meet every case. */
export const MUCH_TROUBLE: Trouble = {
  duplicateShare: 0.1,
  collisionShare: 0.1,
  reorderShare: 0.5,
  lateShare: 0.3,
  aheadShare: 0.05,
  partialShare: 0.3,
  badFieldShare: 0.05,
  badTimeShare: 0.02,
  announcementShare: 0.1,
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The packets that arrive instead of a healthy one. */
export function* damage(packet: SentPacket, trouble: Trouble, random: Random): Generator<SentPacket> {
  const shiftMs = random.chance(trouble.lateShare)
    ? -random.whole(16 * MINUTE_MS, 3 * 365 * DAY_MS)
    : random.chance(trouble.aheadShare)
      ? random.whole(6 * MINUTE_MS, 2 * DAY_MS)
      : 0;
  const damaged: SentPacket = {
    ...packet,
    readings: packet.readings.map((reading) => damageReading(shifted(reading, shiftMs), trouble, random)),
  };
  yield damaged;
  if (random.chance(trouble.duplicateShare)) yield damaged;
  if (random.chance(trouble.collisionShare)) yield collidingWith(damaged, random);
}

const shifted = (reading: SentReading, shiftMs: number): SentReading =>
  shiftMs === 0 ? reading : { ...reading, t: Number(reading.t) + shiftMs };

function damageReading(reading: SentReading, trouble: Trouble, random: Random): SentReading {
  let result = reading;
  if (random.chance(trouble.partialShare)) result = partOf(result, random);
  if (random.chance(trouble.announcementShare)) result = { ...result, ...random.pick(ANNOUNCEMENTS) };
  if (random.chance(trouble.badFieldShare)) result = { ...result, ...random.pick(BAD_FIELDS) };
  if (random.chance(trouble.badTimeShare)) result = { ...result, t: random.pick(BAD_TIMES) };
  return result;
}

/** Position travels whole or not at all. */
function partOf(reading: SentReading, random: Random): SentReading {
  const located = random.chance(0.5);
  const kept = Object.entries(reading).filter(([name]) =>
    name === "t" ? true : name === "lat" || name === "lon" ? located : random.chance(0.5),
  );
  return { t: reading.t, ...Object.fromEntries(kept) };
}

function collidingWith(packet: SentPacket, random: Random): SentPacket {
  const readings = packet.readings
    .filter(() => random.chance(0.5))
    .map((reading) => ({
      ...reading,
      speed_kmh: random.whole(0, 4_500) / 100,
      soc_pct: random.whole(0, 1_000) / 10,
    }));
  return readings.length > 0 ? { ...packet, readings } : packet;
}

const ANNOUNCEMENTS: readonly Record<string, unknown>[] = [
  { error_codes: ["E07", "E01"] },
  { error_codes: [] },
  { locked: true },
  { locked: false, firmware: "4.2.1", motor_serial: "M-1029", battery_serial: "B-77", battery_cycles: 212 },
  { display_serial: "D-5", module_serial: "IOT-9", state_of_health_pct: 96.5 },
];
const BAD_FIELDS: readonly Record<string, unknown>[] = [
  { speed_kmh: 400 },
  { soc_pct: "full" },
  { assist_level: 2.5 },
  { lat: 91, lon: 9 },
  { lat: 47, lon: null },
  { firmware: "" },
  { error_codes: "E1" },
  { tyre_pressure_kpa: 300 },
  { motor_power_w: { peak: 300 } },
];
const BAD_TIMES: readonly unknown[] = [null, "2026-11-20T08:00:00Z", 0, 1.5, -1, 946_684_800_000];
