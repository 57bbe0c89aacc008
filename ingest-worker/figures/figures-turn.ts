import { type Block, daysOf, quarterOf, weekOf } from "@/lib/analytics/blocks";
import type { Database } from "@/lib/db/client";
import { dueBlocks, waitingDays } from "@/lib/db/figure-blocks";
import { endFigureMark, type FigureMark, isAnyMarked, takeFigureMarks } from "@/lib/db/figure-marks";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { RESTATEMENT_CAUSES, type RestatementCause } from "@/lib/domain/figures";
import type { FigureMaker } from "./figure-maker";

/** More than a quarter of all purposes. */
const MARKS_AT_ONCE = 500;
const BLOCKS_AT_ONCE = 500;

interface Work {
  readonly causes: Set<RestatementCause>;
  readonly marks: FigureMark[];
}
/** By purpose and block. */
type WorkByBlock = Map<string, Work & { readonly purpose: Purpose; readonly block: Block }>;

/**
 * Computes what is marked or due: days first, then the weeks and then the quarters that they lie in, once they are
 * closed. A longer block waits for marked days: what they might publish for themselves would be in it for good.
 * @returns how many blocks were computed.
 */
export async function figuresTurn(db: Database, maker: FigureMaker, nowMs: number): Promise<number> {
  const days = await daysToCompute(db, nowMs);
  for (const { purpose, block, causes, marks } of days.values()) {
    await maker.day(purpose, block.block, [...causes]);
    for (const mark of marks) await endFigureMark(db, mark);
  }
  const weeks = await longerBlocks(db, nowMs, "week", days);
  const computedWeeks = await computeLonger(db, maker, weeks);
  const quarters = await longerBlocks(db, nowMs, "quarter", days);
  return days.size + computedWeeks + (await computeLonger(db, maker, quarters));
}

async function daysToCompute(db: Database, nowMs: number): Promise<WorkByBlock> {
  const days: WorkByBlock = new Map();
  for (const due of await dueBlocks(db, nowMs, BLOCKS_AT_ONCE))
    if (due.grain === "day") workOn(days, due.purpose, due);
  const marks = await takeFigureMarks(db, MARKS_AT_ONCE);
  const waiting = await waitingDays(
    db,
    nowMs,
    marks.map(({ day }) => day),
  );
  for (const mark of marks) {
    if (waiting.has(`${mark.purpose} ${mark.day}`)) continue;
    const work = workOn(days, mark.purpose, { grain: "day", block: mark.day });
    if (!work) continue;
    work.marks.push(mark);
    for (const cause of mark.causes.flatMap(asCause)) work.causes.add(cause);
  }
  return days;
}

/** Weeks or quarters in which a day was computed, and those that are due. */
async function longerBlocks(
  db: Database,
  nowMs: number,
  grain: "week" | "quarter",
  days: WorkByBlock,
): Promise<WorkByBlock> {
  const longer: WorkByBlock = new Map();
  for (const due of await dueBlocks(db, nowMs, BLOCKS_AT_ONCE))
    if (due.grain === grain) workOn(longer, due.purpose, due);
  for (const { purpose, block: day, causes } of days.values()) {
    const week = weekOf(day.block);
    const work = workOn(longer, purpose, { grain, block: grain === "week" ? week : quarterOf(week) });
    for (const cause of causes) work?.causes.add(cause);
  }
  return longer;
}

async function computeLonger(db: Database, maker: FigureMaker, blocks: WorkByBlock): Promise<number> {
  let computed = 0;
  for (const { purpose, block, causes } of blocks.values()) {
    const days = daysOf(block);
    if (!maker.isClosed(block) || (await isAnyMarked(db, purpose, days[0] ?? "", days.at(-1) ?? "")))
      continue;
    for (const table of maker.tablesOf(purpose)) await maker.longer(table, block, [...causes]);
    computed++;
  }
  return computed;
}

function workOn(works: WorkByBlock, purposeText: string, { grain, block }: Block) {
  const purpose = PURPOSES.find((known) => known === purposeText);
  if (!purpose) return null;
  const name = `${purpose} ${block}`;
  const work = works.get(name) ?? { purpose, block: { grain, block }, causes: new Set(), marks: [] };
  works.set(name, work);
  return work;
}

const asCause = (text: string): RestatementCause[] => RESTATEMENT_CAUSES.filter((cause) => cause === text);
