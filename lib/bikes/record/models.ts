import type { CaseReason, ComponentKind } from "@/lib/domain/master-data";

/** Times are ms since epoch; a period without `fromMs` is since ever, without `toMs` until now. */
export interface RecordPeriod {
  readonly id: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Since when it counts no more, because it was entered by mistake. */
  readonly voidedAtMs: number | null;
}
export interface RecordComponent extends RecordPeriod {
  readonly kind: ComponentKind;
  readonly serial: string;
  readonly partNumber: string | null;
  readonly firmware: string | null;
  /** Of a module: the id that its readings carry. */
  readonly reportsAs: string | null;
}
export interface RecordAssignment extends RecordPeriod {
  readonly fleet: string;
}
export interface RecordOwner extends RecordPeriod {
  /** Null where the viewer may not know. */
  readonly organisation: string | null;
  readonly reference: string | null;
}
export interface RecordCorrection {
  readonly id: number;
  readonly field: string;
  readonly was: string | null;
  readonly proposed: string;
  readonly evidence: string;
  readonly proposedAtMs: number;
  readonly state: "open" | "approved" | "declined";
  readonly decidedAtMs: number | null;
  readonly decisionReason: string | null;
}
export interface RecordCase {
  readonly id: number;
  readonly reason: CaseReason;
  readonly note: string | null;
  readonly openedBy: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** What is registered of one bike, as far as the viewer may know it. */
export interface BikeRecord {
  readonly bikeId: string;
  readonly oem: string;
  readonly model: { readonly code: string; readonly name: string; readonly batteryWh: number };
  readonly plant: string | null;
  readonly producedOn: string | null;
  readonly firmware: string | null;
  readonly registeredAtMs: number;
  /** The file that brought it, where there was one that the viewer may see. */
  readonly file: string | null;
  readonly withdrawnAtMs: number | null;
  readonly mergedInto: string | null;
  /** By the key of their column; those that it has. */
  readonly identifiers: readonly { readonly key: string; readonly label: string; readonly value: string }[];
  /** Newest first, voided ones too. */
  readonly components: readonly RecordComponent[];
  readonly assignments: readonly RecordAssignment[];
  readonly owners: readonly RecordOwner[];
  readonly corrections: readonly RecordCorrection[];
  readonly cases: readonly RecordCase[];
}
