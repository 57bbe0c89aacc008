import type { Purpose } from "@/lib/domain/consent";
import { type ConsentedRide, ToldOfRide } from "@/lib/domain/consented-ride";
import type { RideDocument } from "@/lib/domain/ride-document";

const STEP_MS = 15 * 60_000;
const roundedDown = (atMs: number): number => Math.floor(atMs / STEP_MS) * STEP_MS;

/** Names of a ride's rider and bike under a grant, and what the document is made from. */
export interface Under {
  readonly purpose: Purpose;
  readonly rider: string;
  readonly bike: string;
  readonly regranted: boolean;
  /** Of its exact start, in the zone of the reports. */
  readonly day: string;
  readonly hour: number;
  readonly entityVersion: number;
  /** Of the ledger. */
  readonly position: number;
}

/** A ride as it may be counted: without bike and rider, its times rounded down to 15 minutes, the ends of its way cut. */
export function consentedDocument(ride: RideDocument, under: Under): ConsentedRide {
  const { start_cell, end_cell } = ride;
  const kept = ride.cells.flatMap((cell, at) =>
    cell === start_cell || cell === end_cell ? [] : [{ cell, metres: ride.cells_m[at] ?? 0 }],
  );
  return {
    purpose: under.purpose,
    rider: under.rider,
    bike: under.bike,
    regranted: under.regranted,
    day: under.day,
    hour: under.hour,
    start: roundedDown(ride.start),
    end: roundedDown(ride.end),
    start_cell,
    end_cell,
    cells: kept.map(({ cell }) => cell),
    cells_m: kept.map(({ metres }) => metres),
    ...ToldOfRide.parse(ride),
    settled_s: ride.settled_s,
    ride_revision: ride.revision,
    entity_version: under.entityVersion,
    position: under.position,
  };
}
