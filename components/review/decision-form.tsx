"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { ReasonField } from "@/components/ui/reason-field";
import type { Decision } from "@/lib/legacy/decide/ruling-of";
import type { ContradictionView } from "@/lib/legacy/get-contradiction";
import { DECISION_WORDS, effectOf } from "./words";

export type Decide = (
  id: number,
  made: { decision: Decision; bikeId?: string; normal?: string; reason: string },
) => Promise<Answer<void>>;

/** Where a steward decides: what to do, about which side, why; and what it would do. @param what the fact in words. */
export function DecisionForm({
  contradiction: { id, kind, bikeIds, sides, decisions, fact },
  what,
  decide,
}: {
  contradiction: Pick<ContradictionView, "id" | "kind" | "bikeIds" | "sides" | "decisions" | "fact">;
  what: string;
  decide: Decide;
}) {
  const [decision, setDecision] = useState<Decision | undefined>(decisions[0]);
  const [chosen, setChosen] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, begin] = useTransition();
  const router = useRouter();
  const field = useId();
  const options = optionsFor(decision, { kind, bikeIds, sides });
  const side = options.find(({ key }) => key === chosen) ?? options[0];
  const send = (form: FormData) =>
    begin(async () => {
      if (decision === undefined) return;
      const about = decision === "take" ? { normal: side?.key ?? "" } : side ? { bikeId: side.key } : {};
      const answer = await decide(id, { decision, ...about, reason: String(form.get("reason") ?? "") });
      if (answer.kind === "failed") setFault(answer.why);
      else router.refresh();
    });
  const believed = kind === "one-bike-two-values" ? (sides[0]?.value ?? "") : (sides[0]?.bikeId ?? "");
  const effect =
    decision === undefined
      ? null
      : effectOf(
          { decision, bikeId: side?.key, value: decision === "take" ? side?.label : sides[0]?.value },
          { kind, bikeIds, what: fact === null ? "" : what, believed },
        );
  return (
    <Card>
      <form action={send} className="flex flex-col gap-3" aria-label="Decide">
        <CardTitle>Decide</CardTitle>
        <div className="flex flex-wrap gap-3">
          <Field label="Decision" htmlFor={`${field}-decision`} className="w-56">
            <Select
              id={`${field}-decision`}
              value={decision}
              onChange={(event) => setDecision(decisions.find((each) => each === event.target.value))}
            >
              {decisions.map((each) => (
                <option key={each} value={each}>
                  {DECISION_WORDS[each]}
                </option>
              ))}
            </Select>
          </Field>
          {options.length === 0 ? null : (
            <Field
              label={kind === "one-bike-two-oems" ? "OEM" : (LABELS[decision ?? "keep"] ?? "Which")}
              htmlFor={`${field}-side`}
              className="w-64"
            >
              <Select
                id={`${field}-side`}
                value={side?.key}
                onChange={(event) => setChosen(event.target.value)}
              >
                {options.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <ReasonField
            name="reason"
            maxLength={500}
            placeholder={
              decision === "ask-oem" ? "Which of the two is on the frame?" : "Photo of the frame in case 118"
            }
            fault={fault ?? undefined}
          />
        </div>
        <p className="text-ink-2 text-sm" role="status">
          {effect}
        </p>
        <div>
          <Button type="submit" kind="primary" disabled={isSending}>
            {decision === "ask-oem" ? "Ask" : "Decide"}
          </Button>
        </div>
      </form>
    </Card>
  );
}

const LABELS: Partial<Record<Decision, string>> = {
  take: "Value",
  split: "Bike that has it",
  merge: "Bike that stays",
};

function optionsFor(
  decision: Decision | undefined,
  { kind, bikeIds, sides }: Pick<ContradictionView, "kind" | "bikeIds" | "sides">,
) {
  switch (decision) {
    case "take":
      return sides
        .slice(kind === "one-bike-two-oems" ? 0 : 1)
        .map(({ normal, value }) => ({ key: normal, label: value }));
    case "split":
    case "merge":
      return bikeIds.map((bikeId) => ({ key: bikeId, label: bikeId }));
    default:
      return [];
  }
}
