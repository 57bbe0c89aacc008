import { setImmediate as nextTurn } from "node:timers/promises";
import { outcomeOf, type RowOutcome } from "../checks/check-rows";
import type { Known } from "../checks/known";
import type { CandidateRow } from "../checks/model";
import { readSubject, type Subject } from "../checks/subject";
import { modelFinder, worldOf } from "../checks/world";

/** Rows between which others have their turn. */
const STRETCH = 250;

/** Reads rows for checks, without holding up whatever else this process does. */
export async function readInTurns(
  rows: readonly CandidateRow[],
  known: Pick<Known, "models">,
): Promise<Subject[]> {
  const findModel = modelFinder(known);
  return inTurns(rows, (row) => readSubject(row, findModel));
}

/** What becomes of each row, as `checkRows` says. */
export async function checkInTurns(subjects: readonly Subject[], known: Known): Promise<RowOutcome[]> {
  const world = worldOf(known, subjects);
  return inTurns(subjects, (subject) => outcomeOf(subject, world));
}

async function inTurns<From, To>(list: readonly From[], work: (each: From) => To): Promise<To[]> {
  const done: To[] = [];
  for (const each of list) {
    done.push(work(each));
    if (done.length % STRETCH === 0) await nextTurn();
  }
  return done;
}
