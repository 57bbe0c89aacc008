import type { ComponentKind, ComponentSlot } from "@/lib/domain/master-data";

/** A component as a row tells it, trimmed, as it was written. */
export interface CandidateComponent {
  readonly slot: ComponentSlot;
  readonly kind: ComponentKind;
  readonly serial: string | null;
  readonly part: string | null;
}

interface BikeValues {
  readonly bikeId: string;
  /** As it was written, for show. */
  readonly frameNumber: string;
  /** For comparing. */
  readonly frameNormal: string;
  readonly modelCode: string;
  /** ISO day. */
  readonly producedOn: string;
  readonly fnuci: string | null;
  readonly batteryPassport: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  /** Of the drive unit. */
  readonly firmware: string | null;
  /** Those of which the row tells something. */
  readonly components: readonly CandidateComponent[];
}

/** A row that says all that a bike needs. */
export interface Candidate extends BikeValues {
  readonly rowNumber: number;
  readonly batteryWh: number | null;
}

/** A bike as it is registered. */
export type StoredBike = BikeValues;
