"use client";

import { useRouter } from "next/navigation";
import { type SubmitEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { formatCount } from "@/lib/format/number";
import { ImportResult } from "./import-result";
import { KnownColumns } from "./known-columns";
import { LegacyFields } from "./legacy-fields";
import { type SentFile, sendLegacyFile } from "./send-legacy-file";

/** What was sent last, as it was sent, and what came of it. */
interface Sent {
  readonly form: FormData;
  readonly isChecked: boolean;
  readonly answer: SentFile;
}

/** Takes in a file of old data: whose bikes, from where, and how sure. It is checked first; what was checked is what is taken in. */
export function LegacyUpload({
  oems,
  columns,
}: {
  oems: readonly { readonly id: string; readonly name: string }[];
  /** Names of those that are read. */
  columns: readonly string[];
}) {
  const [sent, setSent] = useState<Sent | null>(null);
  const [isSending, begin] = useTransition();
  const router = useRouter();
  const send = (form: FormData, isChecked: boolean) =>
    begin(async () => {
      const answer = await sendLegacyFile(form, { isChecked });
      setSent({ form, isChecked, answer });
      if (!isChecked) router.refresh();
    });
  const check = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(new FormData(event.currentTarget), true);
  };
  return (
    <Card className="flex flex-col gap-3">
      <CardTitle>Take in old data</CardTitle>
      <form onSubmit={check} onChange={() => setSent(null)} aria-label="Take in old data">
        <fieldset disabled={isSending} className="flex flex-wrap items-end gap-3">
          <LegacyFields oems={oems} />
          <Button
            type="submit"
            kind={sent?.isChecked && sent.answer.kind === "done" ? "plain" : "primary"}
            disabled={oems.length === 0}
          >
            {isSending ? "Reading…" : "Check"}
          </Button>
        </fieldset>
      </form>
      <p className="text-ink-3 text-xs">It is checked first. Nothing is changed before you say so.</p>
      <KnownColumns columns={columns} />
      {sent?.answer.kind === "failed" ? (
        <p role="alert" className="text-fault text-sm">
          {sent.answer.why}
        </p>
      ) : null}
      {sent?.answer.kind === "done" ? (
        <ImportResult imported={sent.answer.value} isChecked={sent.isChecked} />
      ) : null}
      {sent?.isChecked && sent.answer.kind === "done" ? (
        <Button
          kind="primary"
          className="self-start"
          disabled={isSending || sayingOf(sent.answer) === 0}
          onClick={() => send(sent.form, false)}
        >
          {isSending ? "Taking in…" : `Take in ${formatCount(sayingOf(sent.answer), "row")}`}
        </Button>
      ) : null}
    </Card>
  );
}

/** Rows that say anything. */
const sayingOf = ({ value: { rows, outcomes } }: Extract<SentFile, { kind: "done" }>): number =>
  rows - outcomes.empty;
