import { expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import { ReadingRows } from "../decode/reading-rows";
import { SeriesBatch } from "../series/batch";
import { clientPart } from "../series/encode-line";
import { BikeState } from "../state/bike-state";
import { anOrigin } from "../testing/an-origin";
import { idsOfBatch } from "./ids-of-batch";

const AT_MS = Date.UTC(2026, 10, 20);

it("names some of a bulk's uploads, counts all, and tells where its records lie", () => {
  const batch = new SeriesBatch(windowOf(AT_MS));
  const rows = new ReadingRows();
  rows.bikeId = "LI-1";
  rows.append({ timeMs: AT_MS, values: [] });
  for (let upload = 0; upload < 12; upload++) {
    const headers = { [HEADER.batchId]: Buffer.from(`upload-${upload}`) };
    for (const offset of [upload * 2, upload * 2 + 1]) {
      const origin = anOrigin({ headers, partition: upload % 2, offset: String(offset) });
      batch.add(rows, 0, new BikeState("LI-1"), origin, clientPart("tests"), 0);
    }
  }
  const { named, ...others } = idsOfBatch(batch);
  expect(named).toEqual(Array.from({ length: 10 }, (_, at) => ({ batch: `upload-${at}` })));
  expect(others).toEqual({
    window: "2026-w47",
    readings: 24,
    uploads: 12,
    records: ["slipstream.telemetry/0/0-21", "slipstream.telemetry/1/2-23"],
  });
});
