"use client";

import { useEffect, useRef, useState } from "react";
import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import { type Answer, LOST } from "@/components/states/answer";
import { formatCount } from "@/lib/format/number";
import type { TakenBack } from "@/lib/legacy/take-back-facts";
import { ChangesView } from "./changes-view";

const UNSEEN: Answer<never> = {
  kind: "failed",
  why: "What taking it back changes is not known yet; wait for it.",
  isForbidden: false,
};

/** Takes back a file of old data, for a reason, after it was shown what that changes. */
export function TakeBackDialog({
  fileName,
  preview,
  action,
}: {
  fileName: string;
  preview: () => Promise<Answer<TakenBack>>;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Take back…"
      name={`Take back… ${fileName}`}
      look={{ kind: "quiet", size: "small" }}
      title={`Take back ${fileName}`}
      about="What it said counts no longer, as if it had never come. What other files say too stays, and so does what people decided. Nothing is removed: sent again, it counts again."
      submit="Take back"
      action={async (form) => (form.has("reason") ? action(form) : UNSEEN)}
    >
      <Preview preview={preview} />
    </ActionDialog>
  );
}

/** What taking back would change; only below it is the reason asked for. */
function Preview({ preview }: { preview: () => Promise<Answer<TakenBack>> }) {
  const [answer, setAnswer] = useState<Answer<TakenBack> | null>(null);
  // Asked once, when the dialog opens, also where the page behind it is refreshed.
  const ask = useRef(preview);
  useEffect(() => {
    let isShown = true;
    const show = async () => {
      const told = await ask.current().catch(() => LOST);
      if (isShown) setAnswer(told);
    };
    void show();
    return () => {
      isShown = false;
    };
  }, []);
  if (answer === null)
    return (
      <p role="status" className="text-ink-2 text-sm">
        Working out what that changes…
      </p>
    );
  if (answer.kind === "failed")
    return (
      <p role="alert" className="text-fault text-sm">
        {answer.why}
      </p>
    );
  const { statements, alsoSaid, opened, closed, changes } = answer.value;
  return (
    <>
      <div role="status" className="flex flex-col gap-1 text-sm">
        <p className="font-medium">Nothing has been changed yet.</p>
        <ul aria-label="What it said" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 tabular-nums">
          <li>{formatCount(statements - alsoSaid, "row counts", "rows count")} no longer</li>
          {alsoSaid === 0 ? null : (
            <li>
              {formatCount(
                alsoSaid,
                "row stays, another file says it too",
                "rows stay, other files say them too",
              )}
            </li>
          )}
          {closed === 0 ? null : (
            <li>{formatCount(closed, "contradiction falls away", "contradictions fall away")}</li>
          )}
          {opened === 0 ? null : (
            <li>{formatCount(opened, "contradiction comes up", "contradictions come up")}</li>
          )}
        </ul>
      </div>
      <ChangesView changes={changes} />
      <ReasonLine />
    </>
  );
}
