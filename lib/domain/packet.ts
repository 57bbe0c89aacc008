import { z } from "zod";

/** Bikes are named by their maker or fleet; another form is refused, never normalised. */
export const BIKE_ID_PATTERN = /^[A-Z0-9][A-Z0-9-]{2,31}$/;
export const BikeId = z.string().regex(BIKE_ID_PATTERN).brand<"BikeId">();
export type BikeId = z.infer<typeof BikeId>;

/** Who recorded a reading: the module on the bike, or the rider's phone. */
export const SOURCES = ["iot", "app"] as const;
export const Source = z.enum(SOURCES);
export type Source = z.infer<typeof Source>;

export const PACKET_VERSION = 1;
export const MAX_READINGS_PER_PACKET = 500;

/** Kafka headers that the edge stamps on every packet; a published state has the newest `received-at` and `readings`. */
export const HEADER = {
  receivedAt: "received-at",
  ingestClient: "ingest-client",
  clientVersion: "client-version",
  batchId: "batch-id",
  trace: "traceparent",
  /** Id of the rider whose token signed the upload; none where nobody signed it. */
  rider: "rider-id",
  readings: "readings",
  /** How often a dead letter was sent again. */
  resends: "resends",
} as const;
