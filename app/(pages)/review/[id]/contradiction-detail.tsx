import Link from "next/link";
import { DecisionForm } from "@/components/review/decision-form";
import { FactTable } from "@/components/review/fact-table";
import { SideCards } from "@/components/review/side-cards";
import { KIND_WORDS, OUTCOME_WORDS } from "@/components/review/words";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Card, CardTitle } from "@/components/ui/card";
import { Age, Moment } from "@/components/ui/clock";
import type { UserActor } from "@/lib/domain/actor";
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
  const { kind, fact, sides, bikes, oem, foundAt, decisions, bikeIds } = contradiction;
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

function Talk({
  contradiction: { decided, askedAt, reason, answer, answeredAt },
}: {
  contradiction: ContradictionView;
}) {
  if (decided)
    return (
      <p role="status">
        <span className="font-medium">Decided: {OUTCOME_WORDS[decided.decision] ?? decided.decision}</span>,
        by {decided.by}, <Moment atMs={decided.at.getTime()} />. {reason}
        {answer === null ? null : ` The OEM said: ${answer}`}
      </p>
    );
  if (!askedAt) return null;
  return (
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
  );
}
