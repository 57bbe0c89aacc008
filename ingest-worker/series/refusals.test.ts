import { expect, it } from "vitest";
import { windowOf } from "@/lib/domain/window";
import type { Aside } from "../aside/aside";
import { ReadingRows } from "../decode/reading-rows";
import { Ticket } from "../lane/ticket";
import { BikeState } from "../state/bike-state";
import { anOrigin } from "../testing/an-origin";
import { SeriesBatch } from "./batch";
import { clientPart } from "./encode-line";
import { Refusals } from "./refusals";

const at = (timeMs: number) => `a reading that the store takes: LI-1, app, ${new Date(timeMs).toISOString()}`;

it("keeps each record once for each reason, with every row that was refused for it", () => {
  const batch = new SeriesBatch(windowOf(0));
  const [one, other] = [anOrigin({ offset: "1" }), anOrigin({ offset: "2" })];
  const rows = new ReadingRows();
  for (const [timeMs, origin] of [
    [1, one],
    [2, one],
    [3, other],
    [4, one],
    [5, one],
  ] as const) {
    rows.clear();
    rows.append({ timeMs, values: [] });
    batch.add(rows, 0, new BikeState("LI-1"), origin, clientPart("tests"), 0);
  }
  const ticket = new Ticket(() => undefined);
  batch.tickets.add(ticket);
  const refusals = new Refusals(batch);
  for (const row of [0, 2, 3]) refusals.add(row, "refused-by-store", `why ${row}`);
  refusals.add(1, "too-large", "how large");
  const letters: unknown[] = [];
  const deadLetter: Aside["deadLetter"] = (origin, reason, faults, tickets) =>
    letters.push([
      origin.offset,
      reason,
      faults.map(({ expected, got }) => [expected, got]),
      [...tickets].length,
    ]);
  refusals.keepIn({ deadLetter });
  expect(letters).toEqual([
    [
      "1",
      "refused-by-store",
      [
        [at(1), "why 0"],
        [at(4), "why 3"],
      ],
      1,
    ],
    ["2", "refused-by-store", [[at(3), "why 2"]], 1],
    ["1", "too-large", [[at(2), "how large"]], 1],
  ]);
  expect(refusals.count).toBe(4);
});
