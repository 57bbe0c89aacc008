import { expect, it } from "vitest";
import { MAX_PACKETS } from "@/lib/ingest/packet-slices";
import { MAX_BODY_BYTES } from "@/lib/ingest/read-body";
import { MAX_STRETCHES } from "@/lib/ingest/ridden";
import { MAX_READINGS } from "@/lib/ingest/upload";
import { createUploadLimits } from "@/lib/ingest/upload-limits";
import { ENTRIES_PER_WEEK } from "@/lib/ingest/weeks-touched";
import { SHEET_LIMITS } from "@/lib/spreadsheet/limits";
import { API_LIMITS } from "./api-limits";
import { REGISTRATION_LIMITS } from "./registration-answers";

it("tells the limits that are enforced", () => {
  const { requests, bytes, entries, faults, newBikes } = createUploadLimits();
  expect(API_LIMITS).toEqual({
    bodyBytes: MAX_BODY_BYTES,
    packets: MAX_PACKETS,
    readings: MAX_READINGS,
    stretches: MAX_STRETCHES,
    requests: requests.allowance,
    bytes: bytes.allowance,
    entries: entries.allowance,
    entriesPerWeek: ENTRIES_PER_WEEK,
    faults: faults.allowance,
    newBikes: newBikes.limit.allowance,
  });
});

it("takes files as large as can be read", () => {
  expect(REGISTRATION_LIMITS.fileBytes).toBe(SHEET_LIMITS.packedBytes);
});
