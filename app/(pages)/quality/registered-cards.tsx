import { BoardCard, NothingHere } from "@/components/quality/board-card";
import { CaseRates } from "@/components/quality/case-rates";
import { ReasonList } from "@/components/quality/reason-list";
import { WeekBars } from "@/components/quality/week-bars";
import { weekNumber } from "@/components/quality/week-number";
import type { UserActor } from "@/lib/domain/actor";
import { formatDuration } from "@/lib/format/duration";
import { formatCount } from "@/lib/format/number";
import type { BoardScope } from "@/lib/quality/board-scope";
import { getCaseRates } from "@/lib/quality/get-case-rates";
import { getFirstPass } from "@/lib/quality/get-first-pass";
import { type FixTime, getFixTime } from "@/lib/quality/get-fix-time";
import { getReasons } from "@/lib/quality/get-reasons";
import { answered } from "../answered";
import { Refused } from "../refused";

/** What master data say: first pass, reasons, time to fix, support cases. */
export async function RegisteredCards({ actor, scope }: { actor: UserActor; scope: BoardScope }) {
  const now = new Date();
  const answer = await answered("quality-of-registration", async () => {
    const [weeks, reasons, fix, cases] = await Promise.all([
      getFirstPass(actor, scope, now),
      getReasons(actor, scope, now),
      getFixTime(actor, scope, now),
      getCaseRates(actor, scope, now),
    ]);
    return { weeks, reasons, fix, cases };
  });
  if (answer.kind === "failed") return <Refused what="Registration" answer={answer} />;
  const { weeks, reasons, fix, cases } = answer.value;
  const bars = weeks.map(({ week, tried, passed, withdrawn }) => ({
    week,
    label: String(weekNumber(week)),
    share: tried === 0 ? null : passed / tried,
    title: `Week of ${week}: ${passed} of ${tried}${withdrawn === 0 ? "" : `, ${withdrawn} withdrawn since`}`,
  }));
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <BoardCard title="First-pass rate by week, %" aside="last 12 weeks, UTC">
        {weeks.every(({ tried }) => tried === 0) ? (
          <NothingHere>No file was sent in these weeks.</NothingHere>
        ) : (
          <>
            <WeekBars bars={bars} label="First-pass rate by week" />
            <p className="text-ink-2 text-xs">
              Bikes of which nothing was wrong the first time, of all that were tried. One that was withdrawn
              since did not pass.
            </p>
          </>
        )}
      </BoardCard>
      <BoardCard title="Reasons over time" aside="found the first time">
        <ReasonList reasons={reasons} />
        <FixLine fix={fix} />
      </BoardCard>
      <div className="min-w-0 lg:col-span-2">
        <BoardCard title="Support cases per 1,000 registered bikes" aside="last 12 weeks">
          <CaseRates rates={cases} />
        </BoardCard>
      </div>
    </div>
  );
}

function FixLine({ fix: { failed, fixed, medianSeconds, p90Seconds } }: { fix: FixTime }) {
  if (failed === 0) return null;
  const time =
    medianSeconds === null || p90Seconds === null
      ? ""
      : `, half of them within ${formatDuration(medianSeconds * 1_000)}, nine of ten within ${formatDuration(p90Seconds * 1_000)}`;
  return (
    <p className="text-ink-2 text-sm">{`${fixed} of ${formatCount(failed, "bike")} fixed since${time}.`}</p>
  );
}
