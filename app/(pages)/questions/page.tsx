import type { Metadata } from "next";
import { Suspense } from "react";
import { QuestionCard } from "@/components/review/question-card";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { requireActor } from "@/lib/auth/require-actor";
import type { UserActor } from "@/lib/domain/actor";
import { listQuestions } from "@/lib/legacy/list-questions";
import { answered } from "../answered";
import { Refused } from "../refused";
import { labelOf } from "../review/fact-labels";
import { answerTo } from "./actions";

export const metadata: Metadata = { title: "Questions" };

export default async function QuestionsPage() {
  const actor = await requireActor("/questions");
  return (
    <div className="flex flex-col gap-4">
      <header>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">
          Questions about your bikes
        </ArrivalHeading>
        <p className="max-w-prose text-ink-2">
          Old data that contradict each other, on which only you can say what is right.
        </p>
      </header>
      <Suspense fallback={<Loading what="questions" />}>
        <Questions actor={actor} />
      </Suspense>
    </div>
  );
}

async function Questions({ actor }: { actor: UserActor }) {
  const answer = await answered("list-questions", () => listQuestions(actor));
  if (answer.kind === "failed") return <Refused what="Questions" answer={answer} />;
  if (answer.value.length === 0)
    return (
      <Card className="p-0">
        <Empty title="Nobody asks you anything" />
      </Card>
    );
  return answer.value.map((question) => (
    <QuestionCard key={question.id} question={question} what={labelOf(question.fact)} answer={answerTo} />
  ));
}
