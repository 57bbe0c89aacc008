import Link from "next/link";
import { ContradictionTable } from "@/components/review/contradiction-table";
import { KIND_WORDS, STATE_WORDS } from "@/components/review/words";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { UserActor } from "@/lib/domain/actor";
import { CONTRADICTION_KINDS } from "@/lib/legacy/decide/contradictions";
import { listContradictions, REVIEW_STATES } from "@/lib/legacy/list-contradictions";
import { listOems } from "@/lib/registration/list-oems";
import { answered } from "../answered";
import { Refused } from "../refused";
import { Choices } from "./choices";
import { FACT_LABELS } from "./fact-labels";
import { type ReviewAddress, reviewAddress } from "./search-params";

/** Contradictions that the address asks for. */
export async function ReviewList({ actor, address }: { actor: UserActor; address: ReviewAddress }) {
  const { oem: oemId, state, kind, after } = address;
  const answer = await answered("review", async () => ({
    oems: await listOems(actor),
    page: await listContradictions(actor, { state, kind, after, oemId }),
  }));
  if (answer.kind === "failed") return <Refused what="Contradictions" answer={answer} />;
  const { oems, page } = answer.value;
  const countOf = (pick: (count: (typeof page.counts)[number]) => boolean) =>
    page.counts.filter(pick).reduce((sum, { count }) => sum + count, 0);
  const first = { ...address, after: undefined };
  const choices = [undefined, ...CONTRADICTION_KINDS].map((kind) => ({
    href: reviewAddress({ ...first, kind }),
    label: kind === undefined ? "All kinds" : KIND_WORDS[kind],
    count: countOf((each) => each.state === address.state && (kind === undefined || each.kind === kind)),
    isChosen: kind === address.kind,
  }));
  const states = REVIEW_STATES.map((state) => ({
    href: reviewAddress({ ...first, state }),
    label: STATE_WORDS[state],
    count: countOf((each) => each.state === state),
    isChosen: state === address.state,
  }));
  const ofOems = [undefined, ...oems].map((oem) => ({
    href: reviewAddress({ ...first, oem: oem?.id }),
    label: oem?.name ?? "All OEMs",
    count: null,
    isChosen: oem?.id === oemId,
  }));
  return (
    <Card className="flex flex-col gap-3">
      <Choices label="State" choices={states} />
      <Choices label="Kind" choices={choices} />
      {oems.length > 1 ? <Choices label="OEM" choices={ofOems} /> : null}
      {page.contradictions.length === 0 ? (
        <Empty title="Nothing contradicts itself here" className="py-6" />
      ) : (
        <ContradictionTable contradictions={page.contradictions} labels={FACT_LABELS} />
      )}
      {page.next === null ? null : (
        <Link
          href={reviewAddress({ ...address, after: page.next })}
          className={buttonLook({ size: "small" })}
        >
          Newer
        </Link>
      )}
    </Card>
  );
}
