"use client";

import { useId, useState, useTransition } from "react";
import type { Answer } from "@/components/states/answer";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { Age } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Question } from "@/lib/legacy/list-questions";
import { KIND_WORDS, TRUST_WORDS } from "./words";

export type AnswerQuestion = (id: number, answer: string) => Promise<Answer<void>>;

/** A steward's question to an OEM, with both sides, and where it is answered. @param what the fact in words. */
export function QuestionCard({
  question,
  what,
  answer,
}: {
  question: Question;
  what: string;
  answer: AnswerQuestion;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, begin] = useTransition();
  const id = useId();
  const send = (form: FormData) =>
    begin(async () => {
      const sent = await answer(question.id, String(form.get("answer") ?? ""));
      setFault(sent.kind === "failed" ? sent.why : null);
    });
  return (
    <Card className="flex flex-col gap-3">
      <CardTitle>{question.question}</CardTitle>
      <p className="text-ink-2 text-xs">
        {KIND_WORDS[question.kind]}: {what} · asked <Age atMs={question.askedAt.getTime()} />
      </p>
      <ul className="grid gap-2 text-sm md:grid-cols-2">
        {question.sides.map(({ bikeId, value, normal, said }) => (
          <li key={`${bikeId} ${normal}`} className="rounded-md border border-line p-2">
            <span className="break-all font-mono text-xs">
              {bikeId} · {value}
            </span>
            <span className="block text-ink-3 text-xs">
              {said.map(({ source, trust }) => `${source}, ${TRUST_WORDS[trust]}`).join("; ")}
            </span>
          </li>
        ))}
      </ul>
      <form
        action={send}
        aria-label={`Answer: ${question.question}`}
        className="flex flex-wrap items-end gap-2"
      >
        <Field label="Answer" htmlFor={id} fault={fault ?? undefined} className="min-w-0 grow">
          <Input
            id={id}
            name="answer"
            required
            minLength={2}
            maxLength={2000}
            defaultValue={question.answer ?? ""}
            autoComplete="off"
          />
        </Field>
        <Button type="submit" kind={question.answer === null ? "primary" : "plain"} disabled={isSending}>
          {question.answer === null ? "Answer" : "Change the answer"}
        </Button>
      </form>
    </Card>
  );
}
