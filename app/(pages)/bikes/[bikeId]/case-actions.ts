"use server";

import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { closeCase } from "@/lib/bikes/cases/close-case";
import { openCase } from "@/lib/bikes/cases/open-case";
import { CASE_REASONS } from "@/lib/domain/master-data";
import { changed } from "./changed";

const Case = z.object({ reason: z.enum(CASE_REASONS), note: z.string().optional() });
const Closing = z.object({ reason: z.string() });

/** Keeps that somebody called about the bike. */
export async function openCaseOf(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("open-case", { bikeId, form, shape: Case }, (actor, input) =>
    openCase(actor, { bikeId, ...input }),
  );
}

/** Keeps how a case of the bike ended. */
export async function closeCaseOf(bikeId: string, id: number, form: FormData): Promise<Answer<unknown>> {
  return changed("close-case", { bikeId, form, shape: Closing }, (actor, input) =>
    closeCase(actor, { id, ...input }),
  );
}
