import { windowOf } from "@/lib/domain/window";
import { packetStream } from "@/simulator/packets";
import { type FilledPacket, filledPacket } from "./filled-topic";

export const WEEKS = 52;
export const READINGS_PER_PACKET = 50;
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 3_600_000;

/** Where each bike's packets lie in time, ms since epoch; a packet of 50 readings takes 50 s. */
export interface Backlog {
  readonly name: string;
  readonly packetStarts: readonly number[];
}

/** One packet in each of the last 52 weeks that are over. */
export const theYear = (nowMs: number): Backlog => ({
  name: "52 weeks",
  packetStarts: Array.from(
    { length: WEEKS },
    (_, week) => windowOf(nowMs - (WEEKS - week) * WEEK_MS).startMs + 2 * DAY_MS,
  ),
});

/** As many packets, evenly over the last seven days but for their last hour. */
export const theLastDays = (nowMs: number): Backlog => ({
  name: "last 7 days",
  packetStarts: Array.from({ length: WEEKS }, (_, at) =>
    Math.floor(nowMs - WEEK_MS + (at * (WEEK_MS - HOUR_MS)) / WEEKS),
  ),
});

/** One packet in so many of a backlog, moved by some hours, so that it holds other instants. */
export const partOf = ({ name, packetStarts }: Backlog, every: number, hours: number): Backlog => ({
  name,
  packetStarts: packetStarts.filter((_, week) => week % every === 0).map((ms) => ms + hours * HOUR_MS),
});

/**
 * Phone by phone, each with all its packets, as phones upload: neighbours in the topic belong to other weeks.
 * @param bikes so many, the first half of them the last half of a live fleet of as many.
 */
export function* packetsOf({ packetStarts }: Backlog, bikes: number): Generator<FilledPacket> {
  const [first, end] = [bikes / 2, bikes + bikes / 2];
  const weeks = packetStarts.map((fromMs, week) =>
    packetStream(10_000 + week, {
      bikes: end,
      packetsPerBike: 1,
      readingsPerPacket: READINGS_PER_PACKET,
      fromMs,
      phoneShare: 1,
    }),
  );
  for (let bike = 0; bike < end; bike++)
    for (const week of weeks) {
      const { value } = week.next();
      if (value && bike >= first) yield filledPacket(value);
    }
}
