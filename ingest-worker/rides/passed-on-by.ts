import type { Registration } from "@/lib/domain/registration";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { markMessage } from "./ride-marks";
import type { MarkedBike } from "./waiting-marks";

/** Readings under a bike's id that its module recorded in others: what is marked of them is marked there. */
export function passedOnBy(bike: MarkedBike, registration: Registration | null): OutgoingMessage[] {
  const out = registration?.readings_out ?? [];
  return bike.marks.flatMap((mark) =>
    mark.passed_on === true
      ? []
      : out.flatMap(({ bike_id, from, to }) => {
          const fromMs = latest(mark.from, from);
          const toMs = earliest(mark.to, to);
          if (fromMs !== null && toMs !== null && fromMs >= toMs) return [];
          return [markMessage(bike_id, { from: fromMs, to: toMs, wait_ms: 0, passed_on: true })];
        }),
  );
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
