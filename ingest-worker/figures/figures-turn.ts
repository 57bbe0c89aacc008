import { type Block, daysOf } from "@/lib/analytics/blocks";
import type { Database } from "@/lib/db/client";
import { dueBlocks } from "@/lib/db/figure-blocks";
import { type FigureMark, marksOf, takeFigureMarks } from "@/lib/db/figure-marks";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { FigureMaker } from "./figure-maker";

/** So few that all that is due gets its turn soon: two weeks of all purposes. */
const MARKS_AT_ONCE = 56;
const DAYS_AT_ONCE = 56;
const LONGER_AT_ONCE = [
  ["week", 16],
  ["quarter", 4],
] as const;

/** Days to compute, with what marks them. */
type Work = Map<Purpose, Map<string, FigureMark[]>>;

/**
 * Computes what is marked or due: days first, then weeks and then quarters that are closed, of their days as they were computed
 * last. Days that are marked meanwhile, or rest since they were just computed, are the work of later turns, and nothing
 * waits for them; but before a longer block is computed for the first time, those of its days are that are marked by then: what
 * they might publish for themselves would be in it for good.
 * @returns how many blocks were computed.
 */
export async function figuresTurn(db: Database, maker: FigureMaker, nowMs: number): Promise<number> {
  await maker.askWhoWithdrew();
  let computed = await computeDays(maker, await daysToCompute(db, nowMs));
  for (const [grain, most] of LONGER_AT_ONCE)
    for (const due of await dueBlocks(db, nowMs, grain, most)) {
      const purpose = asPurpose(due.purpose);
      if (!purpose || !maker.isClosed(due)) continue;
      if (!due.isClosed) computed += await computeDays(maker, await markedDays(db, purpose, due));
      await maker.longer(purpose, due);
      computed++;
    }
  return computed;
}

async function daysToCompute(db: Database, nowMs: number): Promise<Work> {
  const work: Work = new Map();
  for (const { purpose, block } of await dueBlocks(db, nowMs, "day", DAYS_AT_ONCE))
    marksIn(work, purpose, block);
  for (const mark of await takeFigureMarks(db, nowMs, MARKS_AT_ONCE))
    marksIn(work, mark.purpose, mark.day)?.push(mark);
  return work;
}

async function markedDays(db: Database, purpose: Purpose, block: Block): Promise<Work> {
  const work: Work = new Map();
  for (const mark of await marksOf(db, purpose, daysOf(block))) marksIn(work, purpose, mark.day)?.push(mark);
  return work;
}

async function computeDays(maker: FigureMaker, work: Work): Promise<number> {
  let computed = 0;
  for (const [purpose, days] of work) {
    await maker.days(purpose, days);
    computed += days.size;
  }
  return computed;
}

/** The marks of a day to compute, which becomes one; null of a purpose that there is no more. */
function marksIn(work: Work, purposeText: string, day: string): FigureMark[] | null {
  const purpose = asPurpose(purposeText);
  if (!purpose) return null;
  const days = work.get(purpose) ?? new Map<string, FigureMark[]>();
  const marks = days.get(day) ?? [];
  work.set(purpose, days.set(day, marks));
  return marks;
}

const asPurpose = (text: string): Purpose | undefined => PURPOSES.find((known) => known === text);
