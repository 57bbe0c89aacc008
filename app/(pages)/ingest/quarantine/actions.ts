"use server";

import { z } from "zod";
import { MOST_ENTRIES } from "@/components/repair/entries/release-verbs";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { EntryId, ReleaseFilter } from "@/lib/repair/quarantine/entry-filter";
import {
  Correction,
  type ReleasedEntries,
  releaseQuarantined,
} from "@/lib/repair/quarantine/release-quarantined";
import { type ShownEntry, showQuarantined } from "@/lib/repair/quarantine/show-quarantined";
import { ReasonToChange } from "@/lib/repair/reason-to-change";
import { answered } from "../../answered";
import { storesOfRepair } from "../stores-of-repair";

const Ids = z.array(EntryId).min(1).max(MOST_ENTRIES);
const Asked = z.union([z.strictObject({ ids: Ids }), z.strictObject({ filter: ReleaseFilter })]);

/** An entry in full, to who states why. */
export async function lookAtEntry(
  id: string,
  _before: Answer<ShownEntry> | null,
  form: FormData,
): Promise<Answer<ShownEntry>> {
  const actor = await requireActor("/ingest/quarantine");
  const stores = storesOfRepair();
  const reasonToLook = String(form.get("reason") ?? "");
  return answered("show-quarantined", () => showQuarantined(actor, { id, reasonToLook }, stores, Date.now()));
}

/** What releasing readings would do: those that are named, or of those that match the ones kept first. */
export async function planRelease(asked: unknown, correction: unknown): Promise<Answer<ReleasedEntries>> {
  const actor = await requireActor("/ingest/quarantine");
  const stores = storesOfRepair();
  return answered("release-quarantined", () =>
    releaseQuarantined(
      actor,
      {
        ...parseInput(Asked, asked),
        correction: parseInput(Correction, correction),
        limit: MOST_ENTRIES,
        dryRun: true,
      },
      stores,
    ),
  );
}

/** Gives readings their right time and sends them on. */
export async function releaseEntries(
  ids: unknown,
  correction: unknown,
  why: unknown,
): Promise<Answer<ReleasedEntries>> {
  const actor = await requireActor("/ingest/quarantine");
  const stores = storesOfRepair();
  return answered("release-quarantined", () =>
    releaseQuarantined(
      actor,
      {
        ids: parseInput(Ids, ids),
        correction: parseInput(Correction, correction),
        why: parseInput(ReasonToChange, why),
      },
      stores,
    ),
  );
}
