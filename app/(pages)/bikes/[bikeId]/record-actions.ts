"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { assignFleet } from "@/lib/bikes/assign-fleet";
import { openCase } from "@/lib/bikes/cases/open-case";
import { proposeCorrection } from "@/lib/bikes/corrections/propose-correction";
import { moveModule } from "@/lib/bikes/move-module";
import { swapComponent } from "@/lib/bikes/swap-component";
import type { UserActor } from "@/lib/domain/actor";
import { CASE_REASONS, COMPONENT_SLOTS } from "@/lib/domain/master-data";
import { answered } from "../../answered";

const line = z.string();
const Swap = z.object({
  kind: z.enum(COMPONENT_SLOTS),
  serial: line,
  reason: line,
  partNumber: line.optional(),
  at: line.optional(),
  oldSerial: line.optional(),
  movedTo: line.optional(),
  reportsAs: line.optional(),
  takes: line.optional().transform((text) => text === "yes"),
});
const Assign = z.object({ fleetId: line, from: line.optional(), to: line.optional(), reason: line });
const Propose = z.object({ field: line, proposed: line, evidence: line });
const Case = z.object({ reason: z.enum(CASE_REASONS), note: line.optional() });

/** A form of a bike's page, asked for by somebody who may use the page; each verb asks whether they may use it. */
async function changed<T extends z.ZodType>(
  verb: string,
  { bikeId, form, shape }: { readonly bikeId: string; readonly form: FormData; readonly shape: T },
  work: (actor: UserActor, input: z.output<T>) => Promise<unknown>,
): Promise<Answer<unknown>> {
  const actor = await requireActor("/bikes/[bikeId]");
  const answer = await answered(verb, () => work(actor, parseInput(shape, Object.fromEntries(form))));
  if (answer.kind === "done") revalidatePath(`/bikes/${bikeId}`);
  return answer;
}

/** Puts a component into the bike. */
export async function swap(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("swap-component", { bikeId, form, shape: Swap }, (actor, { kind, reportsAs, ...input }) =>
    kind === "module"
      ? moveModule(actor, { bikeId, reportsAs, ...input })
      : swapComponent(actor, { bikeId, kind, ...input }),
  );
}

/** Gives the bike to a fleet. */
export async function assign(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("assign-fleet", { bikeId, form, shape: Assign }, (actor, input) =>
    assignFleet(actor, { bikeId, ...input }),
  );
}

/** Proposes that something of the bike be another value. */
export async function propose(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("propose-correction", { bikeId, form, shape: Propose }, (actor, input) =>
    proposeCorrection(actor, { bikeId, ...input }),
  );
}

/** Keeps that somebody called about the bike. */
export async function openCaseOf(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("open-case", { bikeId, form, shape: Case }, (actor, input) =>
    openCase(actor, { bikeId, ...input }),
  );
}
