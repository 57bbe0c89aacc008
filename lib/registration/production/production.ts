import { COMPONENT_KINDS } from "@/lib/domain/master-data";

/** What component plants make, wherever it sits in a bike. */
export const PRODUCED_KINDS = COMPONENT_KINDS;

/** A component as its plant made it. */
export interface Production {
  readonly kind: (typeof PRODUCED_KINDS)[number];
  readonly plant: string;
  readonly lot: string;
  readonly partNumber: string;
  /** Of the bikes that it is made for, sorted; none for any. */
  readonly modelCodes: readonly string[];
  readonly serial: string;
  /** Day, ISO; null where it is not told. */
  readonly producedOn: string | null;
}

export interface ProductionRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly production: Production;
}

/** Why a row cannot be taken: what was expected, and what it has. */
export interface ProductionFault {
  readonly row: number;
  readonly fault: string;
}
