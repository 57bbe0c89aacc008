import { z } from "zod";
import { BikeId } from "@/lib/domain/packet";

/** Clocks of those who tell differ a little from ours. */
const AHEAD_MS = 60_000;

/** A moment that has been, ISO 8601 with a zone, as ms since epoch. */
export const Instant = z.iso
  .datetime({ offset: true, error: "expected a time such as 2026-01-31T08:00:00Z" })
  .transform((text) => Date.parse(text))
  .refine((atMs) => atMs <= Date.now() + AHEAD_MS, "expected a time that is not in the future");

export const Why = z
  .string()
  .trim()
  .min(5, "expected at least 5 characters")
  .max(500, "expected at most 500 characters");

export const OfBike = { bikeId: BikeId, reason: Why };
