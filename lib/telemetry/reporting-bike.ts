import { z } from "zod";
import { type PartKind, SERIAL_FIELDS, SERIAL_KINDS } from "@/lib/domain/state-document";

const Entry = z.object({ v: z.unknown() });
const Row = z.object({
  bike_id: z.string(),
  newest_at: z.number().nullish(),
  odometer_m: z.number().optional(),
  oem_id: z.string().optional(),
  withdrawn: z.string().optional(),
  fields: z.record(z.string(), Entry).default({}),
});

export const REPORTED = SERIAL_FIELDS.map((field) => ({ field, kind: SERIAL_KINDS[field] }));

/** A bike as it reports itself. */
export interface ReportingBike {
  readonly bikeId: string;
  /** Ms since epoch; null where it never reported. */
  readonly newestAtMs: number | null;
  readonly odometerM: number | null;
  /** Null where nobody ever registered it. */
  readonly oemId: string | null;
  readonly isWithdrawn: boolean;
  /** Components that it says it has. */
  readonly parts: readonly { readonly kind: PartKind; readonly serial: string }[];
}

/** What is read of a state to make one. */
export const REPORTING_SOURCE = [
  "bike_id",
  "newest_at",
  "odometer_m",
  "oem_id",
  "withdrawn",
  ...SERIAL_FIELDS.map((field) => `fields.${field}`),
];

export function toReportingBike(source: unknown): ReportingBike {
  const { bike_id, newest_at, odometer_m, oem_id, withdrawn, fields } = Row.parse(source);
  const parts = REPORTED.flatMap(({ field, kind }) => {
    const serial = fields[field]?.v;
    return typeof serial === "string" && serial !== "" ? [{ kind, serial }] : [];
  });
  return {
    bikeId: bike_id,
    newestAtMs: newest_at ?? null,
    odometerM: odometer_m ?? null,
    oemId: oem_id ?? null,
    isWithdrawn: withdrawn !== undefined,
    parts,
  };
}
