"use server";

import { z } from "zod";
import { MOST_LETTERS, type ResendEvent } from "@/components/repair/letters/resend-events";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { LetterFilter } from "@/lib/repair/dead-letters/letter-filter";
import { type ResentLetters, resendDeadLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import { type ShownLetter, showDeadLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import { ReasonToChange } from "@/lib/repair/reason-to-change";
import { answered } from "../../answered";
import { storesOfRepair } from "../stores-of-repair";

/** The worker is usually done within a second. */
const WAIT_SECONDS = 45;

const Keys = z.array(z.string()).min(1).max(MOST_LETTERS);
const Asked = z.union([z.strictObject({ keys: Keys }), z.strictObject({ filter: LetterFilter })]);

/** A letter in full, to who states why. */
export async function lookAtLetter(
  key: string,
  _before: Answer<ShownLetter> | null,
  form: FormData,
): Promise<Answer<ShownLetter>> {
  const actor = await requireActor("/ingest/dead-letters");
  const stores = storesOfRepair();
  const reasonToLook = String(form.get("reason") ?? "");
  return answered("show-dead-letter", () => showDeadLetter(actor, { key, reasonToLook }, stores));
}

/** What sending letters again would do: those that are named, or of those that match the oldest. */
export async function planResend(asked: unknown): Promise<Answer<ResentLetters>> {
  const actor = await requireActor("/ingest/dead-letters");
  const stores = storesOfRepair();
  return answered("resend-dead-letters", () =>
    resendDeadLetters(actor, { ...parseInput(Asked, asked), limit: MOST_LETTERS, dryRun: true }, stores),
  );
}

/** Sends letters again, and tells what it does while it does it: it waits for the worker. */
export async function sendAgain(asked: unknown, why: unknown): Promise<ReadableStream<ResendEvent>> {
  const actor = await requireActor("/ingest/dead-letters");
  const stores = storesOfRepair();
  let isRead = true;
  return new ReadableStream<ResendEvent>({
    async start(controller) {
      const tell = (event: ResendEvent) => {
        if (isRead) controller.enqueue(event);
      };
      const answer = await answered("resend-dead-letters", () =>
        resendDeadLetters(
          actor,
          { keys: parseInput(Keys, asked), why: parseInput(ReasonToChange, why), waitSeconds: WAIT_SECONDS },
          stores,
          (stage) => tell({ kind: "stage", stage, atMs: Date.now() }),
        ),
      );
      tell({ kind: "answer", answer });
      if (isRead) controller.close();
    },
    cancel() {
      isRead = false;
    },
  });
}
