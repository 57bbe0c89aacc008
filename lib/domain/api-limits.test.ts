import { expect, it } from "vitest";
import { formatNumber } from "@/lib/format/number";
import { MAX_PACKETS } from "@/lib/ingest/packet-slices";
import { MAX_BODY_BYTES } from "@/lib/ingest/read-body";
import { MAX_STRETCHES } from "@/lib/ingest/ridden";
import { MAX_READINGS } from "@/lib/ingest/upload";
import { createUploadLimits } from "@/lib/ingest/upload-limits";
import { ENTRIES_PER_WEEK } from "@/lib/ingest/weeks-touched";
import { SHEET_LIMITS } from "@/lib/spreadsheet/limits";
import { API_LIMITS, LIMITS } from "./api-limits";
import { type Parameter, parametersOf } from "./api-parameters";
import { BikesQuery, ReadingsQuery, RidesQuery } from "./api-queries";
import { CONSENT_BYTES } from "./consent-operation";
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

const told = (what: string) => LIMITS.find((limit) => limit.what === what)?.limit;

it("tells how much a page may have, as the questions for it take", () => {
  const mostOf = (parameters: readonly Parameter[]) =>
    parameters.find(({ name }) => name === "limit")?.schema.maximum;
  expect(told("Bikes on a page")).toBe("200; 50 when limit is not given");
  expect(mostOf(parametersOf(BikesQuery))).toBe(200);
  expect(told("Readings on a page")).toBe(
    `${formatNumber(10_000)}; ${formatNumber(1_000)} when limit is not given`,
  );
  expect(mostOf(parametersOf(ReadingsQuery))).toBe(10_000);
  expect(told("Rides on a page")).toBe(`${formatNumber(1_000)}; 100 when limit is not given`);
  expect(mostOf(parametersOf(RidesQuery))).toBe(1_000);
});

it("tells how large a consent may be", () => {
  expect(CONSENT_BYTES).toBe(16_384);
  expect(told("Body of a consent, packed and unpacked alike")).toBe("16 KiB");
});

it("takes files as large as can be read", () => {
  expect(REGISTRATION_LIMITS.fileBytes).toBe(SHEET_LIMITS.packedBytes);
});
