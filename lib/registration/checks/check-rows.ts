import type { Candidate } from "./candidate";
import type { Finding, Remark } from "./finding";
import type { Known } from "./known";
import type { CandidateRow } from "./model";
import { CHECKS } from "./registry";
import { alsoInFile } from "./rules/also-in-file";
import { boundBike } from "./rules/bound-bike";
import { sameAsStored } from "./same-as-stored";
import { readSubject, type Subject } from "./subject";
import { toCandidate } from "./to-candidate";
import { modelFinder, type World, worldOf } from "./world";

export type RowOutcome =
  | {
      readonly kind: "ready";
      readonly number: number;
      readonly candidate: Candidate;
      readonly warnings: readonly Finding[];
    }
  /** Registered before with the same values: there is nothing to do. */
  | { readonly kind: "unchanged"; readonly number: number; readonly candidate: Candidate }
  /** Findings have at least one error, and at most one for each column. */
  | { readonly kind: "failed"; readonly number: number; readonly findings: readonly Finding[] };

/**
 * What becomes of each row, in the order of the rows. The answer depends on the rows and on what is known, not on their
 * order: of two rows with one identifier, the one further down in the file is at fault.
 */
export function checkRows(rows: readonly CandidateRow[], known: Known): RowOutcome[] {
  const findModel = modelFinder(known);
  const subjects = rows.map((row) => readSubject(row, findModel));
  const world = worldOf(known, subjects);
  return subjects.map((subject) => outcomeOf(subject, world));
}

/** What becomes of one row of a file whose rows the world has been told of. */
export function outcomeOf(subject: Subject, world: World): RowOutcome {
  const { number } = subject;
  const candidate = toCandidate(subject);
  const stored = candidate && world.known.bikesById.get(candidate.bikeId)?.stored;
  const isSame = candidate && stored && sameAsStored(candidate, stored);
  if (isSame && [alsoInFile, boundBike].every((check) => check.run(subject, world).length === 0))
    return { kind: "unchanged", number, candidate };
  const findings = findingsOf(subject, world);
  if (findings.some(({ severity }) => severity === "error")) return { kind: "failed", number, findings };
  if (candidate === null) throw new Error(`row ${number} has no bike and no error`);
  return { kind: "ready", number, candidate, warnings: findings };
}

function findingsOf(subject: Subject, world: World): Finding[] {
  const findings = new Map<string | null, Finding>();
  for (const check of CHECKS) {
    const remarks = check.run(subject, world);
    const found = remarks.map((remark) => findingOf(check.id, remark));
    if (found.length > 0 && check.endsRow?.(remarks, subject)) return found;
    for (const finding of found) {
      const before = findings.get(finding.column);
      if (!before || (before.severity === "warning" && finding.severity === "error"))
        findings.set(finding.column, finding);
    }
  }
  return [...findings.values()];
}

const MAX_SHOWN = 120;

const findingOf = (check: string, remark: Remark): Finding => ({
  ...remark,
  check,
  severity: remark.severity ?? "error",
  got: remark.got.length > MAX_SHOWN ? `${remark.got.slice(0, MAX_SHOWN)}…` : remark.got,
});
