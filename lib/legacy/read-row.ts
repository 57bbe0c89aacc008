import { normalNumber } from "@/lib/domain/bike-number";
import type { Trust } from "@/lib/domain/master-data";
import type { Finding, Remark } from "@/lib/registration/checks/finding";
import type { Known, KnownModel } from "@/lib/registration/checks/known";
import type { CandidateRow } from "@/lib/registration/checks/model";
import { bikeId } from "@/lib/registration/checks/rules/bike-id";
import { cellKind } from "@/lib/registration/checks/rules/cell-kind";
import { damagedText } from "@/lib/registration/checks/rules/damaged-text";
import { makerForm } from "@/lib/registration/checks/rules/maker-form";
import { noSerial } from "@/lib/registration/checks/rules/no-serial";
import { plainText } from "@/lib/registration/checks/rules/plain-text";
import { publicForm } from "@/lib/registration/checks/rules/public-form";
import { shiftedColumns } from "@/lib/registration/checks/rules/shifted-columns";
import { twiceInRow } from "@/lib/registration/checks/rules/twice-in-row";
import { readSubject, type Subject } from "@/lib/registration/checks/subject";
import { modelFinder, worldOf } from "@/lib/registration/checks/world";
import { FACTS, type FactKey } from "./fact";
import { type Statement, statementOf, type Told } from "./statement";

/** Checks of a cell alone: what they find is no fact. Whether others have the number is decided elsewhere. */
const CHECKS = [
  shiftedColumns,
  cellKind,
  damagedText,
  noSerial,
  bikeId,
  makerForm,
  publicForm,
  plainText,
  twiceInRow,
];

type Refused = Pick<Finding, "column" | "reason" | "expected" | "got">;

export interface ReadRow {
  readonly number: number;
  /** Null for a row of which nothing is left. */
  readonly statement: Statement | null;
  /** Cells that are no facts. */
  readonly refused: readonly Refused[];
}

/** Reads rows of old data into statements, for what is known of the OEM's models by code. */
export function rowReader(
  models: Known["models"],
  said: { readonly oemId: string; readonly source: string; readonly trust: Trust },
): (row: CandidateRow) => ReadRow {
  const known = knownBy(models);
  const findModel = modelFinder(known);
  const world = worldOf(known, []);
  return (row) => {
    const subject = readSubject(row, findModel);
    const found = firstOfEach(CHECKS.flatMap((check) => check.run(subject, world)));
    // A row that was cut out of step says nothing that can be relied on.
    const isShifted = found.some(({ column }) => column === null);
    const wrong = new Set(found.map(({ column }) => column));
    const refused: Refused[] = found.map(({ column, reason, expected, got }) => ({
      column,
      reason,
      expected,
      got,
    }));
    const facts = new Map<FactKey, Told>();
    for (const { key } of isShifted ? [] : FACTS) {
      const value = subject.texts.get(key);
      if (value === undefined || wrong.has(key)) continue;
      const told = toldOf(key, value, subject);
      if ("reason" in told) refused.push({ column: key, ...told, got: value });
      else facts.set(key, told);
    }
    return {
      number: row.number,
      statement: facts.size === 0 ? null : statementOf({ ...said, facts }),
      refused,
    };
  };
}

const firstOfEach = (remarks: readonly Remark[]): Remark[] =>
  remarks.filter(({ column }, at) => remarks.findIndex((each) => each.column === column) === at);

function toldOf(
  key: FactKey,
  value: string,
  { normals, model, producedOn }: Subject,
): Told | Pick<Finding, "reason" | "expected"> {
  if (key === "model")
    return model === null
      ? { reason: "unknown-model", expected: "the code of a known model" }
      : { value: model.code, normal: model.code };
  if (key === "produced_on") {
    if (producedOn?.kind === "day") return { value: producedOn.iso, normal: producedOn.iso };
    const reason = producedOn?.kind === "ambiguous" ? "ambiguous-date" : "not-a-date";
    return { reason, expected: "a day such as 2026-11-02" };
  }
  const isCompared = key === "frame_number" || key.endsWith("_serial");
  if (isCompared) return { value, normal: normalNumber(value) };
  const normal = normals.get(key) ?? value;
  return { value: normal, normal };
}

const knownBy = (models: ReadonlyMap<string, KnownModel>): Known => ({
  models,
  plantBelongs: true,
  boundTo: null,
  bikesById: new Map(),
  bikesByFrame: new Map(),
  bikesByFnuci: new Map(),
  bikesByPassport: new Map(),
  bikesByImei: new Map(),
  bikesByIccid: new Map(),
  componentsInBikes: new Map(),
  voicesTaken: new Map(),
  produced: new Map(),
  producedKinds: new Set(),
  today: "",
});
