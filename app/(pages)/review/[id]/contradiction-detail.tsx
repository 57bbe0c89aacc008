import Link from "next/link";
import { DecisionForm } from "@/components/review/decision-form";
import { FactTable } from "@/components/review/fact-table";
import { SideCards } from "@/components/review/side-cards";
import { KIND_WORDS, OUTCOME_WORDS } from "@/components/review/words";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { buttonLook } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { Age, Moment } from "@/components/ui/clock";
import type { UserActor } from "@/lib/domain/actor";
import { ruledInWords } from "@/lib/domain/ruling-words";
import { type ContradictionView, getContradiction } from "@/lib/legacy/get-contradiction";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { decideOn } from "../actions";
import { FACT_LABELS, labelOf } from "../fact-labels";

/** A contradiction: both sides, all that is said of the bikes, and the decision. */
export async function ContradictionDetail({ actor, id }: { actor: UserActor; id: number }) {
  const answer = await answered("get-contradiction", () => getContradiction(actor, id));
  if (answer.kind === "failed") return <Refused what="The contradiction" answer={answer} />;
  const contradiction = answer.value;
  const { kind, fact, sides, bikes, oem, foundAt, decisions, bikeIds, ruling } = contradiction;
  const isOfOems = kind === "one-bike-two-oems";
  return (
    <div className="flex flex-col gap-4">
      <header>
        <p className="text-ink-2 text-sm">
          <Link href="/review" className="underline">
            Review
          </Link>{" "}
          / {oem}
        </p>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">
          {isOfOems ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}: ${labelOf(fact)}`}
        </ArrivalHeading>
        <p className="text-ink-2">
          Found <Age atMs={foundAt.getTime()} />
        </p>
      </header>
      <SideCards
        sides={sides}
        isOfBikes={kind !== "one-bike-two-values" && !isOfOems}
        isRow={fact === null}
        isOpen={!contradiction.decided}
        ruling={contradiction.decided ? ruling : undefined}
      />
      <Talk contradiction={contradiction} />
      {contradiction.decided ? null : (
        <DecisionForm
          contradiction={{ id, kind, bikeIds, sides, decisions, fact }}
          what={labelOf(fact)}
          decide={decideOn}
        />
      )}
      <div className="grid gap-3 lg:grid-cols-2">
        {bikes.map((bike) => (
          <Card key={bike.bike_id} className="flex flex-col gap-2">
            <CardTitle>
              <span className="font-mono text-sm">{bike.bike_id}</span>
            </CardTitle>
            <p className="text-ink-2 text-xs">
              {bike.model}
              {bike.merged_into === null ? "" : ` · became ${bike.merged_into}`}
            </p>
            <FactTable bike={bike} labels={FACT_LABELS} />
          </Card>
        ))}
      </div>
    </div>
  );
}

function Talk({ contradiction }: { contradiction: ContradictionView }) {
  const { decided, askedAt, reason, answer, answeredAt, ruling, sides } = contradiction;
  if (decided) {
    const ruled = ruling ? ruledInWords(ruling, sides, decided.decision) : null;
    return (
      <div className="flex flex-col items-start gap-2">
        <p role="status">
          <span className="font-medium">Decided: {OUTCOME_WORDS[decided.decision] ?? decided.decision}</span>,
          by {decided.by}, <Moment atMs={decided.at.getTime()} />.{" "}
          {ruled === null ? null : (
            <span className="break-words font-medium">
              {ruled.charAt(0).toUpperCase()}
              {ruled.slice(1)}.{" "}
            </span>
          )}
          {reason}
          {answer === null ? null : ` The OEM said: ${answer}`}
        </p>
        <Next contradiction={contradiction} />
      </div>
    );
  }
  if (!askedAt) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      <p role="status">
        Asked <Age atMs={askedAt.getTime()} />: {reason}{" "}
        {answer !== null && answeredAt ? (
          <span className="font-medium">
            Answered <Age atMs={answeredAt.getTime()} />: {answer}
          </span>
        ) : (
          "The OEM has not answered yet."
        )}
      </p>
      {answer === null ? <Next contradiction={contradiction} /> : null}
    </div>
  );
}

/** Where to go on, once there is nothing to do here. */
function Next({ contradiction: { nextOpen } }: { contradiction: Pick<ContradictionView, "nextOpen"> }) {
  return nextOpen === null ? (
    <p className="text-ink-2 text-sm">No other contradiction is open.</p>
  ) : (
    <Link href={`/review/${nextOpen}`} className={buttonLook({ size: "small" })}>
      Next open contradiction
    </Link>
  );
}
