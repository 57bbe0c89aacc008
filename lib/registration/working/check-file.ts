import { each, inTurns } from "@/lib/in-turns";
import { outcomeOf, type RowOutcome } from "../checks/check-rows";
import type { Known } from "../checks/known";
import type { CandidateRow } from "../checks/model";
import { readSubject, type Subject } from "../checks/subject";
import { modelFinder, worldOf } from "../checks/world";

/** Reads rows for checks, without holding up whatever else this process does. */
export async function readInTurns(
  rows: readonly CandidateRow[],
  known: Pick<Known, "models">,
): Promise<Subject[]> {
  const findModel = modelFinder(known);
  return inTurns(each(rows, (row) => readSubject(row, findModel)));
}

/** What becomes of each row, as `checkRows` says. */
export async function checkInTurns(subjects: readonly Subject[], known: Known): Promise<RowOutcome[]> {
  const world = worldOf(known, subjects);
  return inTurns(each(subjects, (subject) => outcomeOf(subject, world)));
}
